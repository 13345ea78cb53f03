//! The two factors of a LoRA update.

use crate::{
	matrix::{Matrix, MatrixError},
	ops::tensors::host_tensor,
};
use candle_core::Tensor;

/// The two factors of a LoRA update, packed for the products of one training step.
pub struct LoraPair {
	pub(super) a: Matrix,
	pub(super) b: Matrix,
	pub(super) scale: f32,
	a_tensor: Tensor,
	b_tensor: Tensor,
}

impl LoraPair {
	/// Packs A (`rank` × `inputs`) and B (`outputs` × `rank`); the update is multiplied by `scale`.
	pub fn new(
		a: Vec<f32>,
		b: Vec<f32>,
		(rank, inputs, outputs): (usize, usize, usize),
		scale: f32,
	) -> Result<Self, LoraError> {
		let packed_a = Matrix::from_rows(&a, rank, inputs)?;
		let packed_b = Matrix::from_rows(&b, outputs, rank)?;
		let (a_tensor, b_tensor) = (host_tensor(a, (rank, inputs))?, host_tensor(b, (outputs, rank))?);
		Ok(Self { a: packed_a, b: packed_b, scale, a_tensor, b_tensor })
	}

	/// Packs tensors A and B, whose gradients [`super::lora_linear`]'s backward then gives (if they are
	/// variables).
	pub fn from_tensors(a: &Tensor, b: &Tensor, scale: f32) -> Result<Self, LoraError> {
		let ((rank, inputs), (outputs, _)) = (a.dims2()?, b.dims2()?);
		let packed_a = Matrix::from_rows(&a.flatten_all()?.to_vec1::<f32>()?, rank, inputs)?;
		let packed_b = Matrix::from_rows(&b.flatten_all()?.to_vec1::<f32>()?, outputs, rank)?;
		Ok(Self { a: packed_a, b: packed_b, scale, a_tensor: a.clone(), b_tensor: b.clone() })
	}

	/// Returns the tensors A and B.
	pub fn factors(&self) -> (&Tensor, &Tensor) {
		(&self.a_tensor, &self.b_tensor)
	}

	/// Returns the rank of the update.
	pub fn rank(&self) -> usize {
		self.a.rows()
	}
}

/// Errors of making a pair.
#[derive(Debug, thiserror::Error)]
pub enum LoraError {
	/// Shapes and lengths disagree.
	#[error(transparent)]
	Matrix(#[from] MatrixError),
	/// The tensors are not two-dimensional f32.
	#[error(transparent)]
	Tensor(#[from] candle_core::Error),
}
