#![doc = include_str!("../README.md")]
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod attention;
pub mod decimal;
pub mod decoding;
pub mod elementary;
pub mod embedding;
pub mod exact8;
mod fault;
pub mod geglu;
pub mod loss;
pub mod norm;
pub mod optimizer;
pub mod product;
pub mod random;
pub mod rotary;
pub mod row;
mod soft;
pub mod softmax;
pub mod swiglu;
pub mod weights;

pub use fault::Fault;
pub use soft::{F32, F64};
