//! A start of a backward pass from a known gradient: a scalar whose gradient with respect to y is given.
//!
//! It computes nothing, so it has neither device files nor test vectors.
//!
//! Shapes: y and the gradient are equal; the result is a scalar, 0.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

/// The operator, with the gradient that it gives.
struct Inject(Tensor);

impl CustomOp1 for Inject {
	fn name(&self) -> &'static str {
		"inject"
	}

	fn cpu_fwd(&self, _: &CpuStorage, _: &Layout) -> Result<(CpuStorage, Shape)> {
		Ok((CpuStorage::F32(vec![0.0]), Shape::from(())))
	}

	fn bwd(&self, _: &Tensor, _: &Tensor, _: &Tensor) -> Result<Option<Tensor>> {
		Ok(Some(self.0.clone()))
	}
}

/// Returns a scalar whose gradient with respect to `y` is `gradient`.
///
/// So candle's `backward` can run through one part of a model at a time: the part's output is injected with
/// the gradient that the next part gave for its input.
pub fn inject(y: &Tensor, gradient: &Tensor) -> Result<Tensor> {
	y.apply_op1(Inject(gradient.detach()))
}
