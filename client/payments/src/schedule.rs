//! A scheduler that explores in which order threads take locks, one seed an order.
//!
//! One thread runs at a time. Before it takes a lock, chance says who goes on; one that finds a lock taken
//! waits until another gives one back. Whatever is shared lies behind a lock, so every order of locks is
//! every outcome that there can be, and a seed repeats one. If all wait for one another, the exploration
//! fails.

use parking_lot::{Condvar, MutexGuard as Held};
use std::{
	cell::RefCell,
	ops::{Deref, DerefMut},
	panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
	sync::Arc,
};

thread_local! {
	/// The exploration that this thread is part of, and its number there.
	static HERE: RefCell<Option<(Arc<Schedule>, usize)>> = const { RefCell::new(None) };
}

/// A lock at which threads of an exploration take turns. For other threads it is an ordinary one.
#[derive(Default)]
pub struct Mutex<T>(parking_lot::Mutex<T>);

/// A taken [`Mutex`].
pub struct MutexGuard<'a, T>(Option<Held<'a, T>>);

impl<T> Mutex<T> {
	/// Makes a lock.
	pub const fn new(value: T) -> Self {
		Self(parking_lot::Mutex::new(value))
	}

	/// Takes the lock once it is this thread's turn.
	pub fn lock(&self) -> MutexGuard<'_, T> {
		let here = HERE.with_borrow(Clone::clone);
		let Some((schedule, me)) = here else { return MutexGuard(Some(self.0.lock())) };
		schedule.pass(me, State::Ready);
		loop {
			match self.0.try_lock() {
				Some(held) => return MutexGuard(Some(held)),
				None => schedule.pass(me, State::Waiting),
			}
		}
	}
}

impl<T> Deref for MutexGuard<'_, T> {
	type Target = T;

	fn deref(&self) -> &T {
		self.0.as_ref().expect("it is held until it is dropped")
	}
}

impl<T> DerefMut for MutexGuard<'_, T> {
	fn deref_mut(&mut self) -> &mut T {
		self.0.as_mut().expect("it is held until it is dropped")
	}
}

impl<T> Drop for MutexGuard<'_, T> {
	fn drop(&mut self) {
		self.0 = None;
		if let Some((schedule, _)) = HERE.with_borrow(Clone::clone) {
			schedule.given_back();
		}
	}
}

#[derive(Clone, Copy, PartialEq)]
enum State {
	Ready,
	/// It found a lock taken, and none was given back since.
	Waiting,
	Done,
}

struct Turns {
	/// The thread that runs.
	current: usize,
	states: Vec<State>,
	random: u64,
	has_failed: bool,
}

/// An exploration of one order.
struct Schedule {
	turns: parking_lot::Mutex<Turns>,
	changed: Condvar,
}

impl Turns {
	/// Gives the turn to a thread that can go on. Returns whether there is one.
	fn choose(&mut self) -> bool {
		self.random =
			self.random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
		let ready = self.states.iter().enumerate().filter(|(_, state)| **state == State::Ready);
		let ready: Vec<usize> = ready.map(|(thread, _)| thread).collect();
		let chosen = ready.get((self.random >> 33) as usize % ready.len().max(1));
		self.current = chosen.copied().unwrap_or(self.current);
		chosen.is_some()
	}
}

impl Schedule {
	/// Gives the turn away, and waits until it comes back. Whoever is done does not wait.
	fn pass(&self, me: usize, state: State) {
		let mut turns = self.turns.lock();
		if turns.has_failed {
			return self.give_up(&mut turns);
		}
		turns.states[me] = state;
		if !turns.choose() && turns.states.contains(&State::Waiting) {
			turns.has_failed = true;
			self.changed.notify_all();
			panic!("the threads wait for one another");
		}
		self.changed.notify_all();
		if state != State::Done {
			self.wait(turns, me);
		}
	}

	fn wait(&self, mut turns: Held<'_, Turns>, me: usize) {
		while turns.current != me && !turns.has_failed {
			self.changed.wait(&mut turns);
		}
		if turns.has_failed {
			self.give_up(&mut turns);
		}
	}

	/// Ends this thread, unless it is ending already.
	fn give_up(&self, _turns: &mut Turns) {
		if !std::thread::panicking() {
			resume_unwind(Box::new("another thread failed"));
		}
	}

	/// Lets those go on who wait for a lock.
	fn given_back(&self) {
		let mut turns = self.turns.lock();
		turns
			.states
			.iter_mut()
			.filter(|state| **state == State::Waiting)
			.for_each(|state| *state = State::Ready);
	}

	fn fail(&self) {
		self.turns.lock().has_failed = true;
		self.changed.notify_all();
	}
}

/// Runs threads in the order that a seed stands for. Returns the panic of one of them, or of all that wait
/// for one another.
pub fn explore(seed: u64, threads: Vec<Box<dyn FnOnce() + Send + '_>>) -> std::thread::Result<()> {
	let states = vec![State::Ready; threads.len()];
	let mut turns = Turns { current: 0, states, random: seed, has_failed: false };
	turns.choose();
	let schedule = Arc::new(Schedule { turns: parking_lot::Mutex::new(turns), changed: Condvar::new() });
	let run = |me: usize, thread: Box<dyn FnOnce() + Send + '_>| {
		HERE.set(Some((schedule.clone(), me)));
		let done = catch_unwind(AssertUnwindSafe(|| {
			schedule.wait(schedule.turns.lock(), me);
			thread();
			schedule.pass(me, State::Done);
		}));
		done.inspect_err(|_| schedule.fail())
	};
	let run = &run;
	let results: Vec<_> = std::thread::scope(|scope| {
		let started: Vec<_> = threads
			.into_iter()
			.enumerate()
			.map(|(me, thread)| scope.spawn(move || run(me, thread)))
			.collect();
		started.into_iter().map(|thread| thread.join().and_then(|result| result)).collect()
	});
	let is_other = |panic: &Box<dyn std::any::Any + Send>| {
		panic.is::<&str>() && panic.downcast_ref() == Some(&"another thread failed")
	};
	let mut failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
	failed.sort_by_key(is_other);
	match failed.into_iter().next() {
		Some(panic) => Err(panic),
		None => Ok(()),
	}
}
