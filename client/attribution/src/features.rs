//! What is known of a record.

/// What an index keeps of a record: named vectors, the same names in the same order for every record.
pub type Features = Vec<(String, Vec<f32>)>;

/// Gives the features of each record of a training set.
pub trait Source {
	/// The features of record number `record`, the same at every call; or why there are none.
	fn features(&self, record: u32) -> Result<Features, String>;
}
