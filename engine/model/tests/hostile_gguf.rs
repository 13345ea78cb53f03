//! Broken, truncated and malicious GGUF files give typed errors, quickly.

use openledger_model::{Base, Error, GgufError};
use openledger_test_utils::{Gguf, Kind, Tensor};

fn open(bytes: &[u8]) -> Result<Base, Error> {
	let dir = tempfile::tempdir().unwrap();
	let path = dir.path().join("model.gguf");
	std::fs::write(&path, bytes).unwrap();
	Base::open(&path)
}

fn refused(spoil: impl Fn(&mut Gguf)) -> GgufError {
	let mut file = Gguf::tiny();
	spoil(&mut file);
	match open(&file.bytes()).err().expect("the file is refused") {
		Error::Base(error) => error,
		other => panic!("{other}"),
	}
}

fn number(n: u32) -> Vec<u8> {
	n.to_le_bytes().to_vec()
}

#[test]
fn the_tiny_model_opens() {
	let base = open(&Gguf::tiny().bytes()).unwrap();
	assert_eq!((base.config().layers, base.config().head, base.config().vocabulary), (2, 16, 288));
	assert_eq!(base.tokenizer().decode(&base.tokenizer().encode("the river é 12")), "the river é 12");
}

#[test]
fn every_truncation_is_an_error() {
	let bytes = Gguf::tiny().bytes();
	for length in (0..bytes.len()).step_by(97).chain(0..64).chain([bytes.len() - 1]) {
		assert!(open(&bytes[..length]).is_err(), "{length} bytes");
	}
	let error = open(&bytes[..bytes.len() - 1]).err().unwrap();
	assert!(matches!(&error, Error::Base(GgufError::Truncated(what)) if what.contains("output_norm")));
}

#[test]
fn wrong_heads_are_refused() {
	assert!(matches!(refused(|f| f.magic = *b"GGML"), GgufError::Magic));
	assert!(matches!(refused(|f| f.version = 1), GgufError::Version(1)));
	let absurd = |at: usize| {
		let mut bytes = Gguf::tiny().bytes();
		bytes[at..at + 8].copy_from_slice(&u64::MAX.to_le_bytes());
		open(&bytes).err().unwrap()
	};
	// Number of tensors, number of keys, length of the first key.
	for at in [8, 16, 24] {
		assert!(matches!(absurd(at), Error::Base(GgufError::Absurd { .. })), "at {at}");
	}
}

#[test]
fn wrong_metadata_is_refused() {
	let text = |s: &str| [&(s.len() as u64).to_le_bytes()[..], s.as_bytes()].concat();
	let missing = refused(|f| f.metadata.retain(|(key, ..)| key != "llama.block_count"));
	assert!(matches!(missing, GgufError::Metadata(key) if key == "llama.block_count"));
	assert!(matches!(refused(|f| f.set("llama.block_count", 4, number(1 << 30))), GgufError::Absurd { .. }));
	assert!(matches!(
		refused(|f| f.set("llama.attention.head_count", 4, number(0))),
		GgufError::Absurd { .. }
	));
	assert!(matches!(
		refused(|f| f.set("llama.attention.head_count", 4, number(3))),
		GgufError::Unsupported(_)
	));
	assert!(matches!(
		refused(|f| f.set("general.architecture", 8, text("mamba"))),
		GgufError::Unsupported(_)
	));
	assert!(matches!(refused(|f| f.set("tokenizer.ggml.pre", 8, text("odd"))), GgufError::Unsupported(_)));
	assert!(matches!(refused(|f| f.set("x", 99, vec![])), GgufError::Malformed(_)));
	// A list of lists, and a list longer than the file.
	let nested = [9u32.to_le_bytes().to_vec(), 1u64.to_le_bytes().to_vec(), vec![0; 16]].concat();
	assert!(matches!(refused(|f| f.set("x", 9, nested.clone())), GgufError::Malformed(_)));
	let long = [8u32.to_le_bytes().to_vec(), (4u64 << 20).to_le_bytes().to_vec()].concat();
	assert!(matches!(refused(|f| f.set("x", 9, long.clone())), GgufError::Truncated(_)));
	let twice = refused(|f| f.metadata.push(("llama.block_count".into(), 4, number(2))));
	assert!(matches!(twice, GgufError::Malformed(_)));
	let merges = [8u32.to_le_bytes().to_vec(), 1u64.to_le_bytes().to_vec(), text("zz yy")].concat();
	assert!(matches!(
		refused(|f| f.set("tokenizer.ggml.merges", 9, merges.clone())),
		GgufError::Malformed(_)
	));
}

#[test]
fn wrong_tensors_are_refused() {
	let missing = refused(|f| f.tensors.retain(|t| t.name != "blk.1.ffn_up.weight"));
	assert!(matches!(missing, GgufError::MissingTensor(name) if name == "blk.1.ffn_up.weight"));
	let shape = refused(|f| f.tensor("blk.0.attn_k.weight").shape = vec![32, 64]);
	assert!(matches!(shape, GgufError::Shape { .. }));
	let kind = refused(|f| f.tensor("blk.0.attn_q.weight").kind = Kind::IQ2XS as u32);
	assert!(matches!(kind, GgufError::Quantisation { kind: 17, .. }) && kind.to_string().contains("IQ2_XS"));
	let huge = refused(|f| f.tensor("blk.0.attn_q.weight").shape = vec![1 << 31, 1 << 31, 1 << 31]);
	assert!(matches!(huge, GgufError::Truncated(_)));
	let stray = refused(|f| {
		let bytes = vec![0; 4 * 64];
		f.tensors.push(Tensor { name: "blk.0.attn_q.bias".into(), shape: vec![64], kind: 0, bytes });
	});
	assert!(matches!(stray, GgufError::Unsupported(why) if why.contains("attn_q.bias")));
}

#[test]
fn a_missing_file_is_an_unavailable_blob() {
	let error = Base::open(std::path::Path::new("no/such/file")).err().unwrap();
	assert!(matches!(error, Error::Base(GgufError::Io(_))));
}

#[test]
fn flipped_bytes_never_panic() {
	let bytes = Gguf::tiny().bytes();
	for i in 0..400 {
		let mut spoilt = bytes.clone();
		let at = i * 7919 % 9000.min(spoilt.len());
		spoilt[at] ^= 1 << (i % 8);
		let _ = open(&spoilt);
	}
}
