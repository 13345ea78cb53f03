//! `tokenizer.model`, as SentencePiece writes it: a message of protocol buffers.

use super::{Algorithm, Named, Vocabulary, config::TokenizerConfig};
use crate::{
	error::Error,
	folder::{error::FolderError, json::Folder},
	tokenizer::kind,
};

/// The name of the file.
pub(super) const FILE: &str = "tokenizer.model";
/// Most bytes of the file: Gemma's has 5 MB.
const MAX_BYTES: u64 = 64 << 20;
/// The bytes that each byte of the file takes in memory: the shortest piece has two.
const BYTE_FACTOR: u64 = 64;
/// The number of SentencePiece's BPE among its models; the first one, which cuts by probability, is usual.
const BPE: u64 = 2;

/// The numbers of fields.
mod field {
	pub(super) const PIECE: u64 = 1;
	pub(super) const TRAINER: u64 = 2;
	pub(super) const NORMALIZER: u64 = 3;
	pub(super) const TEXT: u64 = 1;
	pub(super) const SCORE: u64 = 2;
	pub(super) const KIND: u64 = 3;
	pub(super) const MODEL_TYPE: u64 = 3;
	pub(super) const CHARACTERS: u64 = 2;
	pub(super) const SPACE_FIRST: u64 = 3;
	pub(super) const FEWER_SPACES: u64 = 4;
}

/// A field's value.
enum Value<'a> {
	Number(u64),
	Float(f32),
	Bytes(&'a [u8]),
	/// Eight bytes, of which no field is made here.
	Other,
}

fn refuse<T>(why: impl Into<String>) -> Result<T, FolderError> {
	Err(FolderError::Tokenizer { file: FILE, why: why.into() })
}

/// The bytes of a message that are left.
struct Message<'a>(&'a [u8]);

impl<'a> Message<'a> {
	fn take(&mut self, count: u64) -> Result<&'a [u8], FolderError> {
		match usize::try_from(count).ok().and_then(|count| self.0.split_at_checked(count)) {
			Some((taken, rest)) => {
				self.0 = rest;
				Ok(taken)
			},
			None => refuse("it is truncated: take the whole file"),
		}
	}

	fn number(&mut self) -> Result<u64, FolderError> {
		let mut number = 0;
		for shift in (0..64).step_by(7) {
			let byte = self.take(1)?.first().copied().unwrap_or(0);
			number |= u64::from(byte & 0x7f) << shift;
			if byte < 0x80 {
				return Ok(number);
			}
		}
		refuse("a number is too long")
	}

	/// Returns the next field's number and value; `None` at the end.
	fn field(&mut self) -> Result<Option<(u64, Value<'a>)>, FolderError> {
		if self.0.is_empty() {
			return Ok(None);
		}
		let tag = self.number()?;
		let value = match tag & 7 {
			0 => Value::Number(self.number()?),
			1 => self.take(8).map(|_| Value::Other)?,
			2 => {
				let length = self.number()?;
				Value::Bytes(self.take(length)?)
			},
			5 => {
				let four = self.take(4)?.first_chunk().copied().unwrap_or_default();
				Value::Float(f32::from_le_bytes(four))
			},
			other => return refuse(format!("a field of type {other}: it is no SentencePiece model")),
		};
		Ok(Some((tag >> 3, value)))
	}
}

/// A piece: its text, its score, and the number of its kind, which GGUF has too.
fn piece(mut message: Message) -> Result<(String, f32, i64), FolderError> {
	let (mut text, mut score, mut kind) = (String::new(), 0.0, kind::NORMAL);
	while let Some(found) = message.field()? {
		match found {
			(field::TEXT, Value::Bytes(bytes)) => text = String::from_utf8_lossy(bytes).into_owned(),
			(field::SCORE, Value::Float(found)) => score = found,
			(field::KIND, Value::Number(number)) => {
				kind = i64::try_from(number)
					.ok()
					.filter(|kind| (kind::NORMAL..=kind::BYTE).contains(kind))
					.map_or_else(|| refuse(format!("a piece of the kind {number}")), Ok)?;
			},
			_ => {},
		}
	}
	Ok((text, score, kind))
}

/// Refuses another model than BPE.
fn check_trainer(mut message: Message) -> Result<(), FolderError> {
	let mut model = 1;
	while let Some(found) = message.field()? {
		if let (field::MODEL_TYPE, Value::Number(number)) = found {
			model = number;
		}
	}
	if model == BPE {
		Ok(())
	} else {
		refuse("a model that is no BPE: take one of Gemma, Llama 2 or Mistral")
	}
}

/// Returns whether a text begins with a space of its own; refuses changes of its characters.
fn space_first(mut message: Message) -> Result<bool, FolderError> {
	let (mut space_first, mut fewer_spaces) = (true, true);
	while let Some(found) = message.field()? {
		match found {
			(field::CHARACTERS, Value::Bytes(bytes)) if !bytes.is_empty() => {
				return refuse("a table that changes characters: SentencePiece's identity is read");
			},
			(field::SPACE_FIRST, Value::Number(number)) => space_first = number != 0,
			(field::FEWER_SPACES, Value::Number(number)) => fewer_spaces = number != 0,
			_ => {},
		}
	}
	if fewer_spaces {
		refuse("spaces are left out of texts: a model that keeps them is read")
	} else {
		Ok(space_first)
	}
}

/// Reads the file, and the tokens that the configuration adds, for a model of `count` tokens.
pub(super) fn read(folder: &Folder, count: u32, config: &TokenizerConfig) -> Result<Vocabulary, Error> {
	let file = folder.read(FILE, MAX_BYTES)?.value;
	let _reserved = folder.reserve(BYTE_FACTOR.saturating_mul(file.len() as u64))?;
	let (mut message, mut named, mut scores) = (Message(&file), Named::default(), Vec::new());
	let (mut is_bpe, mut begins_with_space) = (false, None);
	while let Some(found) = message.field()? {
		match found {
			(field::PIECE, Value::Bytes(bytes)) => {
				let (text, score, kind) = piece(Message(bytes))?;
				named.add(scores.len() as u32, text, kind as i32);
				scores.push(score);
			},
			(field::TRAINER, Value::Bytes(bytes)) => {
				check_trainer(Message(bytes))?;
				is_bpe = true;
			},
			(field::NORMALIZER, Value::Bytes(bytes)) => {
				begins_with_space = Some(space_first(Message(bytes))?)
			},
			_ => {},
		}
	}
	let (true, Some(space_first)) = (is_bpe, begins_with_space) else {
		return Ok(refuse("it says neither how it was trained nor how it reads text")?);
	};
	for (id, added) in &config.added_tokens_decoder {
		let Ok(id) = id.parse() else { return Ok(refuse(format!("an added token with the id {id}"))?) };
		named.add_beside(id, added);
	}
	scores.resize(count as usize, 0.0);
	let (tokens, kinds) = named.fill(count);
	Ok(Vocabulary { tokens, kinds, algorithm: Algorithm::SentencePiece { scores, space_first } })
}
