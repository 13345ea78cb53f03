//! From posted records to a paid answer with influence: blob store, worker, influence index and chat service with
//! their real engines, on a tiny random model. Only the chain and the mailbox are doubles.

use codec::{DecodeAll, Encode};
use openledger_blobs::Store;
use openledger_mailbox::{
	request_key, response_key, settlement_key, JobRequest, JobResponse, SettlementRequest, JOBS,
};
use openledger_primitives::{
	challenge::Periods, datanet::ContributionInfo, datanet::Snapshot, datanet::SnapshotEntry,
	datanet::SnapshotRef, datanet::Terms, influence, job::JobInfo, job::JobResult, job::JobSpec,
	job::JobStatus, model::Lineage, model::Manifest, model::ModelInfo, model::ModelKind, model::Price, root,
	usage::Receipt, usage::SessionInfo, usage::Voucher, AccountId, Balance, BlockNumber, ContributionId,
	Hash, JobId, ModelId, SessionId,
};
use openledger_serving::{Config, Server};
use openledger_worker::{
	ports::{Chain, ChainError, Mailbox},
	Phase, Worker,
};
use parking_lot::Mutex;
use serde_json::{json, Value};
use sp_core::{sr25519, Pair};
use sp_runtime::Permill;
use std::{
	collections::BTreeMap,
	io::{Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	sync::Arc,
	time::{Duration, Instant},
};

const GENESIS: Hash = Hash::repeat_byte(7);
const WORKER: AccountId = AccountId::new([1; 32]);
const STASH: AccountId = AccountId::new([2; 32]);
const JOB: JobId = 4;
const BASE: ModelId = 1;
const TUNED: ModelId = 2;
const AT: SnapshotRef = SnapshotRef { datanet: 1, number: 1 };

fn user() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[9; 32])
}

struct World {
	manifest: Manifest,
	entries: Vec<SnapshotEntry>,
	result: Mutex<Option<JobResult>>,
	mailbox: Mutex<BTreeMap<Vec<u8>, Vec<u8>>>,
}

impl Mailbox for World {
	fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
		self.mailbox.lock().get(key).cloned()
	}
	fn compare_and_set(&self, key: &[u8], old: Option<&[u8]>, new: &[u8]) -> bool {
		let mut values = self.mailbox.lock();
		let same = values.get(key).map(Vec::as_slice) == old;
		if same {
			values.insert(key.to_vec(), new.to_vec());
		}
		same
	}
	fn remove(&self, key: &[u8]) {
		self.mailbox.lock().remove(key);
	}
}

impl Chain for World {
	fn genesis(&self) -> Hash {
		GENESIS
	}
	fn best_number(&self) -> BlockNumber {
		1
	}
	fn session(&self, id: SessionId) -> Result<Option<SessionInfo<AccountId>>, ChainError> {
		let price = Price { prompt_per_1k: 1000, completion_per_1k: 2000 };
		let model = id as ModelId;
		let (user, deposited, settled, closing_at) = (user().public().into(), 1_000_000, 0, None);
		Ok(Some(SessionInfo { id, user, provider: STASH, model, price, deposited, settled, closing_at }))
	}
	fn periods(&self) -> Result<Periods, ChainError> {
		Ok(Periods { challenge: 20, reveal: 5, vote: 5 })
	}
	fn model(&self, id: ModelId) -> Result<Option<ModelInfo<AccountId>>, ChainError> {
		let kind = match (id, self.result.lock().clone()) {
			(BASE, _) => ModelKind::Base { manifest: self.manifest.clone(), royalty: Permill::zero() },
			(TUNED, Some(result)) => ModelKind::Tuned(Lineage {
				base: BASE,
				job: JOB,
				snapshots: vec![AT].try_into().unwrap(),
				adapter: result.adapter,
				adapter_bytes: result.adapter_bytes,
				trace: result.trace,
				evaluation: None,
			}),
			_ => return Ok(None),
		};
		let (name, licence, card, price) =
			(Default::default(), Default::default(), Hash::zero(), Some(Price::default()));
		Ok(Some(ModelInfo { id, owner: STASH, name, licence, card, kind, price }))
	}
	fn job(&self, id: JobId) -> Result<Option<JobInfo<AccountId>>, ChainError> {
		let spec = JobSpec {
			name: Default::default(),
			base: BASE,
			snapshots: vec![AT].try_into().unwrap(),
			held_out: None,
			hyper: openledger_test_utils::hyper(),
		};
		let status = JobStatus::Cancelled;
		Ok(Some(JobInfo { id, builder: STASH, spec, escrow: 0, attempts: 1, status }))
	}
	fn snapshot(&self, _: SnapshotRef) -> Result<Option<Snapshot>, ChainError> {
		let terms = Terms { licence: Default::default(), fee_per_1k_tokens: 0, revocable: false };
		let entries = self.entries.clone().try_into().unwrap();
		Ok(Some(Snapshot { root: Hash::zero(), entries, terms, published_at: 1 }))
	}
	fn contribution(&self, _: ContributionId) -> Result<Option<ContributionInfo<AccountId>>, ChainError> {
		Ok(None)
	}
	fn stash_of(&self, _: &AccountId) -> Result<Option<AccountId>, ChainError> {
		Ok(Some(STASH))
	}
	fn worker(&self) -> Option<AccountId> {
		Some(WORKER)
	}
}

fn lines(words: &[&str]) -> Vec<u8> {
	let line = |(i, word): (usize, &&str)| {
		json!({ "prompt": format!("{word} number {i}?"), "completion": format!("the {word}") }).to_string()
			+ "\n"
	};
	words.iter().enumerate().map(line).collect::<String>().into_bytes()
}

fn post(to: SocketAddr, path: &str, body: &Value) -> (u16, Value) {
	let mut stream = TcpStream::connect(to).unwrap();
	let body = body.to_string();
	let head =
		format!("POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}", body.len());
	write!(stream, "{head}\r\n\r\n{body}").unwrap();
	let mut reply = String::new();
	stream.read_to_string(&mut reply).unwrap();
	let (head, body) = reply.split_once("\r\n\r\n").unwrap();
	(head.split(' ').nth(1).unwrap().parse().unwrap(), serde_json::from_str(body).unwrap())
}

fn voucher(session: SessionId, cumulative: Balance) -> Value {
	let voucher = Voucher { genesis: GENESIS, session, cumulative };
	let signature = user().sign(&voucher.wrapped_signing_bytes());
	let signature = sp_core::bytes::to_hex(signature.as_ref(), false);
	json!({ "session": session, "cumulative": cumulative.to_string(), "signature": signature })
}

fn ask(to: SocketAddr, model: ModelId, prompt: &str, cumulative: Balance) -> Value {
	let body = json!({
		"model": model.to_string(),
		"messages": [{ "role": "user", "content": prompt }],
		"max_tokens": 8,
		"openledger": voucher(model.into(), cumulative),
	});
	let (status, reply) = post(to, "/v1/chat/completions", &body);
	assert_eq!(status, 200, "{reply}");
	reply
}

fn until(what: &str, holds: impl Fn() -> bool) {
	let start = Instant::now();
	while !holds() {
		assert!(start.elapsed() < Duration::from_secs(300), "{what} did not happen");
		std::thread::sleep(Duration::from_millis(20));
	}
}

#[test]
fn records_become_a_model_that_is_used_attributed_and_settled() {
	let dir = tempfile::tempdir().unwrap();
	let gguf = openledger_test_utils::Gguf::tiny().write(dir.path());
	let store = Arc::new(Store::open(dir.path().join("blobs"), 1 << 30).unwrap());
	let manifest = Manifest {
		root: store.link(&gguf).unwrap(),
		bytes: gguf.metadata().unwrap().len(),
		parameters: 1,
		context: 256,
	};
	let contributions = [(11, lines(&["river", "stone", "river"])), (12, lines(&["cloud", "cloud"]))];
	let entry = |(contribution, bytes): &(ContributionId, Vec<u8>)| SnapshotEntry {
		contribution: *contribution,
		root: root::of(bytes),
		records: bytes.iter().filter(|byte| **byte == b'\n').count() as u32,
		bytes: bytes.len() as u64,
	};
	let entries: Vec<_> = contributions.iter().map(entry).collect();
	let request = JobRequest {
		genesis: GENESIS,
		job: JOB,
		attempt: 1,
		worker: WORKER,
		base: manifest.clone(),
		entries: entries.clone(),
		held_out: None,
		hyper: openledger_test_utils::hyper(),
		max_tokens: 1_000_000,
		deadline: 1000,
	};
	let mailbox = [(JOBS.to_vec(), vec![JOB].encode()), (request_key(JOB), request.encode())];
	let mailbox = Mutex::new(mailbox.into_iter().collect());
	let world = Arc::new(World { manifest, entries, result: Mutex::new(None), mailbox });

	let work = dir.path().join("worker");
	let worker = Worker::new(
		openledger_worker::Config::new(work.clone(), 2),
		world.clone(),
		world.clone(),
		store.clone(),
		store.clone(),
		Arc::new(openledger_worker::FinetuneEngine),
		None,
	)
	.unwrap();
	let handle = worker.handle();
	let mut config = Config::new(dir.path().join("serving"), work);
	config.settle_after = Duration::ZERO;
	let engine = Arc::new(openledger_serving::FinetuneEngine::new(2));
	let blobs = store.clone();
	let server =
		Server::open(config, world.clone(), world.clone(), store.clone(), blobs, engine, None).unwrap();
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let to = listener.local_addr().unwrap();
	let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
	runtime.spawn(worker.run());
	runtime.spawn(server.run(listener));

	until("the wait for records", || handle.progress(JOB).is_some_and(|p| p.phase == Phase::Fetching));
	for (_, bytes) in &contributions {
		store.put_chunk(root::of(bytes), bytes.len() as u64, 0, bytes).unwrap();
	}
	handle.wake();
	until("a response", || world.get(&response_key(JOB)).is_some());
	let response = JobResponse::decode_all(&mut &world.get(&response_key(JOB)).unwrap()[..]).unwrap();
	let JobResponse::Done { result, .. } = response else {
		panic!("{response:?}, {:?}", handle.progress(JOB))
	};
	assert_eq!(store.length(result.adapter).unwrap(), result.adapter_bytes);
	*world.result.lock() = Some(result.clone());

	// The base answers without influence, and the tuned model twice the same. Whether any record stands out is up to a model
	// whose weights mean nothing; end to end, a real one is asked.
	let base = ask(to, BASE, "river number 0?", 0);
	assert_eq!(base["openledger"]["influence"], json!([]));
	let first = ask(to, TUNED, "river number 0?", 0);
	let receipt = |reply: &Value| {
		let scale = reply["openledger"]["receipt"]["scale"].as_str().unwrap();
		Receipt::decode_all(&mut &sp_core::bytes::from_hex(scale).unwrap()[..]).unwrap()
	};
	let one = receipt(&first);
	assert_eq!(one.adapter, result.adapter);
	assert_eq!(influence::check(&one.influence), Ok(()));
	assert!(one.influence.iter().all(|(id, _)| [11, 12].contains(id)));
	let shaped = &first["openledger"]["attribution"];
	let named = shaped["records"].as_array().unwrap();
	assert!(named.iter().all(|record| [11, 12].contains(&record["contribution"].as_u64().unwrap())));
	assert_eq!(named.is_empty(), one.influence.is_empty());
	assert!(shaped["tuned_share"].as_u64().is_some() && shaped["spans"].is_array(), "{shaped}");
	until("the job's end", || handle.progress(JOB).is_some_and(|p| p.phase == Phase::Done));
	let two = receipt(&ask(to, TUNED, "river number 0?", one.cumulative));
	assert_eq!((two.answer, &two.influence), (one.answer, &one.influence));

	let (status, _) = post(to, "/v1/vouchers", &voucher(TUNED.into(), two.cumulative));
	assert_eq!(status, 200);
	let posted = || {
		let bytes = world.get(&settlement_key(TUNED.into()))?;
		SettlementRequest::decode_all(&mut &bytes[..]).ok()
	};
	until("a settlement", || posted().is_some());
	let settlement = posted().unwrap().settlement;
	assert!(settlement.answers >= 1 && influence::check(&settlement.influence) == Ok(()));
	assert_eq!(settlement.influence, one.influence);
	runtime.shutdown_timeout(Duration::from_secs(5));
}
