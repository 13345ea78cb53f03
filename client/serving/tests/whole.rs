//! From posted records to a paid answer with influence: blob store, worker, influence index and chat service
//! with their real engines, on a tiny random model. Only the chain and the mailbox are doubles.

use codec::DecodeAll;
use openledger_blobs::Store;
use openledger_indexer::{EngineIndexBuilder, Indexer};
use openledger_mailbox::{
	JobRequest, JobResponse, Jobs, Mailbox, SettlementRequest, Settlements, test_utils::MemoryStorage,
};
use openledger_payments::SettlerConfig;
use openledger_ports::{
	Phase,
	test_utils::{GENESIS, MockChain, WORKER, job, opened},
};
use openledger_primitives::{
	AccountId, ContributionId, Hash, JobId, ModelId, SessionId,
	boundary::Boundary,
	datanet::{Snapshot, SnapshotEntry, SnapshotRef, Terms},
	influence,
	job::JobResult,
	model::{Lineage, Manifest, ModelInfo, ModelKind, Price},
	root,
	usage::{Receipt, Voucher},
};
use openledger_serving::{Config, EngineLoader, Server};
use openledger_worker::{EngineTrainer, Worker};
use serde_json::{Value, json};
use sp_core::{Pair, sr25519};
use sp_runtime::Permill;
use std::{
	io::{Read, Write},
	net::{SocketAddr, TcpListener, TcpStream},
	sync::Arc,
	time::{Duration, Instant},
};

const STASH: AccountId = AccountId::new([2; 32]);
const JOB: JobId = 4;
const BASE: ModelId = 1;
const TUNED: ModelId = 2;
const AT: SnapshotRef = SnapshotRef { datanet: 1, number: 1 };

fn user() -> sr25519::Pair {
	sr25519::Pair::from_seed(&[9; 32])
}

fn model(id: ModelId, kind: ModelKind) -> ModelInfo<AccountId> {
	let (name, licence, card) = (Default::default(), Default::default(), Hash::zero());
	ModelInfo { id, owner: STASH, name, licence, card, kind, price: Some(Price::default()) }
}

/// Returns a chain with the base model, a snapshot, the job, and a session for each model.
fn chain(manifest: Manifest, entries: Vec<SnapshotEntry>) -> MockChain {
	let chain = MockChain::default();
	chain.stashes.lock().insert(WORKER, STASH);
	*chain.offered.lock() = vec![BASE];
	let price = Price { prompt_per_1k: 1000, completion_per_1k: 2000 };
	for model in [BASE, TUNED] {
		chain.put_session(opened(model.into(), user().public().into(), STASH, model, price, 1_000_000));
	}
	chain.put_model(model(BASE, ModelKind::Base { manifest, royalty: Permill::zero() }));
	chain.put_job(job(JOB, STASH, BASE, openledger_test_utils::hyper()));
	let terms = Terms { licence: Default::default(), fee_per_1k_tokens: 0, revocable: false };
	let entries = entries.try_into().unwrap();
	let snapshot = Snapshot { root: Hash::zero(), entries, terms, published_at: 1 };
	chain.snapshots.lock().push((AT, snapshot));
	chain
}

/// The chain lists the model that a job's result makes.
fn list(chain: &MockChain, result: &JobResult) {
	let kind = ModelKind::Tuned(Lineage {
		base: BASE,
		job: JOB,
		snapshots: vec![AT].try_into().unwrap(),
		adapter: result.adapter,
		adapter_bytes: result.adapter_bytes,
		trace: result.trace,
		evaluation: None,
	});
	chain.put_model(model(TUNED, kind));
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

fn voucher(session: SessionId, end: Boundary) -> Value {
	let Boundary { answers, cumulative, receipts } = end;
	let voucher = Voucher { genesis: GENESIS, session, answers, cumulative, receipts };
	let signature = user().sign(&voucher.wrapped_signing_bytes());
	let signature = sp_core::bytes::to_hex(signature.as_ref(), false);
	let cumulative = cumulative.to_string();
	json!({
		"session": session,
		"answers": answers,
		"cumulative": cumulative,
		"receipts": receipts,
		"signature": signature,
	})
}

fn ask(to: SocketAddr, model: ModelId, prompt: &str, end: Boundary) -> Value {
	let body = json!({
		"model": model.to_string(),
		"messages": [{ "role": "user", "content": prompt }],
		"max_tokens": 8,
		"openledger": voucher(model.into(), end),
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
	// The last one is poison: it is left out, and the job goes on.
	let poison = b"{oops\n".to_vec();
	let contributions =
		[(11, lines(&["river", "stone", "river"])), (12, lines(&["cloud", "cloud"])), (13, poison)];
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
	let mailbox = MemoryStorage::default();
	Mailbox::<Jobs, _>::new(&mailbox).post(JOB, &request);
	let chain = Arc::new(chain(manifest, entries));

	let (work, indexing) = (dir.path().join("worker"), dir.path().join("serving/indexing"));
	let engine = openledger_kernels::Engine::new(2).unwrap();
	let builder = Arc::new(EngineIndexBuilder::new(engine.clone()));
	let indexer = Arc::new(Indexer::new(&work.join("indexes"), indexing, GENESIS, store.clone(), builder));
	let ports = openledger_worker::Ports {
		mailbox: Arc::new(mailbox.clone()),
		chain: chain.clone(),
		store: store.clone(),
		blobs: store.clone(),
		trainer: Arc::new(EngineTrainer::new(engine.clone())),
		indexer: indexer.clone(),
	};
	let worker = Worker::new(openledger_worker::Config::new(work), ports, None).unwrap();
	let handle = worker.handle();
	let mut config = Config::new(dir.path().join("serving"));
	config.settler =
		SettlerConfig { settle_after: Duration::ZERO, look_every: Duration::ZERO, ..config.settler };
	let ports = openledger_serving::Ports {
		chain: chain.clone(),
		mailbox: Arc::new(mailbox.clone()),
		store: store.clone(),
		blobs: store.clone(),
		jobs: Arc::new(handle.clone()),
		indexer,
		loader: Arc::new(EngineLoader::new(engine)),
	};
	let server = Server::open(config, ports, None).unwrap();
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let to = listener.local_addr().unwrap();
	let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
	runtime.spawn(worker.run());
	runtime.spawn(server.run(listener));

	until("the wait for records", || {
		handle.progress(JOB).is_some_and(|p| p.progress.phase == Phase::Fetching)
	});
	for (_, bytes) in &contributions {
		store.put_chunk(root::of(bytes), bytes.len() as u64, 0, bytes).unwrap();
	}
	handle.wake();
	let jobs = Mailbox::<Jobs, _>::new(&mailbox);
	until("a response", || jobs.response(JOB).value().is_some());
	let response = jobs.response(JOB).value().unwrap();
	let JobResponse::Done { result, .. } = response else {
		panic!("{response:?}, {:?}", handle.progress(JOB))
	};
	assert_eq!(store.length(result.adapter).unwrap(), result.adapter_bytes);
	list(&chain, &result);

	// The base answers without influence, and the tuned model twice the same. Whether any record stands out
	// is up to a model whose weights mean nothing; end to end, a real one is asked.
	let base = ask(to, BASE, "river number 0?", Boundary::default());
	assert_eq!(base["openledger"]["influence"], json!([]));
	let first = ask(to, TUNED, "river number 0?", Boundary::default());
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
	until("the job's end", || handle.progress(JOB).is_some_and(|p| p.progress.phase == Phase::Done));
	let end = Boundary::default().after(&one).unwrap();
	let two = receipt(&ask(to, TUNED, "river number 0?", end));
	assert_eq!((two.answer, &two.influence), (one.answer, &one.influence));

	let (status, _) = post(to, "/v1/vouchers", &voucher(TUNED.into(), end.after(&two).unwrap()));
	assert_eq!(status, 200);
	let settlements = Mailbox::<Settlements, _>::new(&mailbox);
	let posted = || settlements.request(TUNED.into()).value();
	until("a settlement", || posted().is_some());
	let SettlementRequest { voucher, settlement, .. } = posted().unwrap();
	assert!(voucher.answers >= 1 && influence::check(&settlement.influence) == Ok(()));
	assert_eq!(settlement.influence, one.influence);
	runtime.shutdown_timeout(Duration::from_secs(5));
}
