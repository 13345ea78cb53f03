//! Which records shaped an answer: influence from per-record LoRA gradients.
//!
//! After a model is tuned, the gradient of each training record's loss with respect to the adapter is computed once at
//! the final adapter, rounded to 8 bits a number, and kept in an **index**. When the model answers, the gradient of the
//! answer's own loss is taken in the same way. Its dot product with a record's gradient says how much a step on that
//! record would have made the answer more likely. The positive part, above a noise threshold, summed by contribution
//! and rounded to exact shares, is the answer's influence vector.
//!
//! ```text
//! records ──lora_gradient──▶ f32 tensors ──quantise──▶ i8 codes + scale ─┐
//!                                                                        ├─ Σ scale·scale·dot ─▶ score ─▶ shares
//! answer ───lora_gradient──▶ f32 tensors ──quantise──▶ i8 codes + scale ─┘
//! ```
//!
//! From the codes on, everything is integer arithmetic: a scale is a binary floating-point number, so it is taken as
//! the integer that it is, and a score is exact. The same index and the same answer give the same shares on every
//! machine and with any number of threads.
//!
//! Only the query and value projections take part, where LoRA gradients are most telling for their size; an adapter
//! that has neither is used whole.

mod build;
mod format;
mod gradients;
mod index;
mod lora;
mod quantise;
mod shares;
#[cfg(test)]
mod tests;

pub use build::{build, Plan};
pub use format::{Footer, IndexError};
pub use gradients::{Gradient, Gradients};
pub use index::Index;
pub use lora::LoraGradients;
