//! Access to the values of tensors.

use crate::backend::HOST;
use candle_core::{CpuStorage, Layout, Result, Shape, Storage, Tensor, bail};

/// Returns the contiguous f32 values behind an operand.
pub(super) fn values<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
	let CpuStorage::F32(values) = storage else { bail!("operands must be f32") };
	match layout.contiguous_offsets() {
		Some((start, end)) => Ok(&values[start..end]),
		None => bail!("operands must be contiguous"),
	}
}

/// Runs `f` on the values of a tensor.
pub(super) fn with_values<T>(tensor: &Tensor, f: impl FnOnce(&[f32]) -> Result<T>) -> Result<T> {
	let tensor = tensor.contiguous()?;
	let (storage, layout) = tensor.storage_and_layout();
	match &*storage {
		Storage::Cpu(storage) => f(values(storage, layout)?),
		_ => bail!("operands must be on the CPU"),
	}
}

/// Makes a tensor of the shape, and on the device, of `like`.
pub(super) fn tensor_like(values: Vec<f32>, like: &Tensor) -> Result<Tensor> {
	Tensor::from_vec(values, like.shape(), like.device())
}

/// Makes a tensor in the process's own memory.
pub(super) fn host_tensor(values: Vec<f32>, shape: impl Into<Shape>) -> Result<Tensor> {
	Tensor::from_vec(values, shape.into(), &HOST)
}

/// Returns rows and columns of a two-dimensional operand.
pub(super) fn rows_of(layout: &Layout) -> Result<(usize, usize)> {
	layout.shape().dims2()
}
