#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod allocations;
mod families;
#[cfg(target_arch = "x86_64")]
mod flush;
mod folder;
mod fuzz;
mod gguf;

pub use allocations::{CountingAllocator, peak_allocation, peak_of_this_thread, take_turn};
pub use families::{FAMILIES, SampleText, TOKENIZERS, TinyFamily, VocabularySample, reference_values};
#[cfg(target_arch = "x86_64")]
pub use flush::FlushSubnormals;
pub use folder::{FOLDERS, ModelFolder, ShardTensor};
pub use fuzz::{Fuzzed, Random, fuzz_cases, fuzz_runner, spoil_bytes, spoil_json, variant};
pub use gguf::{Gguf, Kind, Lies, Tensor, list_value, text_value};

use openledger_model::{Base, Record, Tokenized, tokenize};
use openledger_spec::HyperParameters;
use std::path::{Path, PathBuf};

/// The numbers that PyTorch, transformers and PEFT compute from the reference model: `reference/reference.py`
/// made them.
pub const REFERENCE: &str = include_str!("../reference/reference.json");

/// Writes the tiny model into a folder and opens it.
pub fn tiny_base(dir: &Path) -> Base {
	Base::open(&Gguf::tiny().write(dir)).unwrap()
}

/// Returns hyper-parameters under which the tiny model learns [`records`] in a few steps.
pub fn hyper() -> HyperParameters {
	let spec = r#"{"method": "lora", "rank": 4, "alpha": 8, "targets": ["q","k","v","o","gate","up","down"],
		"learning_rate": "0.01", "warmup_steps": 2, "epochs": 2, "batch": 4, "max_length": 128,
		"weight_decay": "0.01", "clip_norm": "1.0", "seed": 1}"#;
	serde_json::from_str(spec).unwrap()
}

/// Returns little records with something to learn: the answer names the first word.
pub fn records(base: &Base, count: usize) -> Vec<Tokenized> {
	let words = ["river", "stone", "cloud"];
	(0..count)
		.map(|i| {
			let word = words[i % words.len()];
			let prompt = format!("{word} number {i}?");
			tokenize(base, &Record::pair(prompt, format!("the {word}")), 128).unwrap()
		})
		.collect()
}

/// Returns the path of the reference model: the one that `OPENLEDGER_MODEL` names, or else the one that
/// scripts/setup.sh fetches.
pub fn reference_model() -> PathBuf {
	let variable = |name| std::env::var_os(name).map(PathBuf::from);
	let home = || {
		variable("OPENLEDGER_HOME")
			.unwrap_or_else(|| variable("HOME").unwrap_or_default().join(".cache/openledger"))
	};
	variable("OPENLEDGER_MODEL").unwrap_or_else(|| home().join("models/SmolLM2-135M-Instruct.Q4_1.gguf"))
}

/// Opens the reference model. Set up by scripts/setup.sh; a test that needs it fails without it.
pub fn smollm2() -> Base {
	let path = reference_model();
	assert!(
		path.exists(),
		"the reference model is missing at {}: run scripts/setup.sh, or set OPENLEDGER_MODEL to its path",
		path.display()
	);
	Base::open(&path).unwrap()
}
