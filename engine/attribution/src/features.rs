//! What is known of a record.

/// What an index keeps of a record: named vectors, the same names in the same order for every record.
pub type Features = Vec<(String, Vec<f32>)>;

/// Gives what an index is made of.
pub trait Source {
	/// The features of record number `record`, the same at every call; or why there are none.
	fn features(&self, record: u32) -> Result<Features, String>;
	/// The features of a question that has nothing to do with the records, one of 64.
	fn unrelated(&self, question: u32) -> Result<Features, String>;
	/// Token ids of a record; none if there is no such record.
	fn tokens(&self, record: u32) -> &[u32];
	/// Tokens of the vocabulary: ids are lower.
	fn vocabulary(&self) -> u32;
}
