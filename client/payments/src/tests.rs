//! Both sides of a session, by the rule that they share: whatever serving accepts, the chain settles.

use crate::{SentVoucher, Sessions, Settler, SettlerConfig, SignedReceipt, Vouchers};
use openledger_mailbox::{Mailbox, Settlements, test_utils::MemoryStorage};
use openledger_ports::test_utils::{GENESIS, MockChain, WORKER, opened, worker_pair};
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, MAX_SETTLEMENT_ANSWERS, SessionId,
	boundary::{Boundary, Settles, VoucherFault},
	influence::{PARTS, aggregate},
	model::Price,
	usage::{Receipt, SessionInfo, Voucher},
};
use proptest::prelude::*;
use sp_core::{Pair, sr25519};
use sp_runtime::traits::Verify;
use std::{
	path::Path,
	sync::{Arc, atomic::Ordering},
	time::Duration,
};

const SESSION: SessionId = 1;
pub(crate) const STASH: AccountId = AccountId::new([2; 32]);
pub(crate) const DEPOSIT: Balance = 1_000_000;

pub(crate) fn user() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[9; 32])
}

/// Returns the receipt of the answer after what is owed, all of it shaped by one contribution.
pub(crate) fn receipt(
	session: SessionId,
	owed: Boundary,
	price: Balance,
	contribution: ContributionId,
) -> Receipt {
	Receipt {
		genesis: GENESIS,
		session,
		index: owed.answers,
		model: 1,
		adapter: Hash::repeat_byte(1),
		prompt: Hash::zero(),
		answer: Hash::zero(),
		prompt_tokens: 1,
		completion_tokens: 1,
		price,
		cumulative: owed.cumulative + price,
		influence: vec![(contribution, PARTS)].try_into().unwrap(),
	}
}

/// Something that happens to a session.
#[derive(Clone, Debug)]
enum Step {
	/// An answer of this price, which may be nothing, is given.
	Answer(Balance),
	/// The user signs a point that many answers after the last promised one, or something near it.
	Pay { ahead: usize, change: Change },
	/// The provider's service looks after its settlements.
	Tick,
	/// The posted settlement comes into a block.
	Land,
	/// The last settlement's block is retracted.
	Retract,
	/// The provider's service is killed and starts again.
	Kill,
}

/// What is wrong with a voucher.
#[derive(Clone, Copy, Debug)]
enum Change {
	Nothing,
	Amount(i8),
	Answers(i8),
	Receipts,
}

fn step() -> impl Strategy<Value = Step> {
	let change = prop_oneof![
		4 => Just(Change::Nothing),
		1 => (-2i8..3).prop_map(Change::Amount),
		1 => (-2i8..3).prop_map(Change::Answers),
		1 => Just(Change::Receipts),
	];
	prop_oneof![
		4 => (0u128..4).prop_map(Step::Answer),
		3 => (0usize..4, change).prop_map(|(ahead, change)| Step::Pay { ahead, change }),
		3 => Just(Step::Tick),
		3 => Just(Step::Land),
		1 => Just(Step::Retract),
		1 => Just(Step::Kill),
	]
}

/// A chain, the service of a provider, and everything that was ever said.
struct World {
	dir: tempfile::TempDir,
	chain: Arc<MockChain>,
	mailbox: MemoryStorage,
	sessions: Arc<Sessions>,
	settler: Settler,
	/// Receipts of all paid answers.
	receipts: Vec<Receipt>,
	/// States of the session on the chain before each settlement.
	blocks: Vec<SessionInfo<AccountId>>,
	/// How many settlements the chain took back.
	retracted: usize,
	/// Last point for which a voucher was accepted.
	accepted: Boundary,
}

fn service(dir: &Path, chain: &Arc<MockChain>, mailbox: &MemoryStorage) -> (Arc<Sessions>, Settler) {
	let sessions = Arc::new(Sessions::load(dir.to_owned()).unwrap());
	let (settle_after, look_every) = (Duration::ZERO, Duration::ZERO);
	let config = SettlerConfig { settle_after, look_every, ..Default::default() };
	let mailbox = Arc::new(mailbox.clone());
	let settler = Settler::new(config, chain.clone(), mailbox, sessions.clone(), None).unwrap();
	(sessions, settler)
}

impl World {
	fn new() -> Self {
		let (dir, chain) = (tempfile::tempdir().unwrap(), Arc::new(MockChain::default()));
		chain.stashes.lock().insert(WORKER, STASH);
		chain.best.store(7, Ordering::SeqCst);
		let user = user().public().into();
		chain.put_session(opened(SESSION, user, STASH, 1, Price::default(), DEPOSIT));
		// Whatever is settled may be taken back.
		chain.finalise();
		let mailbox = MemoryStorage::default();
		let (sessions, settler) = service(dir.path(), &chain, &mailbox);
		sessions.open(&chain.session_of(SESSION)).unwrap();
		let (receipts, blocks, accepted) = (Vec::new(), Vec::new(), Boundary::default());
		Self { dir, chain, mailbox, sessions, settler, receipts, blocks, retracted: 0, accepted }
	}

	/// Returns the point after some of the answers.
	fn end(&self, answers: usize) -> Boundary {
		let answers = answers.min(self.receipts.len());
		Boundary::default().through(&self.receipts[..answers]).unwrap()
	}

	fn answer(&mut self, price: Balance) {
		let session = self.sessions.get(SESSION).unwrap();
		let state = session.lock().state();
		assert_eq!(state.owed, self.end(self.receipts.len()), "what is owed follows from the receipts");
		if state.unsettled >= MAX_SETTLEMENT_ANSWERS as usize {
			return;
		}
		let contribution = u64::from(state.owed.answers % 3);
		let receipt = receipt(SESSION, state.owed, price, contribution);
		let signed = SignedReceipt::new(receipt.clone(), &*self.chain).unwrap();
		assert!(signed.signature.verify(&receipt.signing_bytes()[..], &WORKER));
		session.lock().answered(&signed).unwrap();
		if price > 0 {
			self.receipts.push(receipt);
		}
	}

	fn pay(&mut self, ahead: usize, change: Change) {
		let mut end = self.end(self.accepted.answers as usize + ahead);
		match change {
			Change::Nothing => (),
			Change::Amount(by) => end.cumulative = end.cumulative.saturating_add_signed(by.into()),
			Change::Answers(by) => end.answers = end.answers.saturating_add_signed(by.into()),
			Change::Receipts => end.receipts = Hash::repeat_byte(5),
		}
		let Boundary { answers, cumulative, receipts } = end;
		let voucher = Voucher { genesis: GENESIS, session: SESSION, answers, cumulative, receipts };
		let signature = sp_core::bytes::to_hex(user().sign(&voucher.signing_bytes()).as_ref(), false);
		let sent = SentVoucher { session: SESSION, answers, cumulative, receipts, signature, genesis: None };
		let is_accepted = Vouchers::new(self.chain.clone(), self.sessions.clone()).accept(&sent).is_ok();
		let is_end = self.end(answers as usize) == end && answers >= self.accepted.answers;
		assert_eq!(is_accepted, is_end, "exactly the ends of answers are accepted: {end:?}");
		if is_accepted {
			self.accepted = end;
		}
	}

	/// Carries out what the chain does with the posted settlement.
	fn land(&mut self) {
		let mailbox = Mailbox::<Settlements, _>::new(&self.mailbox);
		let Some(request) = mailbox.request(SESSION).value() else { return };
		let info = self.chain.session_of(SESSION);
		let settled = Boundary::settled(&info);
		let (voucher, settlement) = (&request.voucher, &request.settlement);
		voucher.check_signature(&request.signature, &info.user, None, 7).expect("the user signed it");
		let first = settlement.first;
		let Settles { answers, amount } = match voucher.settles(first, &settled, info.deposited) {
			Ok(settles) => settles,
			Err(fault) => {
				assert_eq!(fault, VoucherFault::OtherStart, "only what is settled, or not yet, is refused");
				return;
			},
		};
		// What a challenge would look at.
		let receipts = &self.receipts[first as usize..voucher.answers as usize];
		assert_eq!(settled.through(receipts), Some(Boundary::of(voucher)));
		assert_eq!(receipts.len(), answers as usize);
		assert_eq!(receipts.iter().map(|receipt| receipt.price).sum::<Balance>(), amount);
		let influence = aggregate(receipts.iter().map(|receipt| (receipt.price, &receipt.influence[..])));
		assert_eq!(settlement.influence, influence);
		self.blocks.push(info);
		self.chain.change_session(SESSION, |info| {
			(info.settled, info.answers, info.receipts) =
				(voucher.cumulative, voucher.answers, voucher.receipts);
		});
	}

	/// Takes the last settlement off the chain, as a reorganisation does.
	fn retract(&mut self) {
		if let Some(before) = self.blocks.pop() {
			self.chain.put_session(before);
			self.retracted += 1;
		}
	}

	fn take(&mut self, step: Step) {
		match step {
			Step::Answer(price) => self.answer(price),
			Step::Pay { ahead, change } => self.pay(ahead, change),
			Step::Tick => self.settler.tick(),
			Step::Land => self.land(),
			Step::Retract => self.retract(),
			Step::Kill => {
				(self.sessions, self.settler) = service(self.dir.path(), &self.chain, &self.mailbox);
			},
		}
	}
}

proptest! {
	#![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

	#[test]
	fn every_voucher_that_is_accepted_settles(steps in proptest::collection::vec(step(), 0..60)) {
		let mut world = World::new();
		steps.into_iter().for_each(|step| world.take(step));
		// A round for each settlement that was taken back, one for the posted, one for the promised.
		for _ in 0..world.retracted + 2 {
			world.settler.tick();
			world.land();
		}
		world.settler.tick();
		prop_assert_eq!(Boundary::settled(&world.chain.session_of(SESSION)), world.accepted);
	}
}

#[test]
fn the_hot_key_signs_receipts_and_nothing_that_could_be_one() {
	let mut world = World::new();
	world.answer(3);
	let session = world.sessions.get(SESSION).unwrap();
	let signed = session.lock().unpaid().cloned().unwrap();
	assert_eq!(signed.receipt, world.receipts[0]);
	let hash = signed.receipt.hash();
	assert!(!signed.signature.verify(hash.as_ref(), &WORKER), "the tag is part of what is signed");
	assert_eq!(WORKER, AccountId::from(worker_pair().public()));
}

/// Chains a voucher of the world's session to what it owes, and lets it settle.
fn settle_one(world: &mut World) {
	world.answer(3);
	world.pay(1, Change::Nothing);
	world.settler.tick();
	world.land();
	world.settler.tick();
}

#[test]
fn what_a_fork_takes_back_is_settled_again_however_late_it_comes() {
	let mut world = World::new();
	settle_one(&mut world);
	// Finality stands still for longer than anything can be challenged.
	world.chain.best.store(5000, Ordering::SeqCst);
	world.settler.tick();
	world.retract();
	settle_one(&mut world);
	world.settler.tick();
	world.land();
	assert_eq!(Boundary::settled(&world.chain.session_of(SESSION)), world.end(2));
	// Once it is final, its answers are no longer kept.
	world.chain.finalise();
	world.settler.tick();
	world.chain.best.store(9000, Ordering::SeqCst);
	world.settler.tick();
	let session = world.sessions.get(SESSION).unwrap();
	assert!(session.lock().ledger().kept.is_empty());
	assert_eq!(world.sessions.exposure(), 0);
}

#[test]
fn thousands_of_idle_sessions_cost_nothing() {
	const SESSIONS: u64 = 10_000;
	let (dir, chain) = (tempfile::tempdir().unwrap(), Arc::new(MockChain::default()));
	let mailbox = MemoryStorage::default();
	let info = |id| opened(id, user().public().into(), STASH, 1, Price::default(), DEPOSIT);
	Sessions::load(dir.path().to_owned()).unwrap().open(&info(0)).unwrap();
	let first = std::fs::read(dir.path().join("0.journal")).unwrap();
	for id in 0..SESSIONS {
		chain.put_session(info(id));
		std::fs::write(dir.path().join(format!("{id}.journal")), &first).unwrap();
	}
	let sessions = Arc::new(Sessions::load(dir.path().to_owned()).unwrap());
	assert_eq!(sessions.count() as u64, SESSIONS);
	let open = std::fs::read_dir("/proc/self/fd").unwrap().count();
	assert!(open < 1000, "{open} files are open");
	let config = SettlerConfig { reorg_grace: Duration::ZERO, ..Default::default() };
	let settler = Settler::new(config, chain.clone(), Arc::new(mailbox), sessions.clone(), None).unwrap();
	let reads = || chain.reads.swap(0, Ordering::SeqCst);
	// All of them are looked at once, a part of them in each tick.
	let mut all = 0;
	for _ in 0..SESSIONS.div_ceil(128) {
		settler.tick();
		let now = reads();
		assert!(now <= 128, "{now} reads in a tick");
		all += now;
	}
	assert_eq!(all, SESSIONS);
	(0..100).for_each(|_| settler.tick());
	assert_eq!(reads(), 0);
	// One that is used is looked at, and no other.
	let ticket = crate::Ticket::take(&sessions.get(77).unwrap()).unwrap();
	ticket.reserve(5);
	assert_eq!(sessions.exposure(), 5);
	drop(ticket);
	settler.tick();
	assert_eq!((reads(), sessions.exposure()), (1, 0));
}

#[test]
fn sessions_open_end_and_settle_at_the_same_time() {
	const ROUNDS: usize = 400;
	let (dir, chain) = (tempfile::tempdir().unwrap(), Arc::new(MockChain::default()));
	let sessions = Arc::new(Sessions::load(dir.path().to_owned()).unwrap());
	let (look_every, reorg_grace) = (Duration::ZERO, Duration::ZERO);
	let config = SettlerConfig { look_every, reorg_grace, ..Default::default() };
	let mailbox = Arc::new(MemoryStorage::default());
	let settler = Settler::new(config, chain.clone(), mailbox, sessions.clone(), None).unwrap();
	let info = |id| opened(id, user().public().into(), STASH, 1, Price::default(), DEPOSIT);
	let (done, finished) = std::sync::mpsc::channel();
	let stopped = Arc::new(std::sync::atomic::AtomicBool::new(false));
	let ticking = {
		let (stopped, sessions) = (stopped.clone(), sessions.clone());
		std::thread::spawn(move || {
			while !stopped.load(Ordering::SeqCst) {
				settler.tick();
				let _ = (sessions.exposure(), sessions.count());
			}
		})
	};
	// The chain does not show these sessions, so each tick ends what a request has just opened.
	for id in 0..3 {
		let (sessions, done) = (sessions.clone(), done.clone());
		std::thread::spawn(move || {
			for _ in 0..ROUNDS {
				let session = sessions.open(&info(id)).unwrap();
				if let Some(ticket) = crate::Ticket::take(&session) {
					ticket.reserve(1);
				}
			}
			done.send(()).unwrap();
		});
	}
	for _ in 0..3 {
		finished
			.recv_timeout(Duration::from_secs(120))
			.expect("opening and ending do not wait for one another");
	}
	stopped.store(true, Ordering::SeqCst);
	ticking.join().unwrap();
	assert_eq!(sessions.exposure(), 0);
}
