//! Names of what is no operator in an engine's account of time.

/// Rows of the embedding, as the first layer reads them.
pub const EMBEDDING: &str = "embedding";
/// Rows that predict a counted token, out of all rows; backwards, back to their places.
pub const COUNTED_ROWS: &str = "counted-rows";
/// Norm of the gradient, clipping, AdamW.
pub const OPTIMIZER: &str = "optimiser";
/// The adapter's new values, packed for the products.
pub const ADAPTER: &str = "adapter-packing";
/// The state's bytes and their root.
pub const STATE_ROOT: &str = "state-root";
/// Writing and syncing checkpoints.
pub const CHECKPOINT: &str = "checkpoint";
/// Time that no entry has: allocations, and the work between operators.
pub const REST: &str = "rest";
