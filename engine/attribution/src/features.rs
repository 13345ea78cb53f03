//! Features of records, and what gives them.

/// The features that an index keeps of a record: named vectors, the same names in the same order for every
/// record.
pub type Features = Vec<(String, Vec<f32>)>;

/// A source of everything that an index is made of.
pub trait Source {
	/// Returns the features of record number `record`, the same at every call; or says why there are none.
	fn features(&self, record: u32) -> Result<Features, String>;
	/// Returns the features of a question that has nothing to do with the records, one of 64.
	fn question(&self, question: u32) -> Result<Features, String>;
	/// Returns the token ids of a record; none if there is no such record.
	fn tokens(&self, record: u32) -> &[u32];
	/// Returns whether a token is a numeral, or part of one.
	fn is_numeral(&self, token: u32) -> bool;
	/// Returns the number of tokens of the vocabulary: ids are lower.
	fn vocabulary(&self) -> u32;
}
