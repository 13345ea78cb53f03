//! A bounded thread pool that sleeps when idle.
//!
//! A node shares its cores with block production, so workers wait on a condition variable. They only look for
//! the next job for some microseconds after finishing one, since the products of one training step follow
//! each other closely; a caller likewise looks for the end of the workers' last tasks before it sleeps. While
//! all of them look, a job is handed over without a call into the system: decoding a token posts hundreds of
//! jobs, some microseconds each. Which thread runs a task never matters: each task owns its output elements.
//! A worker that wakes too late misses the job, and the caller does the work itself instead of waiting.

use super::subnormals;
use std::{
	any::Any,
	panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
	sync::{
		Arc, Condvar, Mutex, MutexGuard, PoisonError,
		atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
	},
	thread::JoinHandle,
};

/// The number of looks for more work before a worker sleeps, and for the end of a job before its caller does:
/// some tens of microseconds.
const LINGER_SPINS: u32 = 1000;

/// A call of [`Pool::run`] in progress.
struct Job {
	task: *const (dyn Fn(usize) + Sync),
	tasks: usize,
	next: AtomicUsize,
	panic: Mutex<Option<Box<dyn Any + Send>>>,
}

impl Job {
	/// Takes tasks until none is left.
	fn process(&self) {
		loop {
			let index = self.next.fetch_add(1, Ordering::Relaxed);
			if index >= self.tasks {
				return;
			}
			// SAFETY: `Pool::run` keeps the closure alive until no thread is inside the job.
			let task = unsafe { &*self.task };
			if let Err(payload) = catch_unwind(AssertUnwindSafe(|| task(index))) {
				lock(&self.panic).get_or_insert(payload);
				self.next.store(self.tasks, Ordering::Relaxed);
			}
		}
	}
}

/// The address of the job in progress, for workers.
#[derive(Clone, Copy)]
struct JobPtr(*const Job);
// SAFETY: all that workers reach through the address is shared safely (atomics, a mutex, a `Sync` closure),
// and `Pool::run` keeps the job alive while a worker is inside.
unsafe impl Send for JobPtr {}

/// The state of the pool, behind its lock.
#[derive(Default)]
struct PoolState {
	job: Option<JobPtr>,
	/// The number of workers that sleep.
	asleep: usize,
	stop: bool,
}

/// The state shared by the workers and the callers.
struct Shared {
	state: Mutex<PoolState>,
	/// The count of jobs and of the final stop, so that lingering workers notice without the lock. It is
	/// changed under the lock.
	posted: AtomicU64,
	/// The number of workers inside the job. They enter it under the lock.
	inside: AtomicUsize,
	/// Whether the caller sleeps until they are outside.
	caller_sleeps: AtomicBool,
	wake: Condvar,
	done: Condvar,
}

impl Shared {
	/// Changes the state and wakes the workers that sleep.
	fn post(&self, change: impl FnOnce(&mut PoolState)) {
		let mut state = lock(&self.state);
		change(&mut state);
		self.posted.fetch_add(1, Ordering::Release);
		let asleep = state.asleep > 0;
		drop(state);
		if asleep {
			self.wake.notify_all();
		}
	}

	/// Returns once no worker is inside a job that none can enter any more.
	fn wait_until_empty(&self) {
		let empty = || self.inside.load(Ordering::SeqCst) == 0;
		for _ in 0..LINGER_SPINS {
			if empty() {
				return;
			}
			std::hint::spin_loop();
		}
		let mut state = lock(&self.state);
		// A worker that leaves either is seen below or sees this, and then needs the lock to wake anyone.
		self.caller_sleeps.store(true, Ordering::SeqCst);
		while !empty() {
			state = self.done.wait(state).unwrap_or_else(PoisonError::into_inner);
		}
		self.caller_sleeps.store(false, Ordering::SeqCst);
	}

	/// Counts a worker out of the job.
	fn leave(&self) {
		if self.inside.fetch_sub(1, Ordering::SeqCst) == 1 && self.caller_sleeps.load(Ordering::SeqCst) {
			let _state = lock(&self.state);
			self.done.notify_all();
		}
	}
}

/// A pool of threads. Dropping it stops them.
pub(crate) struct Pool {
	shared: Arc<Shared>,
	workers: Vec<JoinHandle<()>>,
	/// The lock that makes callers on several threads take turns: one job at a time.
	turn: Mutex<()>,
}

/// Locks a mutex, whose state stays valid if a thread panics while it holds the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
	mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pool {
	/// Starts `threads` threads, the caller's included; 0 counts as 1 and more than 256 as 256.
	pub(crate) fn new(threads: usize) -> std::io::Result<Self> {
		let shared = Arc::new(Shared {
			state: Mutex::default(),
			posted: AtomicU64::new(0),
			inside: AtomicUsize::new(0),
			caller_sleeps: AtomicBool::new(false),
			wake: Condvar::new(),
			done: Condvar::new(),
		});
		let mut pool = Self { shared, workers: Vec::new(), turn: Mutex::new(()) };
		for index in 1..threads.clamp(1, 256) {
			let shared = pool.shared.clone();
			let builder = std::thread::Builder::new().name(format!("ol-kernel-{index}"));
			pool.workers.push(builder.spawn(move || worker(&shared))?);
		}
		Ok(pool)
	}

	/// Returns the number of threads, the caller's included.
	pub(crate) fn threads(&self) -> usize {
		self.workers.len() + 1
	}

	/// Runs `task(0) … task(tasks - 1)`, each once, in any order and on any thread, and returns when all are
	/// done.
	///
	/// A panic in a task is passed on. A task must not call `run` on the same pool.
	pub(crate) fn run(&self, tasks: usize, task: &(dyn Fn(usize) + Sync)) {
		if self.workers.is_empty() || tasks < 2 {
			return (0..tasks).for_each(task);
		}
		let _turn = lock(&self.turn);
		// SAFETY: only the lifetime is erased; the closure is not used after this function returns.
		let task: &'static (dyn Fn(usize) + Sync) = unsafe { std::mem::transmute(task) };
		let job = Job { task, tasks, next: AtomicUsize::new(0), panic: Mutex::new(None) };
		self.shared.post(|state| state.job = Some(JobPtr(&job)));
		job.process();
		// From here no worker can enter; those inside finish their last task.
		lock(&self.shared.state).job = None;
		self.shared.wait_until_empty();
		let payload = lock(&job.panic).take();
		if let Some(payload) = payload {
			resume_unwind(payload);
		}
	}
}

impl Drop for Pool {
	fn drop(&mut self) {
		self.shared.post(|state| state.stop = true);
		for worker in self.workers.drain(..) {
			let _ = worker.join();
		}
	}
}

/// Runs a worker until the pool stops.
fn worker(shared: &Shared) {
	assert!(subnormals::kept(), "subnormals are flushed on a worker thread");
	let mut seen = 0;
	loop {
		for _ in 0..LINGER_SPINS {
			if shared.posted.load(Ordering::Acquire) != seen {
				break;
			}
			std::hint::spin_loop();
		}
		let mut state = lock(&shared.state);
		while shared.posted.load(Ordering::Acquire) == seen && !state.stop {
			state.asleep += 1;
			state = shared.wake.wait(state).unwrap_or_else(PoisonError::into_inner);
			state.asleep -= 1;
		}
		seen = shared.posted.load(Ordering::Acquire);
		if state.stop {
			return;
		}
		let Some(job) = state.job else { continue };
		shared.inside.fetch_add(1, Ordering::SeqCst);
		drop(state);
		// SAFETY: the job stays alive while `inside` counts this thread.
		unsafe { &*job.0 }.process();
		shared.leave();
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_task_runs_once_for_any_thread_count() {
		for threads in [0, 1, 2, 3, 8] {
			let pool = Pool::new(threads).unwrap();
			for tasks in [0, 1, 2, 7, 1000] {
				let counts: Vec<_> = (0..tasks).map(|_| AtomicUsize::new(0)).collect();
				pool.run(tasks, &|i| {
					counts[i].fetch_add(1, Ordering::Relaxed);
				});
				assert!(counts.iter().all(|c| c.load(Ordering::Relaxed) == 1));
			}
		}
	}

	#[test]
	fn a_panic_is_passed_on_and_the_pool_survives() {
		let pool = Pool::new(3).unwrap();
		let caught = catch_unwind(AssertUnwindSafe(|| pool.run(64, &|i| assert!(i != 20, "task 20"))));
		assert!(caught.is_err());
		let sum = AtomicUsize::new(0);
		pool.run(100, &|i| {
			sum.fetch_add(i, Ordering::Relaxed);
		});
		assert_eq!(sum.into_inner(), 4950);
	}

	#[test]
	fn callers_on_several_threads_take_turns() {
		let pool = Pool::new(2).unwrap();
		let sum = AtomicUsize::new(0);
		std::thread::scope(|scope| {
			for _ in 0..4 {
				scope.spawn(|| {
					for _ in 0..100 {
						pool.run(10, &|i| {
							sum.fetch_add(i, Ordering::Relaxed);
						});
					}
				});
			}
		});
		assert_eq!(sum.into_inner(), 4 * 100 * 45);
	}

	/// Short jobs in a row, with rests in which workers and callers may or may not fall asleep.
	#[test]
	fn no_hand_over_is_lost() {
		let pool = Pool::new(3).unwrap();
		let sum = AtomicUsize::new(0);
		for job in 0..20_000u32 {
			let spins = if job % 64 == 0 { 4 * LINGER_SPINS } else { job % 7 };
			pool.run(4, &|i| {
				(0..spins * (i as u32 % 2)).for_each(|_| std::hint::spin_loop());
				sum.fetch_add(i, Ordering::Relaxed);
			});
			(0..spins).for_each(|_| std::hint::spin_loop());
		}
		assert_eq!(sum.into_inner(), 20_000 * 6);
	}
}
