//! The error of reading a base model.

use super::types;

/// The reason why a base model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GgufError {
	/// The file cannot be opened or mapped.
	#[error("cannot open the file: {0}")]
	Io(#[from] std::io::Error),
	/// The file does not begin as GGUF files do.
	#[error("not a GGUF file")]
	Magic,
	/// The file has another version of the format.
	#[error("GGUF version {0}: only 2 and 3 are supported")]
	Version(u32),
	/// The file ends early.
	#[error("the file is truncated: {0} lies beyond its end")]
	Truncated(String),
	/// The file has a count or length that no sound file has.
	#[error("{what} is {value}, at most {limit} is allowed")]
	Absurd {
		/// Name of the count.
		what: &'static str,
		/// The number in the file.
		value: u64,
		/// The largest number that is allowed.
		limit: u64,
	},
	/// The header contradicts itself.
	#[error("malformed header: {0}")]
	Malformed(String),
	/// Two tensors share bytes of the file.
	#[error(
		"tensors {first} and {second} share bytes of the file: it is damaged or made to exhaust memory; take \
		 one that llama.cpp's converter wrote"
	)]
	Overlap {
		/// The tensor that begins first.
		first: String,
		/// The tensor that begins before the first one ends.
		second: String,
	},
	/// A part of a model that is split over several files is missing or belongs to another model.
	#[error("split model: {0}; keep all parts in one folder under the names that they were made with")]
	Split(String),
	/// A key of the metadata is missing or of the wrong type.
	#[error("metadata {0} is missing or of the wrong type")]
	Metadata(String),
	/// A tensor is missing.
	#[error("tensor {0} is missing")]
	MissingTensor(String),
	/// A tensor has another shape than the configuration says.
	#[error("tensor {name} is {found:?}, expected {expected:?}")]
	Shape {
		/// Name of the tensor.
		name: String,
		/// The shape in the file, outputs first.
		found: Vec<u64>,
		/// The shape that the configuration asks for.
		expected: Vec<u64>,
	},
	/// A tensor is stored in a format that the kernels do not know.
	#[error(
		"tensor {name} is stored as {}, which is not supported: take a file in F32, F16, BF16, Q8_0, Q4_0, \
		 Q4_1, Q5_0, Q5_1, Q2_K to Q6_K or IQ4_NL, or make one with llama-quantize",
		types::name(*kind)
	)]
	Quantisation {
		/// Name of the tensor.
		name: String,
		/// Number of its GGML type.
		kind: u32,
	},
	/// A weight is a NaN or an infinity.
	#[error(
		"tensor {0} holds a NaN or an infinity: the file is damaged, or was converted from a model that is"
	)]
	NotFinite(String),
	/// The engine does not run models of this kind.
	#[error("unsupported model: {0}")]
	Unsupported(String),
}
