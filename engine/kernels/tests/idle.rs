//! The test that a pool without work uses no processor: a node shares its cores with block production. It is
//! a program of its own, since it measures the processor time of the whole process.

use openledger_kernels::Engine;
use std::{
	hint::black_box,
	time::{Duration, Instant},
};

/// Returns the processor time of this process so far, all threads together.
fn processor_time() -> Duration {
	let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
	// SAFETY: `time` is a valid place for the answer.
	let status = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
	assert_eq!(status, 0);
	Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// Returns the processor time that passes while `f` runs.
fn spent(f: impl FnOnce()) -> Duration {
	let before = processor_time();
	f();
	processor_time() - before
}

#[test]
fn an_idle_pool_uses_no_processor() {
	let engine = Engine::new(4).unwrap();
	let busy = Duration::from_millis(100);
	let work = || {
		let start = Instant::now();
		while start.elapsed() < busy {
			engine.for_each(64, &|_| {
				black_box((0..20_000).fold(1.0f32, |x, _| black_box(x * 1.000_1)));
			});
		}
	};
	// The clock sees the pool's work, if the machine lets it run at all.
	assert!(spent(work) > busy / 20);
	// The pool has just worked; now it has nothing to do. What the process uses in half a second is next to
	// nothing.
	let idle = Duration::from_millis(500);
	let used = spent(|| std::thread::sleep(idle));
	assert!(used < idle / 20, "{used:?} of processor time in {idle:?} without work");
}
