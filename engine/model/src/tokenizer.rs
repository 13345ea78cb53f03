//! Byte-level BPE from the metadata of a GGUF file.

use crate::gguf::{Gguf, GgufError};
use std::collections::BTreeMap;
use tokenizers::{
	Tokenizer as Pipeline,
	models::bpe::{BPE, Merges, Vocab},
	pre_tokenizers::{PreTokenizerWrapper, byte_level::ByteLevel, digits::Digits, sequence::Sequence},
};

/// A tokenizer: turns text into ids and back. Special tokens are never read from text.
pub struct Tokenizer {
	pipeline: Pipeline,
	/// The bytes of each id; empty for special tokens.
	pieces: Vec<Box<[u8]>>,
	im_start: u32,
	im_end: u32,
	end_of_text: Option<u32>,
}

impl Tokenizer {
	pub(crate) fn read(file: &Gguf) -> Result<Self, GgufError> {
		let unsupported = |what: String| GgufError::Unsupported(what);
		let model = file.text("tokenizer.ggml.model")?;
		if model != "gpt2" {
			return Err(unsupported(format!("tokenizer {model}: only byte-level BPE (gpt2) is supported")));
		}
		let split = match file.text("tokenizer.ggml.pre")? {
			"smollm" => vec![digits(), byte_level()],
			"gpt-2" | "default" => vec![byte_level()],
			other => {
				return Err(unsupported(format!("pre-tokenizer {other}: smollm and gpt-2 are supported")));
			},
		};
		let tokens = file.texts("tokenizer.ggml.tokens")?;
		let kinds = file.numbers("tokenizer.ggml.token_type")?;
		if kinds.len() != tokens.len() {
			return Err(GgufError::Malformed("tokenizer.ggml.token_type has another length".into()));
		}
		let ids: BTreeMap<&str, u32> = tokens.iter().map(String::as_str).zip(0..).collect();
		if ids.len() != tokens.len() {
			return Err(GgufError::Malformed("a token appears twice".into()));
		}
		let special = |name: &str| {
			let id = ids.get(name).copied();
			id.filter(|id| kinds[*id as usize] != NORMAL)
		};
		let required = |name: &str| special(name).ok_or_else(|| unsupported(format!("no {name} token")));
		let bytes = alphabet();
		let pieces = tokens
			.iter()
			.zip(kinds)
			.map(|(token, kind)| {
				let normal = *kind == NORMAL;
				let known = |c: char| bytes.get(&c).copied();
				if normal { token.chars().filter_map(known).collect() } else { Box::default() }
			})
			.collect();
		Ok(Self {
			im_start: required("<|im_start|>")?,
			im_end: required("<|im_end|>")?,
			end_of_text: special("<|endoftext|>"),
			pipeline: pipeline(tokens, kinds, file.texts("tokenizer.ggml.merges")?, split)?,
			pieces,
		})
	}

	/// Returns the ids of a text. A text that spells a special token is ordinary text.
	pub fn encode(&self, text: &str) -> Vec<u32> {
		match self.pipeline.encode_fast(text, false) {
			Ok(encoding) => encoding.get_ids().to_vec(),
			// Byte-level BPE has an id for every byte, so nothing can fail; no ids are better than a panic.
			Err(error) => {
				log::error!("tokenizer: {error}");
				Vec::new()
			},
		}
	}

	/// Returns the bytes of one id; empty for special tokens and unknown ids.
	pub fn piece(&self, id: u32) -> &[u8] {
		self.pieces.get(id as usize).map_or(&[], |piece| piece)
	}

	/// Returns the text of ids, special tokens left out, broken UTF-8 replaced.
	pub fn decode(&self, ids: &[u32]) -> String {
		let bytes: Vec<u8> = ids.iter().flat_map(|id| self.piece(*id)).copied().collect();
		String::from_utf8_lossy(&bytes).into_owned()
	}

	/// Returns the mark that opens a turn.
	pub fn im_start(&self) -> u32 {
		self.im_start
	}

	/// Returns the mark that ends a turn.
	pub fn im_end(&self) -> u32 {
		self.im_end
	}

	/// Returns true if an id ends an answer.
	pub fn is_end(&self, id: u32) -> bool {
		id == self.im_end || Some(id) == self.end_of_text
	}
}

/// The number of GGUF's type of an ordinary token.
const NORMAL: i64 = 1;

fn digits() -> PreTokenizerWrapper {
	PreTokenizerWrapper::Digits(Digits::new(true))
}

fn byte_level() -> PreTokenizerWrapper {
	PreTokenizerWrapper::ByteLevel(ByteLevel::new(false, false, true))
}

fn pipeline(
	tokens: &[String],
	kinds: &[i64],
	merges: &[String],
	split: Vec<PreTokenizerWrapper>,
) -> Result<Pipeline, GgufError> {
	let normal = tokens.iter().zip(kinds).zip(0u32..).filter(|((_, kind), _)| **kind == NORMAL);
	let vocab: Vocab = normal.map(|((token, _), id)| (token.clone(), id)).collect();
	let merges: Merges = merges
		.iter()
		.map(|merge| match merge.split_once(' ') {
			Some((left, right)) => Ok((left.to_string(), right.to_string())),
			None => Err(GgufError::Malformed(format!("merge {merge:?}"))),
		})
		.collect::<Result<_, _>>()?;
	let bpe = BPE::builder().vocab_and_merges(vocab, merges).build();
	let bpe = bpe.map_err(|error| GgufError::Malformed(format!("tokenizer: {error}")))?;
	let mut pipeline = Pipeline::new(bpe);
	pipeline.with_pre_tokenizer(Some(PreTokenizerWrapper::Sequence(Sequence::new(split))));
	Ok(pipeline)
}

/// Returns the byte that each letter of the byte-level alphabet stands for: printable Latin-1 stands for
/// itself, the other bytes are numbered from U+0100 on.
fn alphabet() -> BTreeMap<char, u8> {
	let mut next = 0x100;
	(0..=255u8)
		.map(|byte| {
			let printable = matches!(byte, 33..=126 | 161..=172 | 174..=255);
			let code = if printable {
				byte.into()
			} else {
				next += 1;
				next - 1
			};
			(char::from_u32(code).unwrap_or_default(), byte)
		})
		.collect()
}

/// A stream of bytes that gives out the valid UTF-8 that it holds so far.
#[derive(Default)]
pub struct Utf8Stream(Vec<u8>);

impl Utf8Stream {
	/// Appends bytes and returns what is complete.
	pub fn push(&mut self, bytes: &[u8]) -> String {
		self.0.extend_from_slice(bytes);
		let mut text = String::new();
		loop {
			match std::str::from_utf8(&self.0) {
				Ok(valid) => {
					text.push_str(valid);
					self.0.clear();
					return text;
				},
				Err(error) => {
					let valid = error.valid_up_to();
					text.push_str(&String::from_utf8_lossy(&self.0[..valid]));
					// An incomplete character may be finished by the next token; a wrong byte never.
					let Some(wrong) = error.error_len() else {
						self.0.drain(..valid);
						return text;
					};
					text.push(char::REPLACEMENT_CHARACTER);
					self.0.drain(..valid + wrong);
				},
			}
		}
	}

	/// Returns what remains at the end, broken UTF-8 replaced.
	pub fn finish(self) -> String {
		String::from_utf8_lossy(&self.0).into_owned()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn alphabet_is_a_bijection() {
		let map = alphabet();
		assert_eq!(map.len(), 256);
		assert_eq!((map[&'Ġ'], map[&'Ċ'], map[&'a']), (b' ', b'\n', b'a'));
	}

	#[test]
	fn stream_waits_for_whole_characters_and_replaces_wrong_bytes() {
		let mut stream = Utf8Stream::default();
		assert_eq!(stream.push(b"a\xe2\x82"), "a");
		assert_eq!(stream.push(b"\xac!"), "€!");
		assert_eq!(stream.push(b"\xffb\xc3"), "\u{fffd}b");
		assert_eq!(stream.finish(), "\u{fffd}");
	}
}
