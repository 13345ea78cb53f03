//! Which records shaped an answer: influence by the states that a tuned model passes through.
//!
//! After a model is tuned, its hidden states over each training record are pooled once under the final adapter, rounded to
//! 8 bits a number, and kept in an **index**. When the model answers, its states over the answer are pooled in the same
//! way. Records whose states point the same way, seen from the mean of all records, are what the model treats as the same
//! kind of work. What exceeds thresholds that unrelated questions set, joined with what records hold word for word
//! ([`spans`]), summed by contribution and rounded to exact shares, is the answer's influence vector; it is empty where no
//! record stands out as for none of those questions.
//!
//! ```text
//! records ──states──▶ f32 vectors ──− mean──▶ i8 codes ─┐
//!                                                       ├─ Σ cosines in whole numbers ─▶ scores ──┐
//! answer ───states──▶ f32 vectors ──− mean──▶ i8 codes ─┘                                         ├─▶ shares
//! tokens of records ──suffix array──▶ spans of the answer ─▶ bits of improbability ───────────────┘
//! ```
//!
//! Near duplicates of a record are paid once, to whoever came first.
//!
//! From the codes on, everything is integer arithmetic, and a cosine is rounded the same way everywhere. The same index
//! and the same answer give the same shares on every machine and with any number of threads.
//!
//! States were measured against gradients with and without curvature, and against words: docs/design/attribution.md says what won and
//! what lost, and tools/attribution-eval measures it again.

mod alike;
mod build;
mod calibration;
mod features;
mod format;
mod index;
mod quantise;
mod query;
mod sealed;
pub mod spans;
mod states;
#[cfg(test)]
mod tests;
mod unrelated;
mod vector;

pub use build::{build, Plan};
pub use features::{Features, Source};
pub use format::{Footer, IndexError};
pub use index::{Attribution, Index};
pub use spans::{Span, SpanError, SpanFooter, SpanIndex, SpanParams, SpanPlan};
pub use states::RecordStates;
