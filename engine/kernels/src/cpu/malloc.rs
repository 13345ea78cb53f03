//! Settings of the process's allocator while a device runs.
//!
//! A training step allocates and frees gigabytes of tensors, a few megabytes each. The GNU allocator hands
//! such pieces back to the system at once, and the system fills the next ones with zeros, page by page: 7 %
//! of a step. From the first device on, freed memory stays with the process for the next tensor; whenever a
//! device is dropped, free memory goes back. Other allocators are left as they are.

/// A guard that keeps freed memory with the process. Dropping it returns what is free to the system.
pub(crate) struct KeptMemory(());

impl KeptMemory {
	/// Changes the allocator's settings, if no device has done so yet.
	pub(crate) fn new() -> Self {
		// Settings hold for the process, so the first device makes them for all.
		#[cfg(all(target_os = "linux", target_env = "gnu"))]
		{
			static ONCE: std::sync::Once = std::sync::Once::new();
			// The largest threshold that every version of the library accepts.
			const LARGEST_THRESHOLD: i32 = 32 << 20;
			ONCE.call_once(|| {
				// SAFETY: both only change the allocator's own settings, under its lock. A refusal costs
				// speed, nothing else.
				unsafe {
					libc::mallopt(libc::M_MMAP_THRESHOLD, LARGEST_THRESHOLD);
					libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
				}
			});
		}
		Self(())
	}
}

impl Drop for KeptMemory {
	fn drop(&mut self) {
		#[cfg(all(target_os = "linux", target_env = "gnu"))]
		// SAFETY: it only touches memory that is free, under the allocator's locks.
		unsafe {
			libc::malloc_trim(0);
		}
	}
}
