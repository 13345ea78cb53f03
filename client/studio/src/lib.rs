#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod files;
mod http;
mod spec;

pub use files::{NotBuilt, check_built};
pub use http::{AboutNode, serve};
pub use spec::{MAX_SPEC_BYTES, SpecFile, SpecTooLarge, WriteSpec};
