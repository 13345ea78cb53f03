//! A running service between test doubles.

use super::http::{self, Reply};
use crate::{
	engine::{Answer, Attribution, Cited, Engine, EngineError, Finish, Message, Model, Source},
	server::{Inner, Server},
	Config,
};
use codec::{Decode, DecodeAll};
use openledger_blobs::{BlobError, Store};
use openledger_mailbox::{settlement_key, SettlementRequest, SETTLEMENTS};
use openledger_primitives::{
	challenge::Periods, datanet::ContributionInfo, datanet::ContributionStatus, datanet::Snapshot,
	datanet::SnapshotEntry, datanet::SnapshotRef, datanet::Terms, decimal::Decimal, influence::PARTS,
	job::HyperParameters, job::JobInfo, job::JobSpec, job::JobStatus, job::Method, model::Lineage,
	model::Manifest, model::ModelInfo, model::ModelKind, model::Price, root, usage::SessionInfo,
	usage::Voucher, AccountId, Balance, BlockNumber, ContributionId, Hash, JobId, ModelId, SessionId,
};
use openledger_worker::{
	index_path,
	ports::{Chain, ChainError, Mailbox},
	Records,
};
use parking_lot::Mutex;
use serde_json::{json, Value};
use sp_core::{sr25519, Pair};
use sp_runtime::Permill;
use std::{
	collections::{BTreeMap, BTreeSet},
	net::{SocketAddr, TcpListener},
	ops::ControlFlow,
	path::{Path, PathBuf},
	sync::{
		atomic::{AtomicBool, AtomicU32, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

pub const GENESIS: Hash = Hash::repeat_byte(7);
pub const WORKER: AccountId = AccountId::new([1; 32]);
pub const STASH: AccountId = AccountId::new([2; 32]);
/// A base model, and one that pretends to be tuned.
pub const BASE: ModelId = 1;
pub const OTHER: ModelId = 2;
/// A tuned model whose files are there. It is not listed any more.
pub const TUNED: ModelId = 3;
/// What the tuned model learnt from, and who contributed it: the user.
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

/// Its account.
pub fn asker() -> AccountId {
	user().public().into()
}

pub struct FewFields {
	pub sessions: Mutex<BTreeMap<SessionId, SessionInfo<AccountId>>>,
	pub base: Hash,
	pub worker: Mutex<Option<AccountId>>,
	pub best: AtomicU32,
}

impl FewFields {
	fn new(base: Hash) -> Self {
		let price = Price { prompt_per_1k: EACH * 1000, completion_per_1k: EACH * 1000 };
		let session = |id| {
			let info = SessionInfo {
				id,
				user: asker(),
				provider: STASH,
				model: BASE,
				price,
				deposited: DEPOSIT,
				settled: 0,
				closing_at: None,
			};
			(id, info)
		};
		let sessions = Mutex::new((1..=3).map(session).collect());
		Self { sessions, base, worker: Mutex::new(Some(WORKER)), best: AtomicU32::new(42) }
	}

	pub fn session_of(&self, id: SessionId) -> SessionInfo<AccountId> {
		self.sessions.lock()[&id].clone()
	}

	pub fn change(&self, id: SessionId, change: impl FnOnce(&mut SessionInfo<AccountId>)) {
		change(self.sessions.lock().get_mut(&id).unwrap());
	}
}

impl Chain for FewFields {
	fn genesis(&self) -> Hash {
		GENESIS
	}
	fn best_number(&self) -> BlockNumber {
		self.best.load(Ordering::SeqCst)
	}
	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		Ok(self.sessions.lock().get(&id).cloned())
	}
	fn periods(&self) -> Result<Periods, ChainError> {
		Ok(Periods { challenge: 20, reveal: 5, vote: 5 })
	}
	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError> {
		let manifest = Manifest { root: self.base, bytes: 1, parameters: 1, context: 1 };
		let kind = match id {
			BASE => ModelKind::Base { manifest, royalty: Permill::zero() },
			OTHER | TUNED => ModelKind::Tuned(Lineage {
				base: BASE,
				job: id.into(),
				snapshots: vec![LEARNT].try_into().unwrap(),
				adapter: if id == TUNED { root::of(ADAPTER) } else { Hash::repeat_byte(1) },
				adapter_bytes: ADAPTER.len() as u64,
				trace: Hash::zero(),
				evaluation: None,
			}),
			_ => return Ok(None),
		};
		let (owner, price) = (STASH, (id != TUNED).then(Price::default));
		let (name, licence, card) = (Default::default(), Default::default(), Hash::zero());
		Ok(Some(ModelInfo { id, owner, name, licence, card, kind, price }))
	}
	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError> {
		let spec = JobSpec {
			name: Default::default(),
			base: BASE,
			snapshots: Default::default(),
			held_out: None,
			hyper: HyperParameters {
				method: Method::Lora,
				rank: 1,
				alpha: 1,
				targets: Default::default(),
				learning_rate: Decimal(1),
				warmup_steps: 0,
				epochs: 1,
				batch: 1,
				max_length: 8,
				weight_decay: Decimal(0),
				clip_norm: Decimal(0),
				seed: 0,
			},
		};
		let info = JobInfo { id, builder: STASH, spec, escrow: 0, attempts: 1, status: JobStatus::Cancelled };
		Ok((id == JobId::from(TUNED)).then_some(info))
	}
	fn snapshot(&self, at: SnapshotRef) -> Result<Option<Snapshot>, ChainError> {
		let entry = SnapshotEntry {
			contribution: OWN,
			root: root::of(LEARNT_BYTES),
			records: 1,
			bytes: LEARNT_BYTES.len() as u64,
		};
		let terms = Terms { licence: Default::default(), fee_per_1k_tokens: 0, revocable: false };
		let entries = vec![entry].try_into().unwrap();
		let snapshot = Snapshot { root: Hash::zero(), entries, terms, published_at: 0 };
		Ok((at == LEARNT).then_some(snapshot))
	}
	fn contribution(&self, id: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError> {
		let (root, status) = (Hash::zero(), ContributionStatus::Accepted);
		let contributor = asker();
		let info =
			ContributionInfo { id, datanet: 1, contributor, root, records: 1, bytes: 1, bond: 0, status };
		Ok((id == OWN).then_some(info))
	}
	fn stash_of(&self, worker: &AccountId) -> Result<Option<AccountId>, ChainError> {
		Ok((*worker == WORKER).then_some(STASH))
	}
	fn worker(&self) -> Option<AccountId> {
		self.worker.lock().clone()
	}
}

#[derive(Default)]
pub struct MemoryMailbox(pub Mutex<BTreeMap<Vec<u8>, Vec<u8>>>);

impl Mailbox for MemoryMailbox {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.0.lock().get(key).cloned()
	}
	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let mut values = self.0.lock();
		let same = values.get(key).map(Vec::as_slice) == old;
		if same {
			values.insert(key.to_vec(), new.to_vec());
		}
		same
	}
	fn remove(&self, key: &[u8]) {
		self.0.lock().remove(key);
	}
}

impl MemoryMailbox {
	pub fn posted(&self, id: SessionId) -> Option<SettlementRequest> {
		let list = self.get(SETTLEMENTS)?;
		let listed = Vec::<SessionId>::decode(&mut &list[..]).unwrap().contains(&id);
		let bytes = self.get(&settlement_key(id)).filter(|bytes| !bytes.is_empty() && listed)?;
		Some(SettlementRequest::decode_all(&mut &bytes[..]).unwrap())
	}
}

/// Its answer is the last message, word by word; a word is a token. Asked with one word, it fails, panics or waits.
#[derive(Default)]
pub struct Parrot {
	pub pace: Duration,
	pub loads: AtomicU32,
	pub answers: AtomicU32,
	pub held: AtomicBool,
}

struct Loaded(Arc<Parrot>);

impl Engine for Arc<Parrot> {
	fn load(&self, source: Source) -> Result<Arc<dyn Model>, EngineError> {
		self.loads.fetch_add(1, Ordering::SeqCst);
		assert!(source.base.exists());
		Ok(Arc::new(Loaded(self.clone())))
	}

	fn index(
		&self,
		source: &Source,
		records: &[Records],
		_: &Path,
		watch: &(dyn Fn(u32, u32) + Sync),
	) -> Result<(), EngineError> {
		watch(1, 2);
		while self.held.load(Ordering::SeqCst) {
			std::thread::sleep(Duration::from_millis(2));
		}
		if records.iter().any(|records| records.bytes != LEARNT_BYTES) {
			return Err(EngineError::Failed("these are other records".into()));
		}
		let path = &source.tuning.as_ref().unwrap().index;
		let written =
			std::fs::create_dir_all(path.parent().unwrap()).and_then(|()| std::fs::write(path, b"an index"));
		written.map_err(|error| EngineError::Failed(error.to_string()))
	}
}

fn words(text: &str) -> Vec<&str> {
	text.split_inclusive(' ').collect()
}

impl Model for Loaded {
	fn context(&self) -> u32 {
		100
	}
	fn prompt_tokens(&self, messages: &[Message]) -> u32 {
		messages.iter().map(|m| words(&m.content).len() as u32).sum()
	}
	fn answer(
		&self,
		messages: &[Message],
		max_tokens: u32,
		on_text: &mut dyn FnMut(&str) -> ControlFlow<()>,
	) -> Result<Answer, EngineError> {
		let said = &messages.last().unwrap().content;
		match said.as_str() {
			"fail" => return Err(EngineError::Failed("told to fail".into())),
			"panic" => panic!("told to panic"),
			_ => (),
		}
		while self.0.held.load(Ordering::SeqCst) {
			std::thread::sleep(Duration::from_millis(2));
		}
		self.0.answers.fetch_add(1, Ordering::SeqCst);
		let prompt_ids: Vec<u32> = (0..self.prompt_tokens(messages)).collect();
		let (text, answer_ids) = (String::new(), Vec::new());
		let mut answer = Answer { text, prompt_ids, answer_ids, finish: Finish::Length };
		let said = words(said);
		for (id, word) in (0..max_tokens).zip(&said) {
			std::thread::sleep(self.0.pace);
			answer.text.push_str(word);
			answer.answer_ids.push(id);
			if on_text(word).is_break() {
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
	fn again(&self, prompt_ids: &[u32], max_tokens: u32) -> Result<Answer, EngineError> {
		if prompt_ids.is_empty() {
			return Err(EngineError::NoPrompt("nothing was asked".into()));
		}
		let answer_ids: Vec<u32> = (0..max_tokens.min(prompt_ids.len() as u32)).collect();
		let (text, prompt_ids) = (String::new(), prompt_ids.to_vec());
		Ok(Answer { text, prompt_ids, answer_ids, finish: Finish::Length })
	}
	/// All of it to the contribution numbered as the answer is long, unless the asker made that.
	fn attribute(&self, answer: &Answer, own: &BTreeSet<ContributionId>) -> Result<Attribution, EngineError> {
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

pub struct Rig {
	pub chain: Arc<FewFields>,
	pub mailbox: Arc<MemoryMailbox>,
	pub engine: Arc<Parrot>,
	pub inner: Arc<Inner>,
	pub at: SocketAddr,
	pub store: Arc<Store>,
	_runtime: tokio::runtime::Runtime,
}

impl Rig {
	/// Where the influence index of the tuned model lies. It is there unless a test takes it away.
	pub fn index_in(dir: &Path) -> PathBuf {
		index_path(&dir.join("worker"), GENESIS, TUNED.into())
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
		before: Option<(Arc<FewFields>, Arc<MemoryMailbox>)>,
	) -> Self {
		// A thread of the service before may hold on to the store for a moment.
		let start = Instant::now();
		let store = loop {
			match Store::open(dir.join("blobs"), 1 << 20) {
				Err(BlobError::InUse { .. }) if start.elapsed() < Duration::from_secs(10) => {
					std::thread::sleep(Duration::from_millis(5));
				},
				opened => break Arc::new(opened.unwrap()),
			}
		};
		store.put(ADAPTER).unwrap();
		let index = Self::index_in(dir);
		std::fs::create_dir_all(index.parent().unwrap()).unwrap();
		std::fs::write(index, b"an index").unwrap();
		let base = store.put(b"the base").unwrap();
		assert_eq!(base, root::of(b"the base"));
		let (chain, mailbox) =
			before.unwrap_or_else(|| (Arc::new(FewFields::new(base)), Arc::new(MemoryMailbox::default())));
		let mut config = Config::new(dir.join("serving"), dir.join("worker"));
		// Tests look at sessions themselves.
		config.settle_after = Duration::ZERO;
		config.patience = Duration::ZERO;
		configure(&mut config);
		let engine = Arc::new(engine);
		let server = Server::open(
			config,
			chain.clone(),
			mailbox.clone(),
			store.clone(),
			store.clone(),
			Arc::new(engine.clone()),
			Some(&prometheus_endpoint::Registry::new()),
		)
		.unwrap();
		let inner = server.inner.clone();
		let listener = TcpListener::bind("127.0.0.1:0").unwrap();
		let at = listener.local_addr().unwrap();
		let runtime =
			tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
		runtime.spawn(server.serve_only(listener));
		Self { chain, mailbox, engine, inner, at, store, _runtime: runtime }
	}

	/// Repeats the next answer that is to be verified, as the service does each second.
	pub fn verify_next(&self) {
		self._runtime.block_on(crate::challenge::verify_next(&self.inner));
	}

	/// Ends the service at once, as a kill does, but for its files and the world around it.
	pub fn kill(self) -> (Arc<FewFields>, Arc<MemoryMailbox>) {
		let Self { chain, mailbox, inner, _runtime, store, .. } = self;
		_runtime.shutdown_timeout(Duration::from_secs(5));
		drop(inner);
		drop(store);
		(chain, mailbox)
	}

	pub fn voucher(session: SessionId, cumulative: Balance) -> Value {
		let voucher = Voucher { genesis: GENESIS, session, cumulative };
		let signature = user().sign(&voucher.signing_bytes());
		json!({
			"session": session,
			"cumulative": cumulative.to_string(),
			"signature": sp_core::bytes::to_hex(signature.as_ref(), false),
		})
	}

	pub fn body(text: &str, session: SessionId, cumulative: Balance) -> Value {
		json!({
			"model": BASE.to_string(),
			"messages": [{ "role": "user", "content": text }],
			"openledger": Self::voucher(session, cumulative),
		})
	}

	pub fn post(&self, path: &str, body: &Value) -> Reply {
		http::call(self.at, "POST", path, &body.to_string())
	}

	/// Asks the tuned model in a session that is made one about it, and pays what was owed before.
	pub fn ask_tuned(&self, text: &str, session: SessionId, cumulative: Balance) -> Reply {
		self.chain.change(session, |session| session.model = TUNED);
		let mut body = Self::body(text, session, cumulative);
		body["model"] = json!(TUNED.to_string());
		body["openledger"]["tokens"] = json!(true);
		self.post("/v1/chat/completions", &body)
	}

	/// Asks, and pays what was owed before.
	pub fn ask(&self, text: &str, session: SessionId, cumulative: Balance) -> Reply {
		self.post("/v1/chat/completions", &Self::body(text, session, cumulative))
	}

	pub fn pay(&self, session: SessionId, cumulative: Balance) -> Reply {
		self.post("/v1/vouchers", &Self::voucher(session, cumulative))
	}

	pub fn get(&self, path: &str) -> Reply {
		http::call(self.at, "GET", path, "")
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
