//! Adapters mutated by structure, as PEFT folders and in the raw form: typed errors, bounded memory, no
//! panic.
//!
//! Ten thousand of each by default. `OPENLEDGER_FUZZ=1000000` makes it a long run, and
//! `OPENLEDGER_FUZZ_SEED=2` another one.

use openledger_model::{Adapter, Config};
use openledger_test_utils::{
	CountingAllocator, Fuzzed, Random, fuzz_cases, hyper, spoil_bytes, spoil_json, tiny_base, variant,
};
use serde_json::{Value, json};
use std::{fs, path::Path};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Names that mean something in `adapter_config.json`, and values of them.
const NAMES: &[&str] = &[
	"r",
	"lora_alpha",
	"target_modules",
	"exclude_modules",
	"rank_pattern",
	"alpha_pattern",
	"layers_to_transform",
	"layers_pattern",
	"use_rslora",
	"use_dora",
	"bias",
	"modules_to_save",
	"init_lora_weights",
	"fan_in_fan_out",
	"peft_type",
	"alora_invocation_tokens",
	"LORA",
	"none",
	"all-linear",
	"q_proj",
	"model.layers.0.self_attn.q_proj",
	"^model.layers.[0-9]+.mlp",
	".*(",
	"(a+)+$",
];

/// Names that mean something in the head of a safetensors file, and values of them.
const TENSOR_NAMES: &[&str] = &[
	"dtype",
	"shape",
	"data_offsets",
	"__metadata__",
	"F32",
	"F16",
	"BF16",
	"F64",
	"F4",
	"F8_E8M0",
	"I64",
	"BOOL",
	"base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
	"base_model.model.model.layers.99999.self_attn.q_proj.lora_B.weight",
];

/// A sound folder, to be spoilt.
struct Folder {
	config: Value,
	head: Value,
	data: Vec<u8>,
}

impl Folder {
	fn new(adapter: &Adapter, dir: &Path) -> Self {
		adapter.to_peft(dir).unwrap();
		let config = serde_json::from_slice(&fs::read(dir.join("adapter_config.json")).unwrap()).unwrap();
		let weights = fs::read(dir.join("adapter_model.safetensors")).unwrap();
		let (length, rest) = weights.split_first_chunk::<8>().unwrap();
		let (head, data) = rest.split_at(u64::from_le_bytes(*length) as usize);
		Self { config, head: serde_json::from_slice(head).unwrap(), data: data.to_vec() }
	}

	/// Writes the folder with some changes. Returns its bytes.
	fn write_spoilt(&self, dir: &Path, random: &mut Random) -> usize {
		let (mut config, mut head, mut data) = (self.config.clone(), self.head.clone(), self.data.clone());
		for _ in 0..=random.below(3) {
			match random.below(8) {
				0..=3 => spoil_json(&mut config, NAMES, random),
				4..=5 => spoil_json(&mut head, TENSOR_NAMES, random),
				6 => data.truncate(random.below(data.len())),
				_ => spoil_bytes(&mut data, random),
			}
		}
		if random.once_in(4) {
			let named = json!({ "q_proj": random.odd(), "model.layers.1.mlp.up_proj": random.below(9) });
			let name = ["rank_pattern", "alpha_pattern"][random.below(2)];
			config.as_object_mut().map(|fields| fields.insert(name.into(), named));
		}
		let mut config = config.to_string().into_bytes();
		let head = head.to_string();
		let length = if random.once_in(8) { random.odd() } else { head.len() as u64 };
		let mut weights = [&length.to_le_bytes()[..], head.as_bytes(), &data].concat();
		if random.once_in(8) {
			spoil_bytes(if random.once_in(2) { &mut config } else { &mut weights }, random);
		}
		for (name, bytes) in [("adapter_config.json", &config), ("adapter_model.safetensors", &weights)] {
			// A new file: some systems wait for the disk when an old one is written again.
			let _ = fs::remove_file(dir.join(name));
			fs::write(dir.join(name), bytes).unwrap();
		}
		config.len() + weights.len()
	}
}

fn outcome<T, E: std::fmt::Debug>(read: &Result<T, E>) -> String {
	read.as_ref().map_or_else(variant, |_| "read".into())
}

#[test]
fn mutated_folders_give_typed_errors_in_bounded_memory() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let config: &Config = base.config();
	let adapter = Adapter::initial(config, &hyper()).unwrap();
	let (sound, spoilt) = (dir.path().join("sound"), dir.path().join("spoilt"));
	let folder = Folder::new(&adapter, &sound);
	fs::create_dir(&spoilt).unwrap();
	// At the highest rank, all linears of the tiny base.
	let largest = 256 * 4 * adapter.parameters() / usize::from(hyper().rank);
	let mut fuzzed = Fuzzed::default();
	for case in 0..fuzz_cases() {
		let bytes = folder.write_spoilt(&spoilt, &mut Random::of_case(case));
		fuzzed.read((1 << 20) + 2 * largest + 16 * bytes, || outcome(&Adapter::from_peft(&spoilt, config)));
	}
	fuzzed.report("adapters as folders", 5);
	assert!(fuzzed.outcomes.contains_key("read"));
}

#[test]
fn raw_adapters_of_any_length_are_read_or_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let raw = Adapter::initial(base.config(), &hyper()).unwrap().raw();
	let mut fuzzed = Fuzzed::default();
	for case in 0..fuzz_cases() {
		let (mut bytes, mut random) = (raw.clone(), Random::of_case(case));
		spoil_bytes(&mut bytes, &mut random);
		fuzzed.read(4 * raw.len() + (1 << 16), || {
			let read = Adapter::from_raw(&bytes, base.config(), &hyper());
			if let Ok(adapter) = &read {
				assert_eq!(adapter.raw(), bytes, "the raw form is its only one");
			}
			outcome(&read)
		});
	}
	fuzzed.report("adapters in the raw form", 2);
}
