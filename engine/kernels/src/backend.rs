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

#[cfg(test)]
mod tests {
	use std::{
		fs,
		path::{Path, PathBuf},
	};

	/// Gathers the files of the crate's sources, this one left out.
	fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
		for entry in fs::read_dir(folder).unwrap() {
			let path = entry.unwrap().path();
			if path.is_dir() {
				sources(&path, found);
			} else if !path.ends_with("backend.rs") {
				found.push(path);
			}
		}
	}

	#[test]
	fn nothing_else_names_a_device_or_reads_the_environment() {
		let mut files = Vec::new();
		sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
		for path in files {
			let text = fs::read_to_string(&path).unwrap();
			for banned in ["Device::Cpu", "std::env", "env::var"] {
				assert!(!text.contains(banned), "{} contains {banned}", path.display());
			}
		}
	}
}
