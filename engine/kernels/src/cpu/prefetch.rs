//! Prefetching of values that the machine does not foresee on its own.

/// Asks for values that will be needed soon. Does nothing where the compiler offers no stable way to ask.
#[inline(always)]
pub(crate) fn prefetch<T>(values: &[T]) {
	#[cfg(target_arch = "x86_64")]
	for line in values.chunks(64 / size_of::<T>()) {
		use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
		// SAFETY: a prefetch reads nothing that could fail, and SSE is part of x86-64.
		unsafe { _mm_prefetch::<_MM_HINT_T0>(line.as_ptr().cast()) };
	}
	#[cfg(not(target_arch = "x86_64"))]
	let _ = values;
}
