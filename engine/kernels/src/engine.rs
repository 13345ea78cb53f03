//! The engine that operators run on: a device and an account of the time spent.

use crate::{
	backend::Backend,
	cpu::{
		device::Cpu,
		isa::{Isa, UnknownIsa},
		subnormals,
	},
	profile::{Pass, Profile, Share},
};
use candle_core::Device;
use std::sync::Arc;

/// Errors of starting an engine.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
	/// The name of an instruction set is unknown.
	#[error(transparent)]
	UnknownIsa(#[from] UnknownIsa),
	/// This machine lacks the instruction set that was asked for.
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

/// A device that computes, with an account of where the time goes.
///
/// A process needs one pool of threads, however many models it has loaded: share an engine as an `Arc`, and
/// give each user that opens an account [`Self::with_own_profile`]. Several threads may use one engine at the
/// same time; its pool then runs their operators in turn.
pub struct Engine {
	backend: Arc<Backend>,
	profile: Profile,
}

impl Engine {
	/// Starts an engine of `threads` threads (at least 1, the caller's included) on this machine's fastest
	/// instruction set.
	pub fn new(threads: usize) -> Result<Arc<Self>, EngineError> {
		Self::with_isa(threads, Isa::best())
	}

	/// Starts an engine on a given instruction set.
	pub fn with_isa(threads: usize, isa: Isa) -> Result<Arc<Self>, EngineError> {
		if !isa.supported() {
			return Err(EngineError::UnsupportedIsa(isa));
		}
		check_thread()?;
		Ok(Self::on(Arc::new(Backend::Cpu(Cpu::new(threads, isa)?))))
	}

	/// Returns an engine on the same threads, with an account of its own.
	pub fn with_own_profile(&self) -> Arc<Self> {
		Self::on(self.backend.clone())
	}

	/// Checks that the calling thread computes as the engine's own do.
	///
	/// An operator runs partly on the thread that calls it. A thread that flushes subnormals would change
	/// results, so whoever uses an engine that another thread made asks first.
	pub fn check_thread(&self) -> Result<(), EngineError> {
		match &*self.backend {
			Backend::Cpu(_) => check_thread(),
		}
	}

	/// Makes an engine on a device, with a new account.
	fn on(backend: Arc<Backend>) -> Arc<Self> {
		Arc::new(Self { backend, profile: Profile::default() })
	}

	/// Returns the candle device that operands must lie on, and results lie on.
	pub fn device(&self) -> &Device {
		self.backend.device()
	}

	/// Returns the instruction set in use.
	pub fn isa(&self) -> Isa {
		self.backend.host().isa()
	}

	/// Returns the number of threads, the caller's included.
	pub fn threads(&self) -> usize {
		self.backend.host().threads()
	}

	/// Opens an account of time and work by operator, or empties the open one. See [`Self::profile`].
	pub fn start_profile(&self) {
		self.profile.set(true);
	}

	/// Closes the account and forgets it.
	pub fn stop_profile(&self) {
		self.profile.set(false);
	}

	/// Returns the time and work of each operator and pass since [`Self::start_profile`], the longest first;
	/// nothing while no account is open.
	///
	/// A [`crate::Tape`] enters its operators. Their times do not overlap, so shares of a step's wall time
	/// add up. The account holds the work of everyone who uses this engine, but not that of engines made by
	/// [`Self::with_own_profile`].
	pub fn profile(&self) -> Vec<Share> {
		self.profile.shares()
	}

	/// Runs `f` and enters it in the account, if one is open, under the caller's name.
	///
	/// It is for phases that are no operators, such as the embedding or the optimiser. A phase must not
	/// contain a tape's operators or another phase: their time would count twice.
	pub fn timed<T>(&self, name: &'static str, pass: Pass, f: impl FnOnce() -> T) -> T {
		self.profile.timed(name, pass, f)
	}

	/// Runs `task(0) … task(tasks - 1)`, in any order, on the pool. A task must not call back into the
	/// engine.
	pub fn for_each(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
		self.backend.host().for_each(tasks, task);
	}

	/// Counts floating-point operations towards the operator that runs.
	pub(crate) fn count(&self, flops: usize) {
		self.profile.count(flops);
	}

	/// Returns the device, for an operator to choose its code by.
	pub(crate) fn backend(&self) -> &Backend {
		&self.backend
	}
}

/// Refuses a thread on which subnormals are flushed to zero.
fn check_thread() -> Result<(), EngineError> {
	if subnormals::kept() { Ok(()) } else { Err(EngineError::SubnormalsFlushed) }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn engines_on_the_same_threads_keep_their_own_accounts() {
		let engine = Engine::new(2).unwrap();
		let other = engine.with_own_profile();
		assert_eq!((other.threads(), other.isa()), (engine.threads(), engine.isa()));
		assert!(Arc::ptr_eq(&engine.backend, &other.backend));
		engine.start_profile();
		engine.timed("mine", Pass::Other, || engine.count(7));
		other.timed("theirs", Pass::Other, || other.count(9));
		let names: Vec<_> = engine.profile().iter().map(|share| (share.name, share.flops)).collect();
		assert_eq!(names, [("mine", 7)]);
		assert_eq!(other.profile(), []);
	}
	#[cfg(target_arch = "x86_64")]
	#[test]
	fn a_thread_that_flushes_subnormals_is_refused() {
		let engine = Engine::new(1).unwrap();
		std::thread::spawn(move || {
			let mut control = 0_u32;
			// SAFETY: the instruction stores the control word where it is told to, in 4 bytes of our own.
			unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &raw mut control, options(nostack)) };
			// Flush to zero, and denormals are zero.
			control |= 1 << 15 | 1 << 6;
			// SAFETY: the control word is this thread's own, no reserved bit is set, and the thread ends
			// here.
			unsafe {
				std::arch::asm!("ldmxcsr [{}]", in(reg) &raw const control, options(nostack, readonly))
			};
			assert!(matches!(engine.check_thread(), Err(EngineError::SubnormalsFlushed)));
			assert!(matches!(Engine::new(1), Err(EngineError::SubnormalsFlushed)));
		})
		.join()
		.unwrap();
	}
}
