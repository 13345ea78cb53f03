#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod chunks;
mod download;
mod error;
pub mod files;
mod leaves;
mod links;
mod marks;
mod names;
mod partial;
mod retention;
mod room;
mod state;
mod store;
#[cfg(test)]
mod tests;

pub use chunks::{MAX_PART, Status};
pub use download::{Begun, Download, Written};
pub use error::BlobError;
pub use room::Room;
pub use state::Entry;
pub use store::{InUse, Store};
