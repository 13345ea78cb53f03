//! Writes the logits after each of some prompts, and their greedy continuations: `logits MODEL PROMPTS OUT
//! TOKENS`.
//!
//! PROMPTS is a JSON list of lists of token ids. OUT gets the logits in binary32, little-endian, prompt after
//! prompt; standard output the greedy tokens as JSON. scripts/check-quantized.sh compares them with
//! llama.cpp's.

use openledger_infer::Generator;
use openledger_kernels::Engine;
use openledger_model::{Base, KvCache, Model};
use openledger_spec::Method;
use std::{
	env,
	error::Error,
	fs::{self, File},
	io::{BufWriter, Write},
	path::Path,
	process::ExitCode,
};

/// Returns the most likely tokens after a prompt, one after the other.
fn greedy(model: &Model, ids: &[u32], tokens: usize) -> Result<Vec<u32>, Box<dyn Error>> {
	let mut cache = KvCache::default();
	let mut logits = model.forward_cached(ids, &mut cache)?;
	let mut written = Vec::new();
	while written.len() < tokens {
		// The lowest id among equals.
		let best = (0..).zip(&logits).max_by(|(a, x), (b, y)| x.total_cmp(y).then(b.cmp(a)));
		let best = best.map_or(0, |(id, _)| id);
		written.push(best);
		logits = model.forward_cached(&[best], &mut cache)?;
	}
	Ok(written)
}

fn run() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = env::args().skip(1).collect();
	let [base, prompts, out, tokens] = &arguments[..] else {
		return Err("usage: logits MODEL PROMPTS OUT TOKENS".into());
	};
	let prompts: Vec<Vec<u32>> = serde_json::from_slice(&fs::read(prompts)?)?;
	let engine = Engine::new(std::thread::available_parallelism()?.get())?;
	let base = Base::open(Path::new(base))?;
	let model = Model::without_adapter(base.frozen(Method::Lora, &engine), engine)?;
	let generator = Generator::new(model.clone());
	let (mut out, mut written) = (BufWriter::new(File::create(out)?), Vec::new());
	for ids in &prompts {
		for logit in generator.logits(ids)? {
			out.write_all(&logit.to_le_bytes())?;
		}
		written.push(greedy(&model, ids, tokens.parse()?)?);
	}
	out.flush()?;
	println!("{}", serde_json::to_string(&written)?);
	Ok(())
}

fn main() -> ExitCode {
	match run() {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {error}");
			ExitCode::FAILURE
		},
	}
}
