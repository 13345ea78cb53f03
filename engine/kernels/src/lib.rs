//! CPU kernels with a fixed order of operations, as candle custom operators.
//!
//! Every result is a function of the inputs alone: not of the instruction set, the number of threads, the
//! batch a row happens to be in, or the blocking of a loop. Two rules make that so.
//!
//! - One element of a **matrix product** is the strictly sequential chain `acc = fma(a[k], b[k], acc)`,
//!   `k` ascending, from `+0.0`. Micro-kernels load the accumulator tile at each block of `k` instead of
//!   adding partial sums, so portable, NEON, AVX2 and AVX-512 code give the same bits ([`micro`]).
//! - A **sum over a row** is 16 partial sums, partial `l` taking `i ≡ l (mod 16)` in ascending order, then a
//!   fixed tree ([`math::fold`]). exp and ln are polynomials of + − × ÷ and fma ([`math`]).
//!
//! A frozen weight is a [`Matrix`], packed once or kept quantised and dequantised inside the product. An
//! [`Engine`] is a bounded thread pool with an instruction set. The operators in [`ops`] take both and work on
//! candle tensors with backward passes that never compute a gradient for a frozen weight.
//!
//! ```
//! use candle_core::{Device, Tensor};
//! use openledger_kernels::{ops, Engine, Matrix};
//! use std::sync::Arc;
//!
//! let engine = Engine::new(2)?;
//! let weight = Arc::new(Matrix::from_rows(&vec![0.5; 32 * 64], 32, 64)?);
//! let x = Tensor::ones((3, 64), candle_core::DType::F32, &Device::Cpu)?;
//! let y = ops::linear(&engine, &x, &weight)?;
//! assert_eq!(y.dims(), &[3, 32]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Loops over lanes and tile places are the arithmetic's own notation, and unroll into registers.
#![allow(clippy::needless_range_loop)]

mod engine;
mod gemm;
mod heap;
mod isa;
pub mod math;
mod matrix;
mod micro;
mod operand;
pub mod ops;
mod pool;
mod profile;
mod quant;
pub mod rows;
mod tape;
mod transpose;

pub use engine::{Engine, EngineError};
pub use isa::Isa;
pub use matrix::{Bytes, Matrix, MatrixError};
pub use ops::lora::{LoraGradients, LoraPair};
pub use pool::Pool;
pub use profile::{Pass, Share};
pub use quant::Format;
pub use tape::{Node, Tape};
