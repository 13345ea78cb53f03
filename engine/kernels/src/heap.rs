//! The process's heap, while an engine runs.
//!
//! A training step allocates and frees gigabytes of tensors, a few megabytes each. The GNU allocator hands such pieces back to the
//! system at once, and the system fills the next ones with zeros, page by page: 7 % of a step. From the first engine on,
//! freed memory stays with the process for the next tensor; whenever an engine goes, what is free goes back. Other
//! allocators are left as they are.

/// Freed memory stays with the process; what is free when this is dropped goes back to the system.
pub(crate) struct Kept(());

impl Kept {
	pub(crate) fn new() -> Self {
		// Settings hold for the process, so the first engine makes them for all.
		#[cfg(all(target_os = "linux", target_env = "gnu"))]
		{
			static ONCE: std::sync::Once = std::sync::Once::new();
			// The largest threshold that every version of the library accepts.
			const SEPARATE: i32 = 32 << 20;
			ONCE.call_once(|| {
				// SAFETY: both only change the allocator's own settings, under its lock. A refusal costs speed, nothing else.
				unsafe {
					libc::mallopt(libc::M_MMAP_THRESHOLD, SEPARATE);
					libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
				}
			});
		}
		Self(())
	}
}

impl Drop for Kept {
	fn drop(&mut self) {
		#[cfg(all(target_os = "linux", target_env = "gnu"))]
		// SAFETY: it only touches memory that is free, under the allocator's locks.
		unsafe {
			libc::malloc_trim(0);
		}
	}
}
