//! The normative arithmetic in integers: one output element of any operator, recomputed alone.
//!
//! What a provider commits to was computed by `engine/kernels` with the processor's floating point. Whoever doubts one
//! element, the runtime included, computes it here from its operands and compares bits. `docs/reference/arithmetic.md` is the
//! text that both follow.
//!
//! - [`F32`] and [`F64`] are IEEE 754 in integers: the same in wasm, in a light client, on any processor.
//! - [`product`], [`row`] and [`elementary`] are the building blocks: fma chains, row sums, exp and ln.
//! - The other modules are the operators. A function takes the operands of one element and gives that element.
//!
//! Nothing allocates, nothing panics, nothing depends on anything.
//!
//! # Numbers that are none
//!
//! A NaN or an infinity is never committed, so an operator that meets one among its operands, or comes to one, answers
//! [`Fault::NotFinite`]: whoever committed that operand, or that element, is at fault. Inside an operator infinities occur
//! and are computed with (the sigmoid of −200 divides by +∞). Single operations give one NaN, [`F32::NAN`].
//!
//! ```
//! use openledger_referee::{product, F32};
//!
//! // Is 11 the product of (1, 2) and (3, 4), as somebody claims?
//! let [one, two, three, four] = [1, 2, 3, 4].map(F32::from_i32);
//! let element = product::element(&[one, two], &[three, four])?;
//! assert_eq!(element.to_bits(), 11f32.to_bits());
//! # Ok::<(), openledger_referee::Fault>(())
//! ```

#![cfg_attr(not(test), no_std)]
#![forbid(unsafe_code)]
#![deny(clippy::indexing_slicing, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod attention;
pub mod decimal;
pub mod decoding;
pub mod elementary;
mod fault;
pub mod loss;
pub mod norm;
pub mod optimiser;
pub mod product;
pub mod random;
pub mod rotary;
pub mod row;
mod soft;
pub mod softmax;
pub mod swiglu;
pub mod weights;

pub use fault::Fault;
pub use soft::{F32, F64};
