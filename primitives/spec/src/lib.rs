#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
	not(test),
	deny(
		clippy::arithmetic_side_effects,
		clippy::expect_used,
		clippy::indexing_slicing,
		clippy::panic,
		clippy::unwrap_used
	)
)]

extern crate alloc;

mod hyper;
pub mod influence;
mod result;

pub use hyper::{
	HyperParameterError, HyperParameters, MAX_BATCH, MAX_EPOCHS, MAX_LENGTH, MAX_RANK, Method, Target,
};
pub use influence::{ContributionId, MAX_INFLUENCE};
pub use result::{Evaluation, JobResult};
