#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod connections;
mod limits;
mod written;

pub use connections::{Connection, Observer, Unobserved, serve};
pub use limits::ConnectionLimits;
