//! What a kernel runs on: threads and an instruction set.

use crate::{
	heap::Kept,
	pool,
	profile::{Pass, Profile, Share},
	Isa, Pool,
};
use parking_lot::Mutex;
use std::sync::Arc;

/// Why an engine cannot start.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
	/// The environment names an unknown instruction set.
	#[error("OPENLEDGER_ISA is \"{0}\": use scalar, neon, avx2 or avx512, or unset it")]
	UnknownIsa(String),
	/// The environment names an instruction set that this machine lacks.
	#[error("this machine cannot run {0:?} code: unset OPENLEDGER_ISA or choose another")]
	UnsupportedIsa(Isa),
	/// Subnormals are flushed to zero, which would change results.
	#[error(
		"the processor flushes subnormal numbers to zero on this thread: results would not be reproducible"
	)]
	SubnormalsFlushed,
	/// A thread could not be started.
	#[error("cannot start a worker thread: {0}")]
	Thread(#[from] std::io::Error),
}

/// A bounded thread pool and the instruction set that its kernels use.
pub struct Engine {
	pool: Pool,
	isa: Isa,
	profile: Profile,
	scratch: Mutex<Vec<f32>>,
	/// Dropped last: what the other fields held is free by then.
	_heap: Kept,
}

impl Engine {
	/// An engine of `threads` threads (at least 1, the caller's included) on the fastest instruction set, or on the one
	/// that the environment variable `OPENLEDGER_ISA` names.
	pub fn new(threads: usize) -> Result<Arc<Self>, EngineError> {
		let isa = match std::env::var("OPENLEDGER_ISA") {
			Ok(name) if !name.is_empty() => Isa::named(&name).ok_or(EngineError::UnknownIsa(name))?,
			_ => Isa::best(),
		};
		Self::with_isa(threads, isa)
	}

	/// An engine on a given instruction set.
	pub fn with_isa(threads: usize, isa: Isa) -> Result<Arc<Self>, EngineError> {
		if !isa.supported() {
			return Err(EngineError::UnsupportedIsa(isa));
		}
		if !subnormals_kept() {
			return Err(EngineError::SubnormalsFlushed);
		}
		Ok(Arc::new(Self {
			pool: Pool::new(threads)?,
			isa,
			profile: Profile::default(),
			scratch: Mutex::default(),
			_heap: Kept::new(),
		}))
	}

	/// The instruction set in use.
	pub fn isa(&self) -> Isa {
		self.isa
	}

	/// Threads in use, the caller's included.
	pub fn threads(&self) -> usize {
		self.pool.threads()
	}

	/// Opens an account of time and work by operator, or empties the open one. See [`Self::profile`].
	pub fn start_profile(&self) {
		self.profile.set(true);
	}

	/// Closes the account and forgets it.
	pub fn stop_profile(&self) {
		self.profile.set(false);
	}

	/// What each operator of each pass took since [`Self::start_profile`], the longest first; nothing while no account is
	/// open. A [`crate::Tape`] enters its operators; their times do not overlap, so shares of a step's wall time add up.
	/// The account is the engine's: it holds the work of everyone who uses the engine.
	pub fn profile(&self) -> Vec<Share> {
		self.profile.shares()
	}

	/// Runs `f` and enters it in the account, if one is open, under a name of the caller's: for phases that are no operators, such
	/// as the embedding or the optimiser. A phase must not contain a tape's operators or another phase: their time would
	/// count twice.
	pub fn timed<T>(&self, name: &'static str, pass: Pass, f: impl FnOnce() -> T) -> T {
		self.profile.timed(name, pass, f)
	}

	/// Counts floating-point operations towards the operator that runs.
	pub(crate) fn count(&self, flops: usize) {
		self.profile.count(flops);
	}

	/// Runs `task(0) … task(tasks - 1)`, in any order, on the pool. A task must not call back into the engine.
	pub fn for_each(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
		self.pool.run(tasks, task);
	}

	/// Lends `length` numbers of any value to `f`. The memory is kept from one call to the next: tens of megabytes, new from the
	/// system each time, would cost more than what is computed in them.
	pub(crate) fn with_scratch<T>(&self, length: usize, f: impl FnOnce(&mut [f32]) -> T) -> T {
		// Another caller at the same time finds none and makes its own.
		let mut scratch = std::mem::take(&mut *self.scratch.lock());
		if scratch.len() < length {
			scratch = vec![0.0; length];
		}
		let result = f(&mut scratch[..length]);
		*self.scratch.lock() = scratch;
		result
	}

	/// A vector of `length` values in strips of `strip`, each a task: `fill(start, values)` gets them as zeros. `work` is that of
	/// all of them, in scalar operations. Zeros for all at once would be written by one thread while the others wait.
	pub(crate) fn strips(
		&self,
		length: usize,
		strip: usize,
		work: usize,
		fill: impl Fn(usize, &mut [f32]) + Sync,
	) -> Vec<f32> {
		// SAFETY: the strips do not overlap and cover the vector.
		unsafe {
			pool::filled(length, |out| {
				self.run(length.div_ceil(strip), work, &|task| {
					let start = task * strip;
					fill(start, out.zeros(start, strip.min(length - start)));
				})
			})
		}
	}

	/// Runs `task(0) … task(tasks - 1)`, in any order, on the pool; inline when `work` (in scalar operations) is
	/// too little to be worth waking a thread.
	pub(crate) fn run(&self, tasks: usize, work: usize, task: &(dyn Fn(usize) + Sync)) {
		const WORTH_WAKING: usize = 40_000;
		if tasks < 2 || work < WORTH_WAKING {
			(0..tasks).for_each(task);
		} else {
			self.pool.run(tasks, task);
		}
	}
}

/// Whether arithmetic on this thread keeps subnormals, found by computing with one.
pub(crate) fn subnormals_kept() -> bool {
	let tiny = std::hint::black_box(f32::MIN_POSITIVE);
	let half = std::hint::black_box(tiny * 0.5);
	half > 0.0 && std::hint::black_box(half + half) == tiny
}
