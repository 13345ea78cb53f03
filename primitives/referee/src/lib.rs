//! The normative arithmetic in integers.
#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]

mod soft;

pub use soft::{F32, F64};
