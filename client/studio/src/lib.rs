#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod files;
mod http;

pub use files::{NotBuilt, check_built};
pub use http::serve;
