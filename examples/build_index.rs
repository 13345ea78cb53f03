//! Builds an influence index and says which records shaped an answer: `build_index MODEL.gguf ADAPTER
//! RECORDS.jsonl INDEX`. The answer is the completion of the first record, as if the model had given it.

use openledger_attribution::{Attribution, Index, Plan, RecordStates, Source, build};
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Limits, Model, NoopObserver, read_jsonl, tokenize_all};
use openledger_spec::Method;
use std::{collections::BTreeSet, error::Error, path::Path};

/// Builds the index of all records, as one contribution each, and attributes the first one's completion.
pub fn run(model: &str, adapter: &str, records: &str, out: &str) -> Result<Attribution, Box<dyn Error>> {
	let (base, engine) = (Base::open(Path::new(model))?, Engine::new(2)?);
	let adapter = Adapter::from_peft(Path::new(adapter), base.config())?;
	let records = read_jsonl(&std::fs::read(records)?, &Limits::default())?;
	let records = tokenize_all(&base, &records, 256)?;
	let model = Model::with_adapter(base.frozen(Method::Lora, &engine), &adapter, engine.clone())?;
	let states = RecordStates::new(&base, model, &records)?;
	let sources = (0..records.len() as u64).map(|contribution| (contribution, 1)).collect();
	let plan = Plan { base: base.root(), adapter: adapter.root(), sources };
	build(&plan, &states, &Path::new(out).with_extension("parts"), Path::new(out), &NoopObserver)?;
	let (index, answer) = (Index::open(Path::new(out))?, &records[0]);
	let (features, nobody) = (states.features(0)?, BTreeSet::new());
	Ok(index.attribute(&features, answer, &nobody, &engine)?)
}

#[allow(dead_code, reason = "the test calls `run`")]
fn main() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [model, adapter, records, out] = &arguments[..] else {
		return Err("build_index MODEL.gguf ADAPTER RECORDS.jsonl INDEX".into());
	};
	for (record, share) in run(model, adapter, records, out)?.records.iter().take(5) {
		println!("record {record}: {:.2} %", f64::from(*share) / 1e7);
	}
	Ok(())
}
