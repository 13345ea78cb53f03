//! The process's heap, while an engine runs.
//!
//! A training step allocates and frees gigabytes of tensors, a few megabytes each. The GNU allocator hands such pieces back to the
//! system at once, and the system fills the next ones with zeros, page by page: 7 % of a step. While there is an
//! engine, freed memory stays with the process for the next tensor; when an engine goes, what is free goes back.

/// Keeps freed memory with the process from now on.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn keep() {
	// The largest threshold that every version of the library accepts. Settings hold for the process, and only the first
	// engine makes them.
	const SEPARATE: i32 = 32 << 20;
	static ONCE: std::sync::Once = std::sync::Once::new();
	ONCE.call_once(|| {
		// SAFETY: both only change the allocator's own settings, under its lock. A refusal costs speed, nothing else.
		unsafe {
			libc::mallopt(libc::M_MMAP_THRESHOLD, SEPARATE);
			libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
		}
	});
}

/// Gives free memory back to the system.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub(crate) fn release() {
	// SAFETY: it only touches memory that is free, under the allocator's locks.
	unsafe { libc::malloc_trim(0) };
}

/// Other allocators are left as they are.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn keep() {}

/// Other allocators are left as they are.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn release() {}
