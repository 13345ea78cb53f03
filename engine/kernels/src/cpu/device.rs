//! The processor: a pool of threads, an instruction set, and memory that outlives a call.

use super::{
	isa::Isa,
	malloc::KeptMemory,
	pool::Pool,
	shards::{self, Shards},
};
use parking_lot::Mutex;

/// The work, in scalar operations, below which waking a thread costs more than it saves.
const MIN_SHARED_WORK: usize = 40_000;

/// The processor as a device.
pub(crate) struct Cpu {
	pool: Pool,
	isa: Isa,
	scratch: Mutex<Vec<f32>>,
	/// The guard, dropped last: the memory of the other fields is free by then.
	_memory: KeptMemory,
}

impl Cpu {
	/// Starts `threads` threads, the caller's included. `isa` must be supported by this machine.
	pub(crate) fn new(threads: usize, isa: Isa) -> std::io::Result<Self> {
		let pool = Pool::new(threads)?;
		Ok(Self { pool, isa, scratch: Mutex::default(), _memory: KeptMemory::new() })
	}

	/// Returns the instruction set in use.
	pub(crate) fn isa(&self) -> Isa {
		self.isa
	}

	/// Returns the number of threads, the caller's included.
	pub(crate) fn threads(&self) -> usize {
		self.pool.threads()
	}

	/// Runs `task(0) … task(tasks - 1)`, in any order, on the pool.
	pub(crate) fn for_each(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
		self.pool.run(tasks, task);
	}

	/// Runs `task(0) … task(tasks - 1)`, in any order, on the pool; inline when `work` (in scalar operations)
	/// is too little to be worth waking a thread.
	pub(crate) fn run(&self, tasks: usize, work: usize, task: &(dyn Fn(usize) + Sync)) {
		if tasks < 2 || work < MIN_SHARED_WORK {
			(0..tasks).for_each(task);
		} else {
			self.pool.run(tasks, task);
		}
	}

	/// Returns a vector of `length` values made in strips of `strip`, each a task: `fill(start, values)` gets
	/// them as zeros. `work` is that of all strips together, in scalar operations.
	///
	/// A vector zeroed at once would be written by one thread while the others wait.
	pub(crate) fn strips(
		&self,
		length: usize,
		strip: usize,
		work: usize,
		fill: impl Fn(usize, &mut [f32]) + Sync,
	) -> Vec<f32> {
		let all = |out: &Shards<f32>| {
			self.run(length.div_ceil(strip), work, &|task| {
				let start = task * strip;
				// SAFETY: the strip lies within the vector, and strips of different tasks do not overlap.
				fill(start, unsafe { out.zeros(start, strip.min(length - start)) });
			})
		};
		// SAFETY: the strips cover the vector, and each is zeroed before it is filled.
		unsafe { shards::filled(length, all) }
	}

	/// Lends `length` numbers of any value to `f`.
	///
	/// The memory is kept from one call to the next: tens of megabytes, new from the system each time, would
	/// cost more than what is computed in them. A second caller at the same time finds none and makes its
	/// own.
	pub(crate) fn with_scratch<T>(&self, length: usize, f: impl FnOnce(&mut [f32]) -> T) -> T {
		let mut scratch = std::mem::take(&mut *self.scratch.lock());
		if scratch.len() < length {
			scratch = vec![0.0; length];
		}
		let result = f(&mut scratch[..length]);
		*self.scratch.lock() = scratch;
		result
	}
}
