//! Orders in which requests, the settler and the end of sessions take locks: nothing is lost in any of them.
//!
//! Three hundred orders by default; `OPENLEDGER_SCHEDULES=100000` makes it a long run. A failure names its
//! seed, and `OPENLEDGER_SCHEDULE=SEED` repeats it alone.

use crate::{
	Sessions, Settler, SettlerConfig, SignedReceipt, Ticket,
	ledger::Promise,
	schedule::{Mutex, explore},
	tests::{DEPOSIT, STASH, receipt, user},
};
use openledger_mailbox::test_utils::MemoryStorage;
use openledger_ports::test_utils::{MockChain, WORKER, opened};
use openledger_primitives::{Balance, SessionId, boundary::Boundary, model::Price};
use std::{
	ops::Range,
	sync::{
		Arc,
		atomic::{AtomicUsize, Ordering},
	},
	time::Duration,
};

/// The session in which answers are given.
const BUSY: SessionId = 1;
/// A session that the chain does not show: the settler ends it.
const GONE: SessionId = 2;

/// The seeds to explore.
fn seeds() -> Range<u64> {
	let number =
		|name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a whole number"));
	match number("OPENLEDGER_SCHEDULE") {
		Some(seed) => seed..seed + 1,
		None => 0..number("OPENLEDGER_SCHEDULES").unwrap_or(300),
	}
}

struct World {
	dir: tempfile::TempDir,
	chain: Arc<MockChain>,
	sessions: Arc<Sessions>,
	settler: Settler,
	/// Prices of the answers that were written down.
	answered: Mutex<Vec<Balance>>,
	/// Answers that are being written.
	writing: AtomicUsize,
}

impl World {
	fn new() -> Self {
		// Where files lie in memory, flushing them costs nothing.
		let memory = std::path::Path::new("/dev/shm");
		let dir = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
		let (dir, chain) = (dir.unwrap(), Arc::new(MockChain::default()));
		chain.stashes.lock().insert(WORKER, STASH);
		chain.best.store(7, Ordering::SeqCst);
		chain.put_session(opened(BUSY, user_account(), STASH, 1, Price::default(), DEPOSIT));
		chain.finalise();
		let sessions = Arc::new(Sessions::load(dir.path().to_owned()).unwrap());
		let (settle_after, look_every, reorg_grace) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
		let config = SettlerConfig { settle_after, look_every, reorg_grace, ..Default::default() };
		let mailbox = Arc::new(MemoryStorage::default());
		let settler = Settler::new(config, chain.clone(), mailbox, sessions.clone(), None).unwrap();
		let (answered, writing) = (Mutex::default(), AtomicUsize::new(0));
		Self { dir, chain, sessions, settler, answered, writing }
	}

	/// Opens a session, answers in it if nobody else does, and takes the promise to pay for what is owed.
	fn request(&self, id: SessionId, price: Balance) {
		let info = opened(id, user_account(), STASH, 1, Price::default(), DEPOSIT);
		let session = self.sessions.open(&info).unwrap();
		if let Some(ticket) = Ticket::take(&session) {
			assert_eq!(
				self.writing.fetch_add(1 << (16 * id), Ordering::SeqCst) >> (16 * id) & 0xffff,
				0,
				"one at a time"
			);
			ticket.reserve(9);
			let owed = ticket.session().lock().state().owed;
			let signed = SignedReceipt::new(receipt(id, owed, price, 3), &*self.chain).unwrap();
			if ticket.session().lock().answered(&signed).is_ok() && id == BUSY {
				self.answered.lock().push(price);
			}
			// The settler ends no session in which somebody is at work.
			let known = self.sessions.get(id).expect("a session with a ticket stays");
			assert!(Arc::ptr_eq(&known, ticket.session()), "it is the one that was opened");
			self.writing.fetch_sub(1 << (16 * id), Ordering::SeqCst);
		}
		let owed = session.lock().state().owed;
		let signature = sp_core::sr25519::Signature::from_raw([1; 64]);
		// Another one may have promised more meanwhile, or the session may be over.
		let _ = session.lock().promise(Promise { end: owed, signature: signature.into(), until: None });
	}

	/// Checks everything that must hold once nobody is at work.
	fn check(&self) {
		let answered = self.answered.lock();
		let state = self.sessions.get(BUSY).unwrap().lock().state();
		assert_eq!(state.owed.answers as usize, answered.len(), "an answer was lost");
		assert_eq!(state.owed.cumulative, answered.iter().sum::<Balance>(), "planck were lost");
		let loaded = Sessions::load(self.dir.path().to_owned()).unwrap();
		assert_eq!(loaded.count(), self.sessions.count(), "sessions on disk");
		let mut exposure = 0;
		for id in [BUSY, GONE] {
			let Some(session) = self.sessions.get(id) else { continue };
			let (session, loaded) = (session.lock(), loaded.get(id).unwrap());
			assert_eq!(session.ledger(), loaded.lock().ledger(), "the journal says what the memory says");
			let Boundary { cumulative: owed, .. } = session.ledger().owed;
			exposure += owed - session.ledger().settled.cumulative;
			let is_unpaid = self.sessions.unpaid(&user_account(), SessionId::MAX, 9).contains(&id);
			assert_eq!(is_unpaid, !session.ledger().is_covered(), "session {id} is among the unpaid");
		}
		assert_eq!(self.sessions.exposure(), exposure, "what all sessions owe");
		assert_eq!(loaded.exposure(), exposure, "what all sessions owe after a restart");
		assert!(Ticket::take(&self.sessions.get(BUSY).unwrap()).is_some(), "no ticket is left behind");
		// Whoever was at work last has told the settler, so that all that is promised is on its way.
		self.settler.tick();
		let session = self.sessions.get(BUSY).unwrap();
		let session = session.lock();
		let posted = session.ledger().posted.as_ref().map(|posted| posted.request.voucher.answers);
		assert!(posted.is_some() || session.ledger().covered_answers() == 0, "a promise is forgotten");
	}
}

fn user_account() -> openledger_primitives::AccountId {
	use sp_core::Pair;
	user().public().into()
}

#[test]
fn no_order_of_locks_loses_an_answer_a_promise_or_a_planck() {
	for seed in seeds() {
		let world = World::new();
		let threads: Vec<Box<dyn FnOnce() + Send + '_>> = vec![
			Box::new(|| world.request(BUSY, 2)),
			Box::new(|| world.request(BUSY, 3)),
			Box::new(|| world.request(GONE, 5)),
			Box::new(|| world.request(GONE, 7)),
			Box::new(|| (0..2).for_each(|_| world.settler.tick())),
			Box::new(|| {
				let _ = (world.sessions.count(), world.sessions.exposure());
			}),
		];
		let explored = explore(seed, threads)
			.and_then(|()| std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| world.check())));
		if let Err(panic) = explored {
			eprintln!("seed {seed}: OPENLEDGER_SCHEDULE={seed} repeats it");
			std::panic::resume_unwind(panic);
		}
	}
}

/// The scheduler itself: an update that is read under one lock and written under another is lost in some
/// order, and locks in two orders make threads wait for one another in some.
#[test]
fn lost_updates_and_deadlocks_are_found() {
	let lost = (0..50).filter(|seed| {
		let number = Mutex::new(0);
		let add = || {
			let read = *number.lock();
			*number.lock() = read + 1;
		};
		explore(*seed, vec![Box::new(add), Box::new(add)]).unwrap();
		*number.lock() != 2
	});
	let lost = lost.count();
	assert!((1..50).contains(&lost), "{lost} of 50");
	let stuck = (0..50).filter(|seed| {
		let (one, other) = (Mutex::new(()), Mutex::new(()));
		let take = |first: &Mutex<()>, second: &Mutex<()>| {
			let _first = first.lock();
			let _second = second.lock();
		};
		let explored = explore(*seed, vec![Box::new(|| take(&one, &other)), Box::new(|| take(&other, &one))]);
		explored.is_err()
	});
	let stuck = stuck.count();
	assert!((1..50).contains(&stuck), "{stuck} of 50");
}
