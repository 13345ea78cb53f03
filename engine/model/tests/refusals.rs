//! Weights that are no numbers are refused with a typed error.

use openledger_model::{Base, Error, GgufError};
use openledger_test_utils::Gguf;

#[test]
fn a_weight_that_is_no_number_is_refused_in_every_format() {
	let half = |x: u16| x.to_le_bytes().to_vec();
	let (infinity, minus, nan) = (half(0x7c00), half(0xfc00), half(0x7e01));
	let word = |x: f32| x.to_le_bytes().to_vec();
	// Tensor, place from its end, bytes.
	let spoilt = [
		("token_embd.weight", 34, infinity.clone()),
		("blk.0.attn_q.weight", 20, nan.clone()),
		("blk.0.attn_q.weight", 18, minus.clone()),
		("blk.1.attn_k.weight", 18, infinity),
		("blk.1.attn_v.weight", 34, nan),
		("blk.0.attn_output.weight", 2, minus),
		("blk.1.ffn_gate.weight", 4, word(f32::NAN)),
		("blk.0.ffn_norm.weight", 4, word(f32::NEG_INFINITY)),
		("output_norm.weight", 4, word(f32::INFINITY)),
	];
	for (name, from_end, bytes) in spoilt {
		let dir = tempfile::tempdir().unwrap();
		let mut file = Gguf::tiny();
		let tensor = &mut file.tensor(name).bytes;
		let at = tensor.len() - from_end;
		tensor[at..at + bytes.len()].copy_from_slice(&bytes);
		let error = Base::open(&file.write(dir.path())).err().unwrap();
		assert!(matches!(&error, Error::Base(GgufError::NotFinite(found)) if found == name), "{error}");
	}
}
