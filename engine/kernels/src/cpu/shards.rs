//! Memory that tasks write into side by side.

use std::marker::PhantomData;

/// A slice that tasks write into at places that do not overlap.
pub(crate) struct Shards<'a, T> {
	start: *mut T,
	length: usize,
	slice: PhantomData<&'a mut [T]>,
}
// SAFETY: values are reached through unsafe methods only, whose callers keep to places that do not overlap.
unsafe impl<T: Send> Sync for Shards<'_, T> {}

impl<'a, T> Shards<'a, T> {
	/// Lets tasks share `slice`.
	pub(crate) fn new(slice: &'a mut [T]) -> Self {
		Self { start: slice.as_mut_ptr(), length: slice.len(), slice: PhantomData }
	}

	/// Returns the number of values.
	pub(crate) fn len(&self) -> usize {
		self.length
	}

	/// Returns a range for the calling task alone.
	///
	/// # Safety
	/// The range lies within the slice and is initialised, and no other task touches it.
	#[allow(clippy::mut_from_ref)]
	pub(crate) unsafe fn slice(&self, start: usize, length: usize) -> &mut [T] {
		// SAFETY: the callers' promise above covers every access of the body.
		unsafe {
			debug_assert!(start + length <= self.length);
			std::slice::from_raw_parts_mut(self.start.add(start), length)
		}
	}

	/// Returns the address of the first value; tasks offset it to places of their own.
	pub(crate) fn ptr(&self) -> *mut T {
		self.start
	}
}

impl Shards<'_, f32> {
	/// Returns a range set to zero, for places of [`filled`] that are not initialised.
	///
	/// # Safety
	/// The range lies within the slice, and no other task touches it.
	#[allow(clippy::mut_from_ref)]
	pub(crate) unsafe fn zeros(&self, start: usize, length: usize) -> &mut [f32] {
		// SAFETY: the callers' promise above covers every access of the body.
		unsafe {
			debug_assert!(start + length <= self.length);
			self.start.add(start).write_bytes(0, length);
			self.slice(start, length)
		}
	}
}

/// Returns a vector of `length` values that `fill` writes.
///
/// Unlike a vector of zeros it costs no pass over the memory, which one thread would do while the others
/// wait.
///
/// # Safety
/// `fill` initialises every value.
pub(crate) unsafe fn filled(length: usize, fill: impl FnOnce(&Shards<f32>)) -> Vec<f32> {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		let mut values = Vec::with_capacity(length);
		fill(&Shards { start: values.as_mut_ptr(), length, slice: PhantomData });
		values.set_len(length);
		values
	}
}
