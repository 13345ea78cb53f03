//! Byte-level BPE: a text is cut into words by a pattern, a word's bytes are merged pair by pair.

use crate::gguf::{Gguf, GgufError};
use std::collections::BTreeMap;
use tokenizers::{
	Tokenizer as Pipeline,
	models::bpe::{BPE, Merges, Vocab},
	normalizers::unicode::NFC,
	pre_tokenizers::{
		PreTokenizerWrapper,
		byte_level::ByteLevel,
		digits::Digits,
		sequence::Sequence,
		split::{Split, SplitPattern},
	},
	tokenizer::SplitDelimiterBehavior,
};

/// A way of cutting a text into words before pairs are merged.
pub(super) struct Cut {
	/// The names of it in `tokenizer.ggml.pre`.
	names: &'static [&'static str],
	/// The pattern of a word, or that of GPT-2.
	pub(super) words: Option<&'static str>,
	/// Whether each digit is a word.
	pub(super) digits: bool,
	/// Whether the text is brought into the composed form of Unicode before.
	pub(super) composed: bool,
	/// Whether a word that is a token is not merged.
	pub(super) whole_words: bool,
}

/// All known ways, with the patterns of the models' own `tokenizer.json`.
const CUTS: [Cut; 5] = [
	Cut { names: &["gpt-2", "default"], words: None, digits: false, composed: false, whole_words: false },
	Cut { names: &["smollm"], words: None, digits: true, composed: false, whole_words: false },
	Cut {
		names: &["llama-bpe", "llama3", "llama-v3", "smaug-bpe", "smollm3"],
		words: Some(concat!(
			r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|",
			r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
		)),
		digits: false,
		composed: false,
		whole_words: true,
	},
	Cut {
		names: &["qwen2", "deepseek-r1-qwen"],
		words: Some(concat!(
			r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|",
			r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
		)),
		digits: false,
		composed: true,
		whole_words: false,
	},
	Cut {
		names: &["tekken"],
		words: Some(concat!(
			r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|",
			r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|",
			r"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
		)),
		digits: false,
		composed: false,
		whole_words: true,
	},
];

/// Returns the first name of a way of cutting; `None` if it is none that is known.
///
/// `words` is the pattern of a word, unless it is that of GPT-2; `digits` makes each digit a word; `composed`
/// brings a text into the composed form of Unicode before; `whole_words` merges no word that is a token.
pub(crate) fn cut_name(
	words: Option<&str>,
	digits: bool,
	composed: bool,
	whole_words: bool,
) -> Option<&'static str> {
	let is_this = |cut: &&Cut| {
		cut.words == words && (cut.digits, cut.composed, cut.whole_words) == (digits, composed, whole_words)
	};
	CUTS.iter().find(is_this).and_then(|cut| cut.names.first().copied())
}

/// The tokens of a byte-level BPE, and what turns a text into their ids.
pub(super) struct ByteLevelBpe(Pipeline);

impl ByteLevelBpe {
	/// Reads merges and the way of cutting from a file. `normal` are the tokens that a text may have, each
	/// with its id.
	pub(super) fn read<'a>(
		file: &Gguf,
		normal: impl Iterator<Item = (&'a str, u32)>,
	) -> Result<Self, GgufError> {
		let name = file.text("tokenizer.ggml.pre")?;
		let cut = Cut::named(name).ok_or_else(|| {
			let known: Vec<&str> = CUTS.iter().flat_map(|cut| cut.names).copied().collect();
			GgufError::Unsupported(format!("pre-tokenizer {name}: {} are supported", known.join(", ")))
		})?;
		let vocab: Vocab = normal.map(|(token, id)| (token.to_string(), id)).collect();
		let merges: Merges = file
			.texts("tokenizer.ggml.merges")?
			.iter()
			.map(|merge| match merge.split_once(' ') {
				Some((left, right)) => Ok((left.to_string(), right.to_string())),
				None => Err(GgufError::Malformed(format!("merge {merge:?}"))),
			})
			.collect::<Result<_, _>>()?;
		let bpe = BPE::builder().vocab_and_merges(vocab, merges).ignore_merges(cut.whole_words).build();
		let mut pipeline = Pipeline::new(bpe.map_err(malformed)?);
		if cut.composed {
			pipeline.with_normalizer(Some(NFC));
		}
		pipeline.with_pre_tokenizer(Some(Sequence::new(cut.steps()?)));
		Ok(Self(pipeline))
	}

	/// Appends the ids of a text.
	pub(super) fn encode(&self, text: &str, ids: &mut Vec<u32>) {
		match self.0.encode_fast(text, false) {
			Ok(encoding) => ids.extend(encoding.get_ids()),
			// There is an id for every byte, so nothing can fail; no ids are better than a panic.
			Err(error) => log::error!("tokenizer: {error}"),
		}
	}
}

impl Cut {
	/// Returns the way of this name.
	pub(super) fn named(name: &str) -> Option<&'static Self> {
		CUTS.iter().find(|cut| cut.names.contains(&name))
	}

	/// Returns the steps of cutting, in order.
	fn steps(&self) -> Result<Vec<PreTokenizerWrapper>, GgufError> {
		let mut steps = Vec::new();
		if self.digits {
			steps.push(PreTokenizerWrapper::Digits(Digits::new(true)));
		}
		if let Some(words) = self.words {
			let pattern = SplitPattern::Regex(words.into());
			let split = Split::new(pattern, SplitDelimiterBehavior::Isolated, false).map_err(malformed)?;
			steps.push(PreTokenizerWrapper::Split(split));
		}
		steps.push(PreTokenizerWrapper::ByteLevel(ByteLevel::new(false, false, self.words.is_none())));
		Ok(steps)
	}
}

fn malformed(error: impl std::fmt::Display) -> GgufError {
	GgufError::Malformed(format!("tokenizer: {error}"))
}

/// Returns the byte that each letter of the byte-level alphabet stands for: printable Latin-1 stands for
/// itself, the other bytes are numbered from U+0100 on.
pub(super) fn alphabet() -> BTreeMap<char, u8> {
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
	fn every_pattern_is_one() {
		for cut in &CUTS {
			let steps = cut.steps().unwrap();
			assert_eq!(steps.len(), 1 + usize::from(cut.digits) + usize::from(cut.words.is_some()));
		}
	}
}
