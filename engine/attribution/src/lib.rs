#![doc = include_str!("../README.md")]
#![deny(clippy::undocumented_unsafe_blocks)]

mod build;
mod calibration;
mod dedup;
mod explain;
mod facts;
mod features;
mod footer;
mod format;
mod index;
mod mix;
mod quantize;
mod query;
mod quotes;
mod record_states;
pub mod spans;
#[cfg(test)]
mod frame_tests;
#[cfg(test)]
mod question_tests;
#[cfg(test)]
mod tests;
mod vector;
mod weights;

pub use build::{Plan, build};
pub use features::{Features, Source};
pub use format::{Footer, IndexError};
pub use index::{Attribution, Index};
pub use mix::Scores;
pub use record_states::RecordStates;
pub use spans::{Span, SpanError, SpanFooter, SpanIndex, SpanParams, SpanPlan};
