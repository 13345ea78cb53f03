//! Operators on candle tensors (f32, CPU). Each has its own backward pass.

mod add;
mod attention;
mod inject;
mod linear;
pub mod lora;
mod loss;
mod norm;
mod rotary;
mod swiglu;

pub use add::Add;
pub use attention::{attention, Attention, Heads};
pub use inject::inject;
pub use linear::{linear, Linear};
pub use lora::{lora_linear, LoraLinear};
pub use loss::{completion_loss, CompletionLoss};
pub use norm::{rms_norm, Norm, RmsNorm};
pub use rotary::{rope, Rope, RopeTable};
pub use swiglu::{swiglu, SwiGlu};

use candle_core::{bail, CpuStorage, Device, Layout, Result, Storage, Tensor};

/// The contiguous f32 values behind an operand.
fn values<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
	let CpuStorage::F32(values) = storage else { bail!("operands must be f32") };
	match layout.contiguous_offsets() {
		Some((start, end)) => Ok(&values[start..end]),
		None => bail!("operands must be contiguous"),
	}
}

/// Runs `f` on the values of a tensor.
fn with_values<T>(tensor: &Tensor, f: impl FnOnce(&[f32]) -> Result<T>) -> Result<T> {
	let tensor = tensor.contiguous()?;
	let (storage, layout) = tensor.storage_and_layout();
	match &*storage {
		Storage::Cpu(storage) => f(values(storage, layout)?),
		_ => bail!("operands must be on the CPU"),
	}
}

/// A tensor of the same shape as `like`.
fn tensor_like(values: Vec<f32>, like: &Tensor) -> Result<Tensor> {
	Tensor::from_vec(values, like.shape(), &Device::Cpu)
}

/// Rows and columns of a two-dimensional operand.
fn rows_of(layout: &Layout) -> Result<(usize, usize)> {
	layout.shape().dims2()
}
