//! An allocator that counts, for tests of how much memory something takes.

use std::{
	alloc::{GlobalAlloc, Layout, System},
	cell::Cell,
	sync::{
		Mutex, MutexGuard,
		atomic::{AtomicUsize, Ordering},
	},
};

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
/// Measurements are made one at a time.
static MEASURING: Mutex<()> = Mutex::new(());
/// Tests that measure all threads take turns.
static TURN: Mutex<()> = Mutex::new(());

thread_local! {
	/// Bytes that this thread has, and the most that it had. What another one frees for it stays counted.
	static HERE: Cell<(isize, isize)> = const { Cell::new((0, 0)) };
}

/// The system's allocator, counting the bytes that are allocated.
///
/// A test program that measures declares one as its `#[global_allocator]`.
pub struct CountingAllocator;

fn add(bytes: usize) {
	let now = NOW.fetch_add(bytes, Ordering::Relaxed) + bytes;
	PEAK.fetch_max(now, Ordering::Relaxed);
	count_here(bytes as isize);
}

fn remove(bytes: usize) {
	NOW.fetch_sub(bytes, Ordering::Relaxed);
	count_here(-(bytes as isize));
}

fn count_here(change: isize) {
	// A thread that ends may free after its own values are gone.
	_ = HERE.try_with(|here| {
		let (now, peak) = here.get();
		let now = now.wrapping_add(change);
		here.set((now, peak.max(now)));
	});
}

// SAFETY: every call goes to the system's allocator with the same arguments.
unsafe impl GlobalAlloc for CountingAllocator {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		add(layout.size());
		// SAFETY: the caller keeps the contract of `alloc`.
		unsafe { System.alloc(layout) }
	}

	unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
		add(layout.size());
		// SAFETY: the caller keeps the contract of `alloc_zeroed`.
		unsafe { System.alloc_zeroed(layout) }
	}

	unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		// Both exist while the contents are moved.
		add(size);
		// SAFETY: the caller keeps the contract of `realloc`.
		let moved = unsafe { System.realloc(pointer, layout, size) };
		remove(if moved.is_null() { size } else { layout.size() });
		moved
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		remove(layout.size());
		// SAFETY: the caller keeps the contract of `dealloc`.
		unsafe { System.dealloc(pointer, layout) }
	}
}

/// Waits until no other test has a turn, and takes one: what a test allocates would count as what another one
/// measures with [`peak_allocation`].
pub fn take_turn() -> MutexGuard<'static, ()> {
	TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Runs something and returns the most bytes that were allocated meanwhile beyond those before.
///
/// Other threads of the program count too, so the figure is an upper bound. It is 0 in a program whose
/// allocator is another one.
pub fn peak_allocation<T>(run: impl FnOnce() -> T) -> (T, usize) {
	let _one_at_a_time = MEASURING.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
	let before = NOW.load(Ordering::Relaxed);
	PEAK.store(before, Ordering::Relaxed);
	let result = run();
	(result, PEAK.load(Ordering::Relaxed).saturating_sub(before))
}

/// Runs something and returns the most bytes that this thread allocated meanwhile beyond those before.
///
/// What other threads do does not count, so tests need not take turns. It is 0 in a program whose allocator
/// is another one.
pub fn peak_of_this_thread<T>(run: impl FnOnce() -> T) -> (T, usize) {
	let (before, _) = HERE.get();
	HERE.set((before, before));
	let result = run();
	let (_, peak) = HERE.get();
	(result, usize::try_from(peak.wrapping_sub(before)).unwrap_or(0))
}
