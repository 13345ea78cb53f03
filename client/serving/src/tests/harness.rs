//! A running service between test doubles.

use super::client::{self, Reply};
use crate::{
	Config, Ports, Server, http,
	loader::{Attribution, ChatModel, Cited, ModelError, ModelLoader, ModelSource},
};
use codec::{Decode, DecodeAll};
use openledger_blobs::{BlobError, Store};
use openledger_indexer::{BuildError, IndexBuilder, IndexSource, Indexer};
use openledger_infer::{Completion, Finish, Step};
use openledger_mailbox::{MailboxStorage, SettlementRequest, Settlements, Topic, test_utils::MemoryStorage};
use openledger_model::Message;
pub use openledger_ports::test_utils::{GENESIS, WORKER};
use openledger_ports::{
	Observer, Phase, Progress,
	test_utils::{MockChain, MockJobs, hyper, job, opened},
};
use openledger_primitives::{
	AccountId, Balance, ContributionId, Hash, ModelId, SessionId,
	boundary::Boundary,
	datanet::{ContributionInfo, ContributionStatus, Snapshot, SnapshotEntry, SnapshotRef, Terms},
	influence::PARTS,
	model::{Lineage, Manifest, ModelInfo, ModelKind, Price},
	root,
	usage::Voucher,
};
use serde_json::{Value, json};
use sp_core::{Pair, sr25519};
use sp_runtime::Permill;
use std::{
	collections::BTreeSet,
	net::{SocketAddr, TcpListener},
	ops::ControlFlow,
	path::{Path, PathBuf},
	sync::{
		Arc,
		atomic::{AtomicBool, AtomicU32, Ordering},
	},
	time::{Duration, Instant},
};

pub const STASH: AccountId = AccountId::new([2; 32]);
/// A base model, and one that pretends to be tuned.
pub const BASE: ModelId = 1;
pub const OTHER: ModelId = 2;
/// A tuned model whose files are there. It is not listed any more.
pub const TUNED: ModelId = 3;
/// The contribution that the tuned model was trained on. It is the user's.
pub const OWN: ContributionId = 5;
pub const LEARNT_BYTES: &[u8] = b"a record";
const LEARNT: SnapshotRef = SnapshotRef { datanet: 1, number: 1 };
/// Planck a token, read or written.
pub const EACH: Balance = 10;
pub const DEPOSIT: Balance = 10_000;

const ADAPTER: &[u8] = b"the adapter";

pub fn user() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[9; 32])
}

/// Returns the account of the user.
pub fn asker() -> AccountId {
	user().public().into()
}

fn model(id: ModelId, base: Hash) -> ModelInfo<AccountId> {
	let manifest = Manifest { root: base, bytes: 1, parameters: 1, context: 1 };
	let kind = match id {
		BASE => ModelKind::Base { manifest, royalty: Permill::zero() },
		_ => ModelKind::Tuned(Lineage {
			base: BASE,
			job: id.into(),
			snapshots: vec![LEARNT].try_into().unwrap(),
			adapter: if id == TUNED { root::of(ADAPTER) } else { Hash::repeat_byte(1) },
			adapter_bytes: ADAPTER.len() as u64,
			trace: Hash::zero(),
			evaluation: None,
		}),
	};
	let (owner, price) = (STASH, (id != TUNED).then(Price::default));
	let (name, licence, card) = (Default::default(), Default::default(), Hash::zero());
	ModelInfo { id, owner, name, licence, card, kind, price }
}

/// Returns a chain with three sessions of the user, a base model and two tuned ones.
fn chain(base: Hash) -> MockChain {
	let chain = MockChain::default();
	chain.best.store(42, Ordering::SeqCst);
	chain.stashes.lock().insert(WORKER, STASH);
	*chain.offered.lock() = vec![BASE];
	let price = Price { prompt_per_1k: EACH * 1000, completion_per_1k: EACH * 1000 };
	for id in 1..=3 {
		chain.put_session(opened(id, asker(), STASH, BASE, price, DEPOSIT));
	}
	[BASE, OTHER, TUNED].into_iter().for_each(|id| chain.put_model(model(id, base)));
	chain.put_job(job(TUNED.into(), STASH, BASE, hyper()));
	let entry = SnapshotEntry {
		contribution: OWN,
		root: root::of(LEARNT_BYTES),
		records: 1,
		bytes: LEARNT_BYTES.len() as u64,
	};
	let terms = Terms { licence: Default::default(), fee_per_1k_tokens: 0, revocable: false };
	let entries = vec![entry].try_into().unwrap();
	let snapshot = Snapshot { root: Hash::zero(), entries, terms, published_at: 0 };
	chain.snapshots.lock().push((LEARNT, snapshot));
	let (root, status) = (Hash::zero(), ContributionStatus::Accepted);
	let (id, contributor) = (OWN, asker());
	chain.put_contribution(ContributionInfo {
		id,
		datanet: 1,
		contributor,
		root,
		records: 1,
		bytes: 1,
		bond: 0,
		status,
	});
	chain
}

/// Returns the settlement of a session that is posted.
pub fn posted(mailbox: &MemoryStorage, id: SessionId) -> Option<SettlementRequest> {
	let list = mailbox.get(Settlements::INDEX)?;
	let is_listed = Vec::<SessionId>::decode(&mut &list[..]).unwrap().contains(&id);
	let bytes = mailbox.get(&Settlements::request_key(id)).filter(|bytes| !bytes.is_empty() && is_listed)?;
	Some(SettlementRequest::decode_all(&mut &bytes[..]).unwrap())
}

/// A loader whose models repeat the last message word by word. A word is a token. Asked "fail" or "panic",
/// they do.
#[derive(Default)]
pub struct Parrot {
	pub pace: Duration,
	/// Time that a token of the prompt takes.
	pub reading: Duration,
	/// Tokens of prompts that were read.
	pub read: AtomicU32,
	/// Attribution fails.
	pub is_lost: AtomicBool,
	/// Loading fails.
	pub is_broken: AtomicBool,
	pub loads: AtomicU32,
	pub answers: AtomicU32,
	pub held: AtomicBool,
}

struct Loaded(Arc<Parrot>);

impl ModelLoader for Arc<Parrot> {
	fn load(&self, source: ModelSource) -> Result<Arc<dyn ChatModel>, ModelError> {
		self.loads.fetch_add(1, Ordering::SeqCst);
		assert!(source.base.exists());
		if self.is_broken.load(Ordering::SeqCst) {
			return Err(ModelError::Unavailable("told to be broken".into()));
		}
		Ok(Arc::new(Loaded(self.clone())))
	}
}

impl IndexBuilder for Parrot {
	fn build(
		&self,
		source: &IndexSource<'_>,
		_: &Path,
		out: &Path,
		observer: &dyn Observer,
	) -> Result<(), BuildError> {
		observer.progress(&Progress { step: 1, steps: 2, ..Progress::at(Phase::Indexing) });
		while self.held.load(Ordering::SeqCst) {
			std::thread::sleep(Duration::from_millis(2));
		}
		if source.records.iter().any(|records| records.bytes != LEARNT_BYTES) {
			return Err(BuildError::failed("these are other records"));
		}
		std::fs::create_dir_all(out.parent().unwrap()).map_err(BuildError::failed)?;
		std::fs::write(out, b"an index").map_err(BuildError::failed)
	}

	fn is_complete(&self, out: &Path, _: Hash, _: &[SnapshotEntry]) -> bool {
		out.exists()
	}
}

fn words(text: &str) -> Vec<&str> {
	text.split_inclusive(' ').collect()
}

impl ChatModel for Loaded {
	fn context(&self) -> u32 {
		100
	}
	fn prompt_tokens(&self, messages: &[Message]) -> Result<u32, ModelError> {
		Ok(messages.iter().map(|m| words(&m.content).len() as u32).sum())
	}
	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_step: &mut dyn FnMut(Step<'_>) -> ControlFlow<()>,
	) -> Result<Completion, ModelError> {
		let said = &messages.last().unwrap().content;
		match said.as_str() {
			"fail" => return Err(ModelError::Failed("told to fail".into())),
			"panic" => panic!("told to panic"),
			_ => (),
		}
		while self.0.held.load(Ordering::SeqCst) {
			std::thread::sleep(Duration::from_millis(2));
		}
		self.0.answers.fetch_add(1, Ordering::SeqCst);
		let prompt_ids: Vec<u32> = (0..self.prompt_tokens(messages)?).collect();
		let (text, answer_ids, logits) = (String::new(), Vec::new(), Vec::new());
		let mut answer = Completion { text, prompt_ids, answer_ids, logits, finish: Finish::Length };
		for tokens in 1..=answer.prompt_ids.len() {
			std::thread::sleep(self.0.reading);
			self.0.read.fetch_add(1, Ordering::SeqCst);
			if on_step(Step::Read { tokens }).is_break() {
				answer.finish = Finish::Cancelled;
				return Ok(answer);
			}
		}
		let said = words(said);
		for (id, word) in (0..max_tokens).zip(&said) {
			std::thread::sleep(self.0.pace);
			answer.text.push_str(word);
			answer.answer_ids.push(id);
			answer.logits.push([id, 0]);
			if on_step(Step::Wrote(word)).is_break() {
				answer.finish = Finish::Cancelled;
				return Ok(answer);
			}
		}
		if answer.answer_ids.len() == said.len() {
			answer.finish = Finish::Stop;
		}
		Ok(answer)
	}
	/// As many tokens as the prompt has.
	fn repeat(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Completion, ModelError> {
		if prompt_ids.is_empty() {
			return Err(ModelError::NoPrompt("nothing was asked".into()));
		}
		let answer_ids: Vec<u32> = (0..max_tokens.min(prompt_ids.len() as u32)).collect();
		let (text, prompt_ids) = (String::new(), prompt_ids.to_vec());
		let logits = answer_ids.iter().map(|id| [*id, 0]).collect();
		Ok(Completion { text, prompt_ids, answer_ids, logits, finish: Finish::Length })
	}
	/// All of it to the contribution numbered as the answer is long, unless the asker made that.
	fn attribute(
		&self,
		answer: &Completion,
		own: &BTreeSet<ContributionId>,
	) -> Result<Attribution, ModelError> {
		if self.0.is_lost.load(Ordering::SeqCst) {
			return Err(ModelError::Failed("told to be lost".into()));
		}
		let contribution = answer.answer_ids.len() as u64;
		let shares = if own.contains(&contribution) { vec![] } else { vec![(contribution, PARTS)] };
		let cited = |(contribution, share): &(u64, u32)| Cited {
			contribution: *contribution,
			line: 0,
			share: *share,
		};
		Ok(Attribution {
			records: shares.iter().map(cited).collect(),
			influence: shares.try_into().unwrap(),
			spans: Vec::new(),
			tuned_share: PARTS / 4,
		})
	}
}

fn open_store(dir: &Path) -> Arc<Store> {
	// A thread of the service before may hold on to the store for a moment.
	let start = Instant::now();
	loop {
		match Store::open(dir.join("blobs"), 1 << 20) {
			Err(BlobError::InUse { .. }) if start.elapsed() < Duration::from_secs(10) => {
				std::thread::sleep(Duration::from_millis(5));
			},
			opened => return Arc::new(opened.unwrap()),
		}
	}
}

pub struct Harness {
	pub chain: Arc<MockChain>,
	pub mailbox: MemoryStorage,
	pub jobs: Arc<MockJobs>,
	pub engine: Arc<Parrot>,
	pub server: Server,
	pub at: SocketAddr,
	pub store: Arc<Store>,
	runtime: tokio::runtime::Runtime,
}

impl Harness {
	/// Returns where the influence index of the tuned model lies. It is there unless a test takes it away.
	pub fn index_in(dir: &Path) -> PathBuf {
		dir.join(format!("worker/indexes/{GENESIS:x}/{TUNED}.influence"))
	}

	pub fn new(dir: &Path) -> Self {
		Self::with(dir, Parrot::default(), |_| ())
	}

	pub fn with(dir: &Path, engine: Parrot, configure: impl FnOnce(&mut Config)) -> Self {
		Self::again(dir, engine, configure, None)
	}

	/// A service after a restart, on the chain and with the mailbox of the one before.
	pub fn again(
		dir: &Path,
		engine: Parrot,
		configure: impl FnOnce(&mut Config),
		before: Option<(Arc<MockChain>, MemoryStorage)>,
	) -> Self {
		let store = open_store(dir);
		store.put(ADAPTER).unwrap();
		let index = Self::index_in(dir);
		std::fs::create_dir_all(index.parent().unwrap()).unwrap();
		std::fs::write(index, b"an index").unwrap();
		let base = store.put(b"the base").unwrap();
		assert_eq!(base, root::of(b"the base"));
		let (chain, mailbox) = before.unwrap_or_else(|| (Arc::new(chain(base)), MemoryStorage::default()));
		let mut config = Config::new(dir.join("serving"));
		// Tests tick themselves.
		config.settler.settle_after = Duration::ZERO;
		config.settler.look_every = Duration::ZERO;
		config.load_patience = Duration::ZERO;
		configure(&mut config);
		let (engine, jobs) = (Arc::new(engine), Arc::new(MockJobs::default()));
		let (indexes, unfinished) = (dir.join("worker/indexes"), dir.join("serving/indexing"));
		let indexer = Indexer::new(&indexes, unfinished, GENESIS, store.clone(), engine.clone());
		let ports = Ports {
			chain: chain.clone(),
			mailbox: Arc::new(mailbox.clone()),
			store: store.clone(),
			blobs: store.clone(),
			jobs: jobs.clone(),
			indexer: Arc::new(indexer),
			loader: Arc::new(engine.clone()),
		};
		let server = Server::open(config, ports, Some(&prometheus_endpoint::Registry::new())).unwrap();
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let at = listener.local_addr().unwrap();
		let runtime =
			tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
		// Answers without settling.
		runtime.spawn(http::serve(server.chat.clone(), listener));
		Self { chain, mailbox, jobs, engine, server, at, store, runtime }
	}

	/// Repeats the next answer that is to be verified, as the service does each second.
	pub fn verify_next(&self) {
		self.runtime.block_on(self.server.verifier.tick());
	}

	/// Ends the service at once, as a kill does, but for its files and the world around it.
	pub fn kill(self) -> (Arc<MockChain>, MemoryStorage) {
		let Self { chain, mailbox, runtime, .. } = self;
		runtime.shutdown_timeout(Duration::from_secs(5));
		(chain, mailbox)
	}

	/// Returns a voucher up to a point, as it is sent.
	pub fn voucher_to(session: SessionId, end: Boundary, by: &sr25519::Pair) -> Value {
		let Boundary { answers, cumulative, receipts } = end;
		let voucher = Voucher { genesis: GENESIS, session, answers, cumulative, receipts };
		let signature = by.sign(&voucher.signing_bytes());
		json!({
			"session": session,
			"answers": answers,
			"cumulative": cumulative.to_string(),
			"receipts": receipts,
			"signature": sp_core::bytes::to_hex(signature.as_ref(), false),
		})
	}

	/// Returns the point of a session at which so much is owed, or one that there is not.
	pub fn end(&self, session: SessionId, cumulative: Balance) -> Boundary {
		let state = self.session(session);
		let read = |name: &str| {
			let end = &state[name];
			Some(Boundary {
				answers: end["answers"].as_u64()? as u32,
				cumulative: end["cumulative"].as_str()?.parse().ok()?,
				receipts: end["receipts"].as_str()?.parse().ok()?,
			})
		};
		let ends: Vec<Boundary> = ["next", "paid"].into_iter().filter_map(read).collect();
		let other =
			Boundary { answers: ends.first().map_or(0, |end| end.answers), cumulative, ..Default::default() };
		ends.into_iter().find(|end| end.cumulative == cumulative).unwrap_or(match cumulative {
			0 => Boundary::default(),
			_ => other,
		})
	}

	pub fn body_to(text: &str, session: SessionId, end: Boundary) -> Value {
		json!({
			"model": BASE.to_string(),
			"messages": [{ "role": "user", "content": text }],
			"openledger": Self::voucher_to(session, end, &user()),
		})
	}

	pub fn body(&self, text: &str, session: SessionId, cumulative: Balance) -> Value {
		Self::body_to(text, session, self.end(session, cumulative))
	}

	pub fn post(&self, path: &str, body: &Value) -> Reply {
		client::call(self.at, "POST", path, &body.to_string())
	}

	/// Asks the tuned model in a session that is made one about it, and pays what was owed before.
	pub fn ask_tuned(&self, text: &str, session: SessionId, cumulative: Balance) -> Reply {
		self.chain.change_session(session, |session| session.model = TUNED);
		let mut body = self.body(text, session, cumulative);
		body["model"] = json!(TUNED.to_string());
		body["openledger"]["tokens"] = json!(true);
		self.post("/v1/chat/completions", &body)
	}

	/// Asks, and pays what was owed before.
	pub fn ask(&self, text: &str, session: SessionId, cumulative: Balance) -> Reply {
		self.post("/v1/chat/completions", &self.body(text, session, cumulative))
	}

	pub fn pay(&self, session: SessionId, cumulative: Balance) -> Reply {
		let end = self.end(session, cumulative);
		self.post("/v1/vouchers", &Self::voucher_to(session, end, &user()))
	}

	/// The chain shows settled what is posted.
	pub fn settle(&self, session: SessionId) {
		let voucher = posted(&self.mailbox, session).expect("a settlement is posted").voucher;
		self.chain.change_session(session, |info| {
			(info.settled, info.answers, info.receipts) =
				(voucher.cumulative, voucher.answers, voucher.receipts);
		});
		self.server.settler.tick();
	}

	pub fn get(&self, path: &str) -> Reply {
		client::call(self.at, "GET", path, "")
	}

	pub fn session(&self, id: SessionId) -> Value {
		self.get(&format!("/v1/sessions/{id}")).json()
	}

	pub fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
		let start = Instant::now();
		while !holds(self) {
			assert!(start.elapsed() < Duration::from_secs(30), "{what} did not happen");
			std::thread::sleep(Duration::from_millis(2));
		}
	}
}
