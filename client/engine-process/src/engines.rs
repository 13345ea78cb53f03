//! Starts engines, and has work done that outlives them.

use crate::{
	death::Death,
	metrics::Metrics,
	process::{Deadlines, Deaf, LOOK_INTERVAL, Listener, Process},
	protocol::{Outcome, Setup, Task, VERSION},
	wire::{self, Step},
};
use openledger_model::Budget;
use openledger_ports::{Phase, Progress};
use openledger_worker::Failure;
use prometheus_endpoint::{PrometheusError, Registry};
use std::{
	ffi::OsString,
	os::unix::{fs::MetadataExt, process::CommandExt},
	path::{Path, PathBuf},
	process::{Command, Stdio},
	sync::Arc,
	time::{Duration, Instant, SystemTime},
};

/// Most deaths of engines at one step of the work, after which it is given up.
const MAX_DEATHS: u32 = 5;
/// Time until an engine is started again after a first death, and then twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// Longest time until an engine is started again.
const LAST_PAUSE: Duration = Duration::from_secs(30);

/// The program that is an engine: it calls [`crate::run`].
#[derive(Clone, Debug)]
pub struct Program {
	/// The file of the program.
	pub path: PathBuf,
	/// Its arguments.
	pub arguments: Vec<OsString>,
}

impl Program {
	/// Returns this program itself, started with a subcommand.
	pub fn this(subcommand: &str) -> std::io::Result<Self> {
		// On Linux this file stays the program that runs, even where its path names a newer one meanwhile.
		let path = match cfg!(target_os = "linux") {
			true => "/proc/self/exe".into(),
			false => std::env::current_exe()?,
		};
		Ok(Self { path, arguments: vec![subcommand.into()] })
	}
}

/// A starter of engine processes, which share a budget of memory.
pub struct Engines {
	program: Program,
	threads: usize,
	budget: Arc<Budget>,
	metrics: Metrics,
	first_pause: Duration,
	deadlines: Deadlines,
}

/// Work that an engine does, and that is begun again should the engine die.
pub(crate) struct Job<'a> {
	/// Name in the log.
	pub name: &'a str,
	pub task: Task,
	pub parts: &'a [&'a [u8]],
	/// The base model's file, which is mapped for as long as the work takes.
	pub base: &'a Path,
	/// The folder from which the work goes on. What was made of a file that changed is removed.
	pub dir: &'a Path,
	/// Tells whether an outcome that follows a death is due to a damaged file, and why.
	pub damage: fn(&Outcome) -> Option<String>,
}

impl Engines {
	/// Makes a starter of engines with so many threads each. Their models share a budget.
	pub fn new(
		program: Program,
		threads: usize,
		budget: Arc<Budget>,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let (metrics, first_pause, deadlines) = (Metrics::new(registry)?, FIRST_PAUSE, Deadlines::default());
		Ok(Self { program, threads, budget, metrics, first_pause, deadlines })
	}

	/// Waits so long until an engine is started again after a first death: a second, unless this says
	/// otherwise.
	pub fn pausing(self, first_pause: Duration) -> Self {
		Self { first_pause, ..self }
	}

	/// Ends an engine that gives no sign of life for so long, or that does not go on with a call for so long:
	/// 20 seconds, and some minutes by the call, unless this says otherwise.
	pub fn ending_after(self, silence: Duration, call: Duration) -> Self {
		Self { deadlines: Deadlines { silence, call: Some(call) }, ..self }
	}

	/// Checks that an engine can be started.
	pub fn check(&self) -> Result<(), Death> {
		self.start().map(drop)
	}

	/// Checks that a base model can be run, in an engine.
	pub fn check_base(&self, base: &Path) -> Result<(), String> {
		self.on_base(Task::Check { base: wire::path(base)? })
	}

	/// Writes a base model that is a folder or split as one file, in an engine.
	pub fn join_base(&self, base: &Path, out: &Path) -> Result<(), String> {
		self.on_base(Task::Join { base: wire::path(base)?, out: wire::path(out)? })
	}

	fn on_base(&self, task: Task) -> Result<(), String> {
		let outcome = self.start().and_then(|engine| engine.call(task, &[], &mut Deaf));
		match outcome {
			Ok(Outcome::Checked(checked)) => checked,
			Ok(other) => Err(unexpected(&other)),
			Err(death) => Err(death.to_string()),
		}
	}

	/// Starts an engine.
	pub(crate) fn start(&self) -> Result<Process, Death> {
		let Program { path, arguments } = &self.program;
		let mut command = Command::new(path);
		// Signals of a terminal are for the node.
		command.args(arguments).process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped());
		if let Some(name) = std::env::args_os().next() {
			command.arg0(name);
		}
		let setup = Setup {
			version: VERSION,
			threads: u32::try_from(self.threads).unwrap_or(u32::MAX),
			memory: self.budget.limit(),
			log_level: log::max_level() as u8,
		};
		Process::start(command, setup, self.budget.clone(), self.metrics.clone(), self.deadlines)
	}

	/// Counts a death, and tells of it.
	pub(crate) fn note(&self, name: &str, death: &Death, is_last: bool) {
		self.metrics.died(death);
		match is_last {
			true => log::error!(target: "engine", "{name}: {death}; it is not tried again"),
			false => log::warn!(target: "engine", "{name}: {death}; it goes on in a new engine"),
		}
	}

	/// Waits before an engine is started again, and returns whether it is still wanted.
	pub(crate) fn pause(&self, deaths: u32, listener: &dyn Listener) -> bool {
		let pause = self.first_pause.saturating_mul(1 << deaths.saturating_sub(1).min(10)).min(LAST_PAUSE);
		let since = Instant::now();
		while let Some(left) = pause.checked_sub(since.elapsed()).filter(|_| listener.is_wanted()) {
			std::thread::sleep(left.min(LOOK_INTERVAL));
		}
		listener.is_wanted()
	}

	/// Does work in an engine of its own, and in another one should it die, from where the work's files say.
	///
	/// Fails with the last death if engines die again and again at the same step, or `None` if the work is no
	/// longer wanted.
	pub(crate) fn run(&self, job: &Job<'_>, listener: &mut dyn Listener) -> Result<Outcome, Option<Death>> {
		let mut watched = Watched { listener, furthest: None };
		let mut deaths = 0;
		loop {
			let (furthest, stamp) = (watched.furthest, Stamp::of(job.base));
			let called =
				self.start().and_then(|engine| engine.call(job.task.clone(), job.parts, &mut watched));
			if watched.furthest > furthest {
				deaths = 0;
			}
			let has_changed = stamp != Stamp::of(job.base);
			if has_changed {
				watched.furthest = None;
				_ = std::fs::remove_dir_all(job.dir);
			}
			let death = match called {
				Ok(outcome) => match (job.damage)(&outcome).filter(|_| deaths > 0) {
					Some(why) => Death::Damaged(why),
					None if has_changed => Death::Damaged("it was changed while it was read".into()),
					None => return Ok(outcome),
				},
				Err(death) => death,
			};
			deaths += 1;
			self.note(job.name, &death, deaths == MAX_DEATHS);
			if deaths == MAX_DEATHS {
				return Err(Some(death));
			}
			if !self.pause(deaths, &watched) {
				return Err(None);
			}
		}
	}
}

/// Everything by which a file that was changed is told from what it was, without reading it.
///
/// Where a file is cut short within a page, the rest of that page reads as zeros: no signal tells.
#[derive(PartialEq, Eq)]
struct Stamp(Option<(u64, u64, SystemTime)>);

impl Stamp {
	fn of(path: &Path) -> Self {
		let data = std::fs::metadata(path);
		Self(data.and_then(|data| Ok((data.len(), data.ino(), data.modified()?))).ok())
	}
}

/// Returns the text of an outcome that does not belong to its task.
pub(crate) fn unexpected(outcome: &Outcome) -> String {
	match outcome {
		Outcome::Panicked(text) => format!("the engine panicked: {text}"),
		_ => "the engine did something else".into(),
	}
}

/// A listener that notes how far the work came.
struct Watched<'a> {
	listener: &'a mut dyn Listener,
	furthest: Option<(Phase, u32)>,
}

impl Listener for Watched<'_> {
	fn progress(&mut self, progress: &Progress) {
		self.furthest = self.furthest.max(Some((progress.phase, progress.step)));
		self.listener.progress(progress);
	}

	fn reserve(&mut self, bytes: u64) -> Result<(), Failure> {
		self.listener.reserve(bytes)
	}

	fn step(&mut self, step: &Step) -> bool {
		self.listener.step(step)
	}

	fn is_wanted(&self) -> bool {
		self.listener.is_wanted()
	}
}
