//! Folders of safetensors compute what transformers does, and the bits of the GGUF file of the same numbers.
//!
//! Weights are those of `families.rs`; configurations and tokenizers are what transformers and tokenizers
//! wrote (engine/test-utils/reference/folders.py made folders.json).

use openledger_content::root;
use openledger_infer::Generator;
use openledger_kernels::Engine;
use openledger_model::{Base, Model};
use openledger_spec::Method;
use openledger_test_utils::{FAMILIES, Kind, TinyFamily};
use serde::Deserialize;
use std::{fs, sync::Arc};

#[derive(Deserialize)]
struct Reference {
	shape: TinyFamily,
	prompts: Vec<Prompt>,
}

#[derive(Deserialize)]
struct Prompt {
	ids: Vec<u32>,
	logits: Vec<f32>,
}

fn references() -> Vec<Reference> {
	let references: Vec<Reference> = serde_json::from_str(FAMILIES).unwrap();
	assert_eq!(references.len(), 7);
	references
}

fn logits(base: &Base, ids: &[u32], engine: &Arc<Engine>) -> Vec<f32> {
	let model = Model::without_adapter(base.frozen(Method::Lora, engine), engine.clone()).unwrap();
	Generator::new(model).logits(ids).unwrap()
}

fn bits(values: &[f32]) -> Vec<u32> {
	values.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn a_folder_computes_what_its_gguf_file_and_transformers_do() {
	let engine = Engine::new(2).unwrap();
	for Reference { shape, prompts } in references() {
		for kind in [Kind::F32, Kind::F16, Kind::BF16] {
			let (folder, file) = shape.folder(kind);
			let dirs = [(); 4].map(|()| tempfile::tempdir().unwrap());
			folder.write(dirs[0].path());
			folder.split(3).write(dirs[1].path());
			let whole = Base::open(dirs[0].path()).unwrap();
			let split = Base::open(dirs[1].path()).unwrap();
			let gguf = Base::open(&file.write(dirs[2].path())).unwrap();
			// One root, however the weights are spread; that of the file that it is written as.
			let written = dirs[3].path().join("written.gguf");
			assert_eq!(whole.write_file(&written).unwrap(), whole.root());
			assert_eq!(whole.root(), split.root());
			assert_eq!(whole.root(), root::of(&fs::read(&written).unwrap()));
			assert!(!whole.is_one_file() && !split.is_one_file());
			let written = Base::open(&written).unwrap();
			assert!(written.is_one_file());
			assert_eq!(written.root(), whole.root());
			assert_eq!(whole.config(), gguf.config(), "{}", shape.name);
			let mut worst = 0f32;
			for Prompt { ids, logits: expected } in &prompts {
				let found = logits(&whole, ids, &engine);
				for other in [&split, &gguf, &written] {
					assert_eq!(bits(&found), bits(&logits(other, ids, &engine)), "{} {kind:?}", shape.name);
				}
				let apart = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
				worst = worst.max(apart);
			}
			println!("{} {kind:?}: within {worst:e} of transformers in f64", shape.name);
			assert!(kind != Kind::F32 || worst < 1e-4, "{}: {worst}", shape.name);
		}
	}
}

/// The root that docs/reference/content-addressing.md states, of bytes that follow from its text alone.
#[test]
fn the_root_of_a_folder_is_what_the_text_says() {
	let text = include_str!("../../../docs/reference/content-addressing.md");
	let dir = tempfile::tempdir().unwrap();
	references()[0].shape.folder(Kind::F32).0.write(dir.path());
	let root = format!("{:?}", Base::open(dir.path()).unwrap().root());
	assert!(text.contains(&format!("has the root\n`{root}`")), "{root}");
}

/// Another model has another root.
#[test]
fn roots_tell_folders_apart() {
	let mut roots = Vec::new();
	for Reference { shape, .. } in references() {
		for kind in [Kind::F32, Kind::BF16] {
			let dir = tempfile::tempdir().unwrap();
			shape.folder(kind).0.write(dir.path());
			roots.push(Base::open(dir.path()).unwrap().root());
		}
	}
	let count = roots.len();
	roots.sort();
	roots.dedup();
	assert_eq!(roots.len(), count);
}
