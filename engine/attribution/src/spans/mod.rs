//! Parts of an answer that records hold word for word.
//!
//! The token ids of all records of a snapshot stand one after the other in a **text**, and a suffix array
//! sorts every place of it by what follows. A search finds all **maximal spans** of an answer: those that
//! some record holds and that lie in no longer span that some record holds. Each is ranked by its
//! **improbability**, the sum of −log2 of how often each of its tokens occurs in the snapshot (the ranking of
//! OLMoTrace, Liu et al. 2025, arXiv:2504.07096): a long span of rare tokens is hardly there by chance, "of
//! the" is. Each span names the records that hold it; `quotes.rs` divides its improbability among them.
//!
//! ```text
//! records ─SpanIndex::build─▶ file, root ─SpanIndex::open─▶ search(answer) ─▶ spans
//! ```
//!
//! Everything is integer arithmetic on one thread: the same records give the same root, and the same root and
//! answer the same spans, on every machine.

mod build;
mod elias_fano;
mod error;
mod format;
mod holders;
mod index;
mod logarithm;
mod matching;
mod search;
mod text;

#[cfg(test)]
mod tests;

pub use build::SpanPlan;
pub use error::SpanError;
pub use format::{MAX_POSITIONS, MAX_RECORDS, MAX_VOCABULARY, SpanFooter};
pub use holders::COMMON;
pub use index::SpanIndex;
pub(crate) use logarithm::{POINT, log2};
pub use search::{MAX_LISTED, MAX_OUTPUT, Span, SpanParams};
