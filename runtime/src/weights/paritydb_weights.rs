//! What a read and a write of ParityDb cost: written by `scripts/bench-weights.sh`, not by hand.
//!
//! 2026-11-25, AMD EPYC. Averages, the trie cache off, over a chain of 200,000 accounts.

use frame_support::{
	parameter_types,
	weights::{RuntimeDbWeight, constants::WEIGHT_REF_TIME_PER_NANOS},
};

parameter_types! {
	/// Nanoseconds of a read: 1_933 to 3_510_992, median 7_912, 99th percentile 14_191. Of a
	/// write, in blocks of 5,000: 16_389 to 42_418, median 20_143, 99th percentile 42_418.
	pub const ParityDbWeight: RuntimeDbWeight = RuntimeDbWeight {
		read: 8_787 * WEIGHT_REF_TIME_PER_NANOS,
		write: 21_224 * WEIGHT_REF_TIME_PER_NANOS,
	};
}
