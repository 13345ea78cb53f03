//! One engine process, as the node sees it.

use crate::{
	death::Death,
	frame,
	heard::Heard,
	metrics::Metrics,
	protocol::{CHUNK_BYTES, CallId, FromEngine, Outcome, Question, Reply, Setup, Task, ToEngine, VERSION},
	wire::Step,
};
use openledger_model::{Budget, Reservation};
use openledger_ports::Progress;
use openledger_worker::Failure;
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	io::{self, BufReader},
	process::{Child, ChildStdin, ChildStdout, Command},
	sync::{
		Arc,
		mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
	},
	time::{Duration, Instant},
};

/// Time that an engine has to get ready.
const START_LIMIT: Duration = Duration::from_secs(60);
/// Time for which an engine may give no sign of life: ten of them, since one that computes at a low priority
/// on a machine without time to spare is late.
const SILENCE_LIMIT: Duration = Duration::from_secs(20);
/// Time between two looks at whether a call is still wanted.
pub(crate) const LOOK_INTERVAL: Duration = Duration::from_millis(200);
/// Most events of a call that wait to be looked at.
const MAX_EVENTS: usize = 64;
/// Longest line of a log, in bytes. The rest is left out.
const MAX_LINE: usize = 4096;

/// Times after which an engine is ended that does not go on.
#[derive(Clone, Copy)]
pub(crate) struct Deadlines {
	/// Longest time without a sign of life.
	pub silence: Duration,
	/// Longest time without progress of a call, or `None` for that of its task.
	pub call: Option<Duration>,
}

impl Default for Deadlines {
	fn default() -> Self {
		Self { silence: SILENCE_LIMIT, call: None }
	}
}

/// A follower of a call.
pub(crate) trait Listener {
	/// Receives progress.
	fn progress(&mut self, _progress: &Progress) {}

	/// Takes room on disk for an adapter.
	fn reserve(&mut self, _bytes: u64) -> Result<(), Failure> {
		Ok(())
	}

	/// Receives a step of an answer, and returns whether the next one is wanted.
	fn step(&mut self, _step: &Step) -> bool {
		true
	}

	/// Returns whether the call is still wanted.
	fn is_wanted(&self) -> bool {
		true
	}
}

/// A listener to which nothing is told.
pub(crate) struct Deaf;

impl Listener for Deaf {}

/// An engine that runs. Dropping it ends it.
pub(crate) struct Process(Arc<Shared>);

struct Shared {
	input: Mutex<Option<ChildStdin>>,
	child: Mutex<Option<Child>>,
	calls: Mutex<Calls>,
	/// The memory of all engines, and what this one has of it.
	budget: Arc<Budget>,
	lent: Mutex<Vec<Reservation>>,
	deadlines: Deadlines,
	metrics: Metrics,
}

#[derive(Default)]
struct Calls {
	next: CallId,
	open: BTreeMap<CallId, SyncSender<Event>>,
	/// It can be called.
	is_ready: bool,
	/// Set once the process is gone.
	death: Option<Death>,
	/// The reason why this side ends the process.
	sentence: Option<Death>,
	/// Nobody needs the process any more, and its end is no news.
	is_dropped: bool,
}

enum Event {
	Progress(Progress),
	Asked(u64, Question),
	Done(Box<Outcome>),
}

impl Process {
	/// Starts an engine and waits until it is ready.
	pub fn start(
		command: Command,
		setup: Setup,
		budget: Arc<Budget>,
		metrics: Metrics,
		deadlines: Deadlines,
	) -> Result<Self, Death> {
		let (input, child, calls, lent) =
			(Mutex::default(), Mutex::default(), Mutex::default(), Mutex::default());
		let shared = Arc::new(Shared { input, child, calls, budget, lent, deadlines, metrics });
		let process = Self(shared.clone());
		let (ready, is_ready) = sync_channel(1);
		// The system ends an engine with the thread that started it, so this one stays as long as the engine.
		let attend = move || {
			shared.metrics.running.inc();
			let death = shared.attend(command, setup, &ready);
			shared.metrics.running.dec();
			shared.end(death);
		};
		let thread = std::thread::Builder::new().name("ol-engine".into()).spawn(attend);
		thread.map_err(|error| Death::Start(error.to_string()))?;
		match is_ready.recv_timeout(START_LIMIT) {
			Ok(()) => Ok(process),
			Err(RecvTimeoutError::Timeout) => {
				Err(Death::Start(format!("it was not ready after {} seconds", START_LIMIT.as_secs())))
			},
			Err(RecvTimeoutError::Disconnected) => Err(process.0.death()),
		}
	}

	/// Returns whether the process is gone.
	pub fn has_ended(&self) -> bool {
		self.0.calls.lock().death.is_some()
	}

	/// Has the engine do something, and waits until it is done.
	pub fn call(&self, task: Task, parts: &[&[u8]], listener: &mut dyn Listener) -> Result<Outcome, Death> {
		let shared = &*self.0;
		let (call, events) = shared.open()?;
		let patience = task.patience().map(|patience| shared.deadlines.call.unwrap_or(patience));
		let _closed = Closed { shared, call };
		for (part, bytes) in (0..).zip(parts) {
			for bytes in bytes.chunks(CHUNK_BYTES) {
				shared.send(&ToEngine::Part { call, part, bytes: bytes.to_vec() });
			}
		}
		shared.send(&ToEngine::Call { call, task });
		let (mut is_cancelled, mut since) = (false, Instant::now());
		loop {
			let event = events.recv_timeout(LOOK_INTERVAL);
			let is_news = event.is_ok();
			match event {
				Ok(Event::Done(outcome)) => return Ok(*outcome),
				Ok(Event::Progress(progress)) => listener.progress(&progress),
				Ok(Event::Asked(ask, question)) => {
					let reply = match question {
						Question::Room { bytes, .. } => Reply::Room(listener.reserve(bytes)),
						Question::Step { step, .. } => Reply::Step(listener.step(&step)),
						Question::Memory { bytes } => shared.lend(bytes),
					};
					shared.send(&ToEngine::Reply { ask, reply });
				},
				Err(RecvTimeoutError::Timeout) => {
					if let Some(patience) = patience.filter(|patience| since.elapsed() > *patience) {
						shared.condemn(Death::Stuck(patience));
					}
				},
				Err(RecvTimeoutError::Disconnected) => return Err(shared.death()),
			}
			if is_news {
				since = Instant::now();
			}
			if !is_cancelled && !listener.is_wanted() {
				is_cancelled = true;
				shared.send(&ToEngine::Cancel { call });
			}
		}
	}

	/// Has the engine do something that nobody waits for.
	pub fn post(&self, task: Task) {
		let mut calls = self.0.calls.lock();
		let call = calls.next;
		calls.next += 1;
		drop(calls);
		self.0.send(&ToEngine::Call { call, task });
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		self.0.calls.lock().is_dropped = true;
		self.0.kill();
	}
}

/// Closes a call when it is dropped.
struct Closed<'a> {
	shared: &'a Shared,
	call: CallId,
}

impl Drop for Closed<'_> {
	fn drop(&mut self) {
		self.shared.calls.lock().open.remove(&self.call);
	}
}

impl Shared {
	/// Starts the process and reads what it sends, to its end. Returns why it ended.
	fn attend(&self, mut command: Command, setup: Setup, ready: &SyncSender<()>) -> Death {
		let mut child = match command.spawn() {
			Ok(child) => child,
			Err(error) => return Death::Start(error.to_string()),
		};
		let (input, output) = (child.stdin.take(), child.stdout.take());
		*self.input.lock() = input;
		*self.child.lock() = Some(child);
		self.send(&ToEngine::Setup(setup));
		let read = output.map_or(Ok(()), |output| self.read_all(output, ready));
		let read = read.inspect_err(|error| {
			self.condemn(match error.kind() {
				io::ErrorKind::TimedOut => Death::Silent(self.deadlines.silence),
				_ => Death::Garbled(error.to_string()),
			});
		});
		// A process that closes its output and goes on is of no use.
		*self.input.lock() = None;
		let child = self.child.lock().take();
		let ended = child.map(|mut child| child.wait());
		if let Some(sentence) = self.calls.lock().sentence.take() {
			return sentence;
		}
		match (read, ended) {
			(Err(error), _) => Death::Garbled(error.to_string()),
			(Ok(()), Some(Ok(status))) => Death::of(status),
			(Ok(()), Some(Err(error))) => Death::Start(error.to_string()),
			(Ok(()), None) => Death::Signal(libc::SIGKILL),
		}
	}

	fn read_all(&self, output: ChildStdout, ready: &SyncSender<()>) -> io::Result<()> {
		let mut output = BufReader::new(Heard::new(output, START_LIMIT));
		while let Some(message) = frame::read(&mut output)? {
			match message {
				FromEngine::Ready { version: VERSION } => {
					output.get_mut().allow(self.deadlines.silence);
					self.calls.lock().is_ready = true;
					_ = ready.try_send(());
				},
				FromEngine::Pulse => (),
				FromEngine::Ready { version } => {
					let text = format!("it speaks version {version}, not {VERSION}: restart the node");
					return Err(io::Error::other(text));
				},
				FromEngine::Log { level, target, text } => log(level, &target, &text),
				FromEngine::Progress { call, progress } => self.tell(call, Event::Progress(progress)),
				FromEngine::GaveBack { bytes } => self.take_back(bytes),
				FromEngine::Ask { ask, question: Question::Memory { bytes } } => {
					let reply = self.lend(bytes);
					self.send(&ToEngine::Reply { ask, reply });
				},
				FromEngine::Ask { ask, question } => {
					let (Question::Room { call, .. } | Question::Step { call, .. }) = question else {
						continue;
					};
					self.tell(call, Event::Asked(ask, question));
				},
				FromEngine::Done { call, outcome } => self.tell(call, Event::Done(Box::new(outcome))),
			}
		}
		Ok(())
	}

	/// Opens a call. Fails if the process is gone.
	fn open(&self) -> Result<(CallId, Receiver<Event>), Death> {
		let mut calls = self.calls.lock();
		if let Some(death) = &calls.death {
			return Err(death.clone());
		}
		let (sender, events) = sync_channel(MAX_EVENTS);
		let call = calls.next;
		calls.next += 1;
		calls.open.insert(call, sender);
		Ok((call, events))
	}

	/// Tells a call of an event. One that is no longer open is told nothing.
	fn tell(&self, call: CallId, event: Event) {
		let sender = self.calls.lock().open.get(&call).cloned();
		if let Some(sender) = sender {
			_ = sender.send(event);
		}
	}

	/// Sends a message. Whoever waits for its effect hears of a process that is gone from the thread that
	/// reads.
	fn send(&self, message: &ToEngine) {
		if let Some(input) = self.input.lock().as_mut() {
			_ = frame::write(input, message);
		}
	}

	fn lend(&self, bytes: u64) -> Reply {
		let reserved = self.budget.reserve(bytes, "an engine");
		Reply::Memory(reserved.map(|lent| self.lent.lock().push(lent)).map_err(|error| error.taken))
	}

	fn take_back(&self, bytes: u64) {
		let mut lent = self.lent.lock();
		if let Some(at) = lent.iter().position(|lent| lent.bytes() == bytes) {
			lent.swap_remove(at);
		}
	}

	fn kill(&self) {
		if let Some(child) = self.child.lock().as_mut() {
			_ = child.kill();
		}
	}

	/// Ends the process for a reason, which its calls hear.
	fn condemn(&self, death: Death) {
		self.calls.lock().sentence.get_or_insert(death);
		self.kill();
	}

	/// Notes that the process is gone: memory is free again, and every call hears of it.
	fn end(&self, death: Death) {
		self.lent.lock().clear();
		let mut calls = self.calls.lock();
		// Calls and whoever starts it tell of its end themselves.
		if calls.is_ready && calls.open.is_empty() && !calls.is_dropped {
			self.metrics.died(&death);
			log::warn!(target: "engine", "at rest: {death}; another is started when it is needed");
		}
		calls.death = Some(death);
		calls.open.clear();
	}

	fn death(&self) -> Death {
		self.calls.lock().death.clone().unwrap_or(Death::Start("it ended at once".into()))
	}
}

/// Writes an engine's line into the log of the node.
fn log(level: u8, target: &str, text: &str) {
	let levels = log::Level::iter();
	let Some(level) = levels.into_iter().find(|known| *known as u8 == level) else { return };
	let text = text.get(..text.floor_char_boundary(MAX_LINE)).unwrap_or(text);
	let metadata = log::Metadata::builder().level(level).target(target).build();
	if log::logger().enabled(&metadata) {
		log::logger().log(&log::Record::builder().metadata(metadata).args(format_args!("{text}")).build());
	}
}
