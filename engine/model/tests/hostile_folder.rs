//! Broken, truncated and malicious files of weights in a folder give typed errors, and read nothing outside
//! of it.

use openledger_model::{Base, Error, FolderError, GgufError};
use openledger_test_utils::{FAMILIES, Kind, ModelFolder, ShardTensor, TinyFamily};
use serde_json::{Value, json};
use std::fs;

fn tiny() -> ModelFolder {
	let references: Vec<Value> = serde_json::from_str(FAMILIES).unwrap();
	let shape: TinyFamily = serde_json::from_value(references[0]["shape"].clone()).unwrap();
	shape.folder(Kind::F16).0
}

fn open(folder: &ModelFolder) -> Result<Base, Error> {
	let dir = tempfile::tempdir().unwrap();
	folder.write(dir.path());
	Base::open(dir.path())
}

/// Returns why a folder is refused for its files of weights.
fn refused(spoil: impl Fn(&mut ModelFolder)) -> String {
	let mut folder = tiny();
	spoil(&mut folder);
	match open(&folder).err() {
		Some(Error::Folder(FolderError::Weights { file, why })) => format!("{file}: {why}"),
		other => panic!("{other:?}"),
	}
}

/// Opens a folder whose file of weights has these bytes.
fn with_bytes(bytes: &[u8]) -> Result<Base, Error> {
	let dir = tempfile::tempdir().unwrap();
	tiny().write(dir.path());
	fs::write(dir.path().join("model.safetensors"), bytes).unwrap();
	Base::open(dir.path())
}

fn whole() -> Vec<u8> {
	tiny().bytes().remove("model.safetensors").unwrap()
}

#[test]
fn every_truncation_is_an_error() {
	let bytes = whole();
	assert!(with_bytes(&bytes).is_ok());
	for length in (0..bytes.len()).step_by(997).chain(0..64).chain([bytes.len() - 1]) {
		let error = with_bytes(&bytes[..length]).err().unwrap();
		assert!(
			matches!(error, Error::Folder(FolderError::Weights { .. } | FolderError::Io { .. })),
			"{error}"
		);
	}
	// Bytes behind the last tensor are nobody's.
	assert!(with_bytes(&[&bytes[..], &[0; 32]].concat()).is_err());
}

#[test]
fn wrong_headers_are_refused() {
	for length in [u64::MAX, 1 << 40, (16 << 20) + 1, 1 << 20] {
		let error = with_bytes(&[&length.to_le_bytes()[..], &[b'{'; 100]].concat()).err().unwrap();
		assert!(error.to_string().contains("header of"), "{error}");
	}
	for header in
		["", "{", "[]", "{\"a\": 1}", "\u{feff}{}", "{\"a\": {\"dtype\": \"F16\", \"shape\": [-1]}}"]
	{
		let bytes = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes()].concat();
		assert!(matches!(with_bytes(&bytes), Err(Error::Folder(FolderError::Weights { .. }))), "{header}");
	}
	// Without tensors there is no embedding.
	let none = with_bytes(&[&2u64.to_le_bytes()[..], b"{}"].concat()).err().unwrap();
	assert!(
		matches!(&none, Error::Folder(FolderError::Config(why)) if why.contains("embed_tokens")),
		"{none}"
	);
}

#[test]
fn overlapping_and_oversized_tensors_are_refused() {
	let norm = "model.norm.weight";
	for offsets in [[0, 128], [64, 32], [0, u64::MAX], [u64::MAX - 1, u64::MAX], [1 << 40, (1 << 40) + 128]] {
		let error = refused(|folder| folder.tensor(norm).offsets = Some(offsets));
		assert!(error.contains("model.safetensors"), "{error}");
	}
	for shape in [vec![1 << 62, 1 << 62], vec![u64::MAX], vec![65], vec![32, 3]] {
		refused(|folder| folder.tensor(norm).shape.clone_from(&shape));
	}
	let empty = refused(|folder| {
		let tensor = folder.tensor(norm);
		(tensor.shape, tensor.bytes) = (vec![0, 5], Vec::new());
	});
	assert!(empty.contains("no elements"), "{empty}");
}

#[test]
fn tensors_without_a_place_are_refused_by_name() {
	let refused = |name: &str| {
		let mut folder = tiny();
		let tensor = ShardTensor {
			name: name.into(),
			dtype: "F16".into(),
			shape: vec![4],
			bytes: vec![0; 8],
			offsets: None,
		};
		folder.shards.values_mut().next().unwrap().push(tensor);
		open(&folder).err().unwrap().to_string()
	};
	for name in [
		"model.vision.weight",
		"model.layers.0.self_attn.q_proj.bias",
		"model.layers.9.mlp.up_proj.weight",
		"model.layers.00.mlp.up_proj.weight",
		"blk.9.ffn_up.weight",
	] {
		let error = refused(name);
		assert!(error.contains("has no place"), "{name}: {error}");
	}
	// The name that it would have in a file is not another way to it.
	for name in ["token_embd.weight", "rope_freqs.weight"] {
		let error = refused(name);
		assert!(error.contains("twice") || error.contains("no place"), "{name}: {error}");
	}
	let mut missing = tiny();
	missing.shards.values_mut().for_each(|all| all.retain(|t| !t.name.contains("1.mlp.up_proj")));
	let missing = open(&missing).err().unwrap();
	assert!(matches!(missing, Error::Base(GgufError::MissingTensor(name)) if name == "blk.1.ffn_up.weight"));
}

#[test]
fn weights_that_are_no_numbers_are_refused() {
	for name in ["model.norm.weight", "model.embed_tokens.weight", "model.layers.1.self_attn.q_proj.weight"] {
		let mut folder = tiny();
		folder.tensor(name).bytes[..2].copy_from_slice(&0x7c00u16.to_le_bytes());
		assert!(matches!(open(&folder), Err(Error::Base(GgufError::NotFinite(_)))), "{name}");
	}
}

#[test]
fn an_index_is_what_its_files_are() {
	let split = tiny().split(3);
	let files = split.bytes();
	let index: Value = serde_json::from_slice(&files["model.safetensors.index.json"]).unwrap();
	let refused = |change: &dyn Fn(&mut Value)| {
		let mut folder = split.clone();
		let mut index = index.clone();
		change(&mut index["weight_map"]);
		folder.index = Some(index);
		open(&folder).err().expect("the folder is refused").to_string()
	};
	assert!(
		refused(&|map| map["model.norm.weight"] = json!("model-00003-of-00003.safetensors"))
			.contains("which")
	);
	assert!(
		refused(&|map| drop(map.as_object_mut().unwrap().remove("model.norm.weight")))
			.contains("does not list")
	);
	assert!(
		refused(&|map| map["another"] = json!("model-00001-of-00003.safetensors")).contains("download all")
	);
	for outside in [
		"../model.safetensors",
		"/etc/passwd",
		"a/b.safetensors",
		"model.bin",
		".safetensors",
		"C:x.safetensors",
	] {
		let error = refused(&|map| map["model.norm.weight"] = json!(outside));
		assert!(error.contains("no name of a file"), "{error}");
	}
	assert!(refused(&|map| *map = json!({})).contains("lists 0 files"));
	let many = refused(&|map| {
		*map = (0..300).map(|n| (n.to_string(), json!(format!("{n}.safetensors")))).collect::<Value>();
	});
	assert!(many.contains("lists 300 files"), "{many}");
	assert!(refused(&|map| map["model.norm.weight"] = json!(7)).contains("index.json"));
	let absent = refused(&|map| map["model.norm.weight"] = json!("absent.safetensors"));
	assert!(absent.contains("absent.safetensors"), "{absent}");
	// A tensor that is in two files.
	let mut twice = split.clone();
	let norm = twice.tensor("model.norm.weight").clone();
	twice.shards.values_mut().next().unwrap().insert(0, norm);
	assert!(open(&twice).is_err());
}

#[test]
fn flipped_bytes_never_panic() {
	let bytes = whole();
	for i in 0..300 {
		let mut spoilt = bytes.clone();
		let at = i * 7919 % 4000.min(spoilt.len());
		spoilt[at] ^= 1 << (i % 8);
		let _ = with_bytes(&spoilt);
	}
}
