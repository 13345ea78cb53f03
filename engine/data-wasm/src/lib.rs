#![doc = include_str!("../README.md")]
#![cfg_attr(target_family = "wasm", no_std)]
#![cfg_attr(not(target_family = "wasm"), forbid(unsafe_code))]

extern crate alloc;

#[cfg(target_family = "wasm")]
mod exports;
mod session;

pub use session::{Answer, Session};
