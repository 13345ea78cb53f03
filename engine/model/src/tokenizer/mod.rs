//! Tokenizers from the metadata of a GGUF file: byte-level BPE, and SentencePiece by scores.

mod byte_level;
mod hugging_face;
mod literals;
mod sentence_piece;
mod stream;

pub(crate) use byte_level::cut_name;
pub(crate) use hugging_face::hugging_face;
pub use stream::Utf8Stream;

use crate::{
	chat::turns::Turns,
	gguf::{Gguf, GgufError, Value},
};
use byte_level::{ByteLevelBpe, alphabet};
use literals::{Literals, Part};
use sentence_piece::{SPACE, SentencePiece};
use std::collections::{BTreeMap, BTreeSet};

/// A tokenizer: turns text into ids and back. Special tokens are never read from text.
pub struct Tokenizer {
	algorithm: Algorithm,
	/// Tokens that a text spells as they are.
	literals: Literals,
	/// The bytes of each id; empty for special tokens.
	pieces: Vec<Box<[u8]>>,
	turns: Turns,
	/// Ids that end an answer.
	ends: BTreeSet<u32>,
}

/// The two ways of turning ordinary text into ids.
enum Algorithm {
	ByteLevelBpe(Box<ByteLevelBpe>),
	SentencePiece(SentencePiece),
}

/// The kinds of tokens, by their GGUF numbers.
pub(crate) mod kind {
	/// An ordinary token.
	pub(crate) const NORMAL: i64 = 1;
	/// The token of what nothing spells.
	pub(crate) const UNKNOWN: i64 = 2;
	/// A mark that no text spells.
	pub(crate) const CONTROL: i64 = 3;
	/// A token that a text spells as it is.
	pub(crate) const USER_DEFINED: i64 = 4;
	/// An id that no text and no answer has.
	pub(crate) const UNUSED: i64 = 5;
	/// One byte of a text that no token spells.
	pub(crate) const BYTE: i64 = 6;
}

/// The key of further ids that end an answer, which files made of a folder have.
pub(crate) const END_IDS: &str = "openledger.tokenizer.end_token_ids";

/// The tokens of a file.
struct Vocabulary<'a> {
	file: &'a Gguf,
	tokens: &'a [String],
	kinds: &'a [i64],
	ids: BTreeMap<&'a str, u32>,
}

impl<'a> Vocabulary<'a> {
	fn read(file: &'a Gguf) -> Result<Self, GgufError> {
		let tokens = file.texts("tokenizer.ggml.tokens")?;
		let kinds = file.numbers("tokenizer.ggml.token_type")?;
		if kinds.len() != tokens.len() {
			return Err(GgufError::Malformed("tokenizer.ggml.token_type has another length".into()));
		}
		let ids: BTreeMap<&str, u32> = tokens.iter().map(String::as_str).zip(0..).collect();
		if ids.len() != tokens.len() {
			return Err(GgufError::Malformed("a token appears twice".into()));
		}
		Ok(Self { file, tokens, kinds, ids })
	}

	/// Returns the id of a token that is no ordinary one.
	fn special(&self, name: &str) -> Option<u32> {
		let id = self.ids.get(name).copied();
		id.filter(|id| self.kinds[*id as usize] != kind::NORMAL)
	}

	/// Returns the id that a key names, if the file has it and the vocabulary that.
	fn named(&self, key: &str) -> Result<Option<u32>, GgufError> {
		if self.file.value(key).is_none() {
			return Ok(None);
		}
		let id = self.file.unsigned(key)?;
		match (id as usize) < self.tokens.len() {
			true => Ok(Some(id as u32)),
			false => Err(GgufError::Malformed(format!("{key} is {id}, beyond the vocabulary"))),
		}
	}

	/// Returns the further ids that end an answer.
	fn further_ends(&self) -> Result<Vec<u32>, GgufError> {
		if self.file.value(END_IDS).is_none() {
			return Ok(Vec::new());
		}
		let id = |id: &i64| u32::try_from(*id).ok().filter(|id| (*id as usize) < self.tokens.len());
		let ids: Option<Vec<u32>> = self.file.numbers(END_IDS)?.iter().map(id).collect();
		ids.ok_or_else(|| GgufError::Malformed(format!("{END_IDS} has an id beyond the vocabulary")))
	}

	fn flag(&self, key: &str) -> Result<Option<bool>, GgufError> {
		match self.file.value(key) {
			None => Ok(None),
			Some(Value::Bool(flag)) => Ok(Some(*flag)),
			Some(_) => Err(GgufError::Metadata(key.into())),
		}
	}

	/// Returns the tokens of a kind, each with its id.
	fn of_kind(&self, kind: i64) -> impl Iterator<Item = (&'a str, u32)> {
		let all = self.tokens.iter().zip(self.kinds).zip(0u32..);
		all.filter(move |((_, found), _)| **found == kind).map(|((token, _), id)| (token.as_str(), id))
	}

	fn sentence_piece(&self, literals: &[(&'a str, u32)]) -> Result<SentencePiece, GgufError> {
		let scores = self.file.floats("tokenizer.ggml.scores")?;
		if scores.len() != self.tokens.len() {
			return Err(GgufError::Malformed("tokenizer.ggml.scores has another length".into()));
		}
		let text = self.of_kind(kind::NORMAL).chain(literals.iter().copied());
		let pieces = text.map(|(piece, id)| (piece, id, scores[id as usize]));
		let bytes: BTreeMap<u8, u32> =
			self.of_kind(kind::BYTE).filter_map(|(token, id)| Some((byte_of(token)?, id))).collect();
		let space_first = self.flag("tokenizer.ggml.add_space_prefix")?.unwrap_or(true);
		SentencePiece::new(pieces, bytes.into_values().collect(), space_first)
	}
}

/// Returns the byte that a token like `<0x0A>` stands for.
pub(crate) fn byte_of(token: &str) -> Option<u8> {
	let digits = token.strip_prefix("<0x")?.strip_suffix('>')?;
	if digits.len() == 2 { u8::from_str_radix(digits, 16).ok() } else { None }
}

impl Tokenizer {
	pub(crate) fn read(file: &Gguf) -> Result<Self, GgufError> {
		let vocabulary = Vocabulary::read(file)?;
		let bos = vocabulary.named("tokenizer.ggml.bos_token_id")?;
		let eos = vocabulary.named("tokenizer.ggml.eos_token_id")?;
		let eot = vocabulary.named("tokenizer.ggml.eot_token_id")?;
		let template = match file.value("tokenizer.chat_template") {
			None => None,
			Some(_) => Some(file.text("tokenizer.chat_template")?),
		};
		let adds_bos = vocabulary.flag("tokenizer.ggml.add_bos_token")?;
		let turns = Turns::choose(template, |name| vocabulary.special(name), bos, adds_bos, eos)?;
		let mut ends: BTreeSet<u32> = [Some(turns.end()), eos, eot].into_iter().flatten().collect();
		ends.extend(vocabulary.special("<|endoftext|>"));
		ends.extend(vocabulary.further_ends()?);
		// A text may spell what its vocabulary says it may, but no mark of a turn, a beginning or an end.
		let forbidden: BTreeSet<u32> = turns.marks().chain(bos).chain(ends.iter().copied()).collect();
		let literals: Vec<(&str, u32)> =
			vocabulary.of_kind(kind::USER_DEFINED).filter(|(_, id)| !forbidden.contains(id)).collect();
		let (algorithm, pieces) = match file.text("tokenizer.ggml.model")? {
			"gpt2" => {
				let bpe = ByteLevelBpe::read(file, vocabulary.of_kind(kind::NORMAL))?;
				let letters = alphabet();
				let spelled = |token: &str| -> Box<[u8]> {
					token.chars().filter_map(|c| letters.get(&c).copied()).collect()
				};
				(Algorithm::ByteLevelBpe(Box::new(bpe)), vocabulary.pieces(&literals, spelled))
			},
			"llama" => {
				let model = vocabulary.sentence_piece(&literals)?;
				let spelled = |token: &str| token.replace(SPACE, " ").into_bytes().into();
				(Algorithm::SentencePiece(model), vocabulary.pieces(&literals, spelled))
			},
			other => {
				let known = "byte-level BPE (gpt2) and SentencePiece (llama) are supported";
				return Err(GgufError::Unsupported(format!("tokenizer {other}: {known}")));
			},
		};
		Ok(Self { algorithm, literals: Literals::new(literals.into_iter()), pieces, turns, ends })
	}

	/// Returns the ids of a text. A text that spells a special token is ordinary text.
	pub fn encode(&self, text: &str) -> Vec<u32> {
		let mut ids = Vec::new();
		for part in self.literals.split(text) {
			match (part, &self.algorithm) {
				(Part::Token(id), _) => ids.push(id),
				(Part::Text(text), Algorithm::ByteLevelBpe(bpe)) => bpe.encode(text, &mut ids),
				(Part::Text(text), Algorithm::SentencePiece(model)) => model.encode(text, &mut ids),
			}
		}
		ids
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

	/// Returns the way in which the model's turns are written.
	pub(crate) fn turns(&self) -> &Turns {
		&self.turns
	}

	/// Returns the mark that opens a turn: `<|im_start|>`, or what the model's own form has there.
	pub fn im_start(&self) -> u32 {
		self.turns.start()
	}

	/// Returns the mark that ends a turn: `<|im_end|>`, or what the model's own form has there.
	pub fn im_end(&self) -> u32 {
		self.turns.end()
	}

	/// Returns true if an id ends an answer.
	pub fn is_end(&self, id: u32) -> bool {
		self.ends.contains(&id)
	}
}

impl Vocabulary<'_> {
	/// Returns the bytes of each token that a text may have: ordinary ones as `spelled` has it, bytes, and
	/// literals.
	fn pieces(&self, literals: &[(&str, u32)], spelled: impl Fn(&str) -> Box<[u8]>) -> Vec<Box<[u8]>> {
		let mut pieces = vec![Box::default(); self.tokens.len()];
		for (token, id) in self.of_kind(kind::NORMAL) {
			pieces[id as usize] = spelled(token);
		}
		for (token, id) in self.of_kind(kind::BYTE) {
			pieces[id as usize] = byte_of(token).into_iter().collect();
		}
		for (token, id) in literals {
			pieces[*id as usize] = token.replace(SPACE, " ").into_bytes().into();
		}
		pieces
	}
}
