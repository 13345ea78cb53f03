//! Operators on candle tensors (f32), each with its own backward pass.
//!
//! An operator is a folder. Its `mod.rs` begins with the formula, the order of operations and the shapes; it
//! holds what is the same on every device: checks, the count of work, candle's interface. `cpu.rs` computes
//! on the processor. A folder without device files computes nothing.
//! `docs/contributing/change-an-operator.md` lists the steps of a change.

pub(crate) mod add;
pub(crate) mod attention;
pub(crate) mod bias;
mod gated;
pub(crate) mod geglu;
mod inject;
mod linear;
pub mod lora;
pub(crate) mod loss;
pub(crate) mod norm;
pub(crate) mod rotary;
pub(crate) mod swiglu;
mod tensors;

pub use add::Add;
pub use attention::{Attention, attention, heads::Heads};
pub use bias::{Bias, bias};
pub use geglu::{GeGlu, geglu};
pub use inject::inject;
pub use linear::{Linear, linear};
pub use lora::{LoraLinear, lora_linear};
pub use loss::{CompletionLoss, completion_loss};
pub use norm::{Norm, RmsNorm, head_norm, rms_norm};
pub use rotary::{Rope, rope, table::RopeTable};
pub use swiglu::{SwiGlu, swiglu};
