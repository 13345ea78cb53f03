//! The error of reading a folder.

use std::io;

/// The reason why a folder cannot be used as a base model.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
	/// A file is missing or cannot be read.
	#[error(
		"{file}: {source}; a folder needs config.json, tokenizer.json or tokenizer.model, and \
		 model.safetensors or model.safetensors.index.json with its shards"
	)]
	Io {
		/// Name of the file.
		file: String,
		/// The error that the system returned.
		source: io::Error,
	},
	/// A file is longer than any sound one.
	#[error("{file} has {bytes} bytes, at most {limit} are allowed")]
	TooLong {
		/// Name of the file.
		file: String,
		/// Bytes that it has.
		bytes: u64,
		/// Bytes that are allowed.
		limit: u64,
	},
	/// A file is no JSON of the expected form.
	#[error("{file}: {source}")]
	Json {
		/// Name of the file.
		file: String,
		/// What is wrong and where.
		source: serde_json::Error,
	},
	/// The configuration lacks something, or asks for what the engine does not run.
	#[error("config.json: {0}")]
	Config(String),
	/// The tokenizer is none that the engine has.
	#[error("{file}: {why}")]
	Tokenizer {
		/// Name of the file.
		file: &'static str,
		/// The reason, with what to do.
		why: String,
	},
	/// A file of weights is damaged or is not what the index says.
	#[error("{file}: {why}")]
	Weights {
		/// Name of the file.
		file: String,
		/// The reason, with what to do.
		why: String,
	},
	/// A tensor is stored as numbers that the engine does not read.
	#[error(
		"tensor {name} is stored as {found}: F32, F16 and BF16 are read; save the model in one of these, or \
		 convert it with llama.cpp's convert_hf_to_gguf.py"
	)]
	Dtype {
		/// Name of the tensor.
		name: String,
		/// Name of the type.
		found: String,
	},
}
