//! The engine's line to its node: messages, questions and answers, the log, borrowed memory.

use crate::{
	frame,
	protocol::{AskId, FromEngine, PULSE_INTERVAL, Question, Reply},
};
use openledger_model::{Lender, Taken};
use parking_lot::Mutex;
use std::{
	collections::BTreeMap,
	io,
	sync::{
		Arc,
		mpsc::{SyncSender, sync_channel},
	},
};

/// The line to the node.
#[derive(Default)]
pub struct Link {
	asked: Mutex<Asked>,
	output: Mutex<()>,
}

#[derive(Default)]
struct Asked {
	next: AskId,
	open: BTreeMap<AskId, SyncSender<Reply>>,
}

impl Link {
	/// Sends a message. A node that is gone hears nothing: the process ends soon, by its input.
	pub fn send(&self, message: &FromEngine) {
		let _one_at_a_time = self.output.lock();
		_ = frame::write(&mut io::stdout().lock(), message);
	}

	/// Asks the node, and waits for its reply: `None` if it is gone.
	pub fn ask(&self, question: Question) -> Option<Reply> {
		let (sender, reply) = sync_channel(1);
		let mut asked = self.asked.lock();
		let ask = asked.next;
		asked.next += 1;
		asked.open.insert(ask, sender);
		drop(asked);
		self.send(&FromEngine::Ask { ask, question });
		reply.recv().ok()
	}

	/// Hands a reply to the one who asked.
	pub fn replied(&self, ask: AskId, reply: Reply) {
		let sender = self.asked.lock().open.remove(&ask);
		if let Some(sender) = sender {
			_ = sender.try_send(reply);
		}
	}

	/// Sends signs of life from now on, on a thread of its own.
	pub fn pulse(self: &Arc<Self>) -> io::Result<()> {
		let link = self.clone();
		let pulse = move || loop {
			link.send(&FromEngine::Pulse);
			std::thread::sleep(PULSE_INTERVAL);
		};
		std::thread::Builder::new().name("ol-pulse".into()).spawn(pulse).map(drop)
	}

	/// Sends the log of this process to the node, from a level on.
	pub fn log(self: &Arc<Self>, level: u8) {
		let levels = log::LevelFilter::iter();
		let level = levels.into_iter().find(|known| *known as u8 == level).unwrap_or(log::LevelFilter::Info);
		if log::set_boxed_logger(Box::new(Log(self.clone()))).is_ok() {
			log::set_max_level(level);
		}
	}
}

struct Log(Arc<Link>);

impl log::Log for Log {
	fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
		metadata.level() <= log::max_level()
	}

	fn log(&self, record: &log::Record<'_>) {
		if self.enabled(record.metadata()) {
			let (level, target) = (record.level() as u8, record.target().to_string());
			self.0.send(&FromEngine::Log { level, target, text: record.args().to_string() });
		}
	}

	fn flush(&self) {}
}

/// Memory that is borrowed from the node.
pub struct Borrowed(pub Arc<Link>);

impl std::fmt::Debug for Borrowed {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		f.write_str("Borrowed")
	}
}

impl Lender for Borrowed {
	fn lend(&self, bytes: u64) -> Result<(), Taken> {
		match self.0.ask(Question::Memory { bytes }) {
			Some(Reply::Memory(lent)) => lent.map_err(Taken),
			_ => Err(Taken(u64::MAX)),
		}
	}

	fn take_back(&self, bytes: u64) {
		self.0.send(&FromEngine::GaveBack { bytes });
	}
}
