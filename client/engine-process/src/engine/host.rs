//! What the calls of an engine share.

use super::{link::Link, models::Models};
use openledger_kernels::Engine;
use openledger_model::Budget;
use std::{collections::BTreeMap, sync::Arc};

/// The parts of a call that have come so far.
pub type Parts = BTreeMap<u32, Vec<u8>>;

/// Everything that calls share.
pub struct Host {
	/// The line to the node.
	pub link: Arc<Link>,
	/// That which computes.
	pub engine: Arc<Engine>,
	/// The bound on the memory of models.
	pub budget: Arc<Budget>,
	/// The models in memory.
	pub models: Models,
}
