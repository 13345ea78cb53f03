//! The seam between operators and the device that computes them.
//!
//! An operator's `mod.rs` checks shapes, counts work, and hands the values to the file of the engine's
//! device: `match engine.backend() { Backend::Cpu(cpu) => cpu::forward(cpu, …) }`. A new device is one more
//! variant here and one more file in each operator's folder; the compiler then names every place that has to
//! know it.

use crate::cpu::device::Cpu;
use candle_core::Device;

/// The device that an engine computes on.
pub(crate) enum Backend {
	/// The processor: a pool of threads and an instruction set.
	Cpu(Cpu),
}

impl Backend {
	/// Returns the candle device on which operands and results lie.
	pub(crate) fn device(&self) -> &Device {
		match self {
			Self::Cpu(_) => &HOST,
		}
	}

	/// Returns the processor part, which every device has: it runs what is no operator, such as hashing or
	/// the optimiser.
	pub(crate) fn host(&self) -> &Cpu {
		match self {
			Self::Cpu(cpu) => cpu,
		}
	}
}

/// The candle device of values that lie in the process's own memory.
pub(crate) static HOST: Device = Device::Cpu;
