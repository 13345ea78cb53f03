//! Which records shaped an answer: influence by the states that a tuned model passes through.
//!
//! After a model is tuned, its hidden states over each training record are pooled once under the final adapter, rounded to
//! 8 bits a number, and kept in an **index**. When the model answers, its states over the answer are pooled in the same
//! way. Records whose states point the same way, seen from the mean of all records, are what the model treats as the same
//! kind of work. The positive part near the best, summed by contribution and rounded to exact shares, is the
//! answer's influence vector.
//!
//! ```text
//! records ──states──▶ f32 vectors ──− mean──▶ i8 codes ─┐
//!                                                       ├─ Σ cosines in whole numbers ─▶ score ─▶ shares
//! answer ───states──▶ f32 vectors ──− mean──▶ i8 codes ─┘
//! ```
//!
//! From the codes on, everything is integer arithmetic, and a cosine is rounded the same way everywhere. The same index
//! and the same answer give the same shares on every machine and with any number of threads.
//!
//! States were measured against gradients with and without curvature, and against words: docs/attribution.md says what won and
//! what lost, and [`eval`] measures it again.

mod build;
pub mod cli;
pub mod eval;
mod features;
mod format;
mod index;
mod offline;
mod quantise;
mod sealed;
mod shares;
pub mod spans;
mod states;
#[cfg(test)]
mod tests;

pub use build::{build, Plan};
pub use features::{Features, Source};
pub use format::{Footer, IndexError};
pub use index::Index;
pub use spans::{Span, SpanError, SpanFooter, SpanIndex, SpanParams, SpanPlan};
pub use states::RecordStates;
