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

use crate::{pool, Engine};
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

/// A vector of `length` values in strips of `strip`, each a task: `fill(start, values)` gets them as zeros. `work` is that of
/// all of them, in scalar operations. Zeros for all at once would be written by one thread while the others wait.
fn strips(
	engine: &Engine,
	length: usize,
	strip: usize,
	work: usize,
	fill: impl Fn(usize, &mut [f32]) + Sync,
) -> Vec<f32> {
	// SAFETY: the strips do not overlap and cover the vector.
	unsafe {
		pool::filled(length, |out| {
			engine.run(length.div_ceil(strip), work, &|task| {
				let start = task * strip;
				fill(start, out.zeros(start, strip.min(length - start)));
			})
		})
	}
}

/// Rows and columns of a two-dimensional operand.
fn rows_of(layout: &Layout) -> Result<(usize, usize)> {
	layout.shape().dims2()
}
