#![doc = include_str!("../README.md")]
// Loops over lanes and tile places are the arithmetic's own notation, and unroll into registers.
#![allow(clippy::needless_range_loop)]

mod autograd;
mod backend;
mod codes;
mod cpu;
mod engine;
pub mod math;
mod matrix;
pub mod ops;
mod optimizer;
mod profile;
mod quant;
pub mod rows;

pub use autograd::{Node, Tape};
pub use cpu::isa::{Isa, UnknownIsa};
pub use engine::{Engine, EngineError};
pub use matrix::{Bytes, Matrix, MatrixError};
pub use ops::lora::{LoraGradients, LoraPair};
pub use profile::{Pass, Share};
pub use quant::Format;
