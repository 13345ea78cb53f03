#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod repeat;
#[cfg(test)]
mod tests;
mod verifier;

pub use repeat::{Repeat, RepeatError, Repeated};
pub use verifier::Verifier;
