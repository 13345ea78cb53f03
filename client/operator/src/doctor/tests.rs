//! Faults that are planted one at a time in a sound node, each found by its name.

use super::*;
use crate::ports::Wanted;
use serde_json::{Value, json};
use sp_core::crypto::{AccountId32, Ss58Codec};
use std::{
	collections::BTreeMap,
	fs,
	io::{BufRead, BufReader, Read, Write},
	net::TcpListener,
	os::unix::fs::PermissionsExt,
	path::Path,
	sync::{Arc, Mutex},
	time::UNIX_EPOCH,
};
use tempfile::TempDir;

/// One OPEN in planck.
const OPEN: u128 = 1_000_000_000_000_000_000;
/// Milliseconds of a slot of the tests' chain.
const SLOT: u64 = 6_000;

/// Answers by method, or by method and first parameter.
type Answers = BTreeMap<String, Value>;

/// Serves answers over HTTP on a port of its own. What has no answer is refused.
fn serve(answers: Answers) -> String {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	let answers = Arc::new(Mutex::new(answers));
	std::thread::spawn(move || {
		for stream in listener.incoming() {
			let Ok(mut stream) = stream else { continue };
			let mut reader = BufReader::new(stream.try_clone().unwrap());
			let (mut line, mut length) = (String::new(), 0);
			while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
				let lower = line.to_lowercase();
				if let Some(value) = lower.strip_prefix("content-length:") {
					length = value.trim().parse().unwrap();
				}
				line.clear();
			}
			let mut body = vec![0; length];
			if reader.read_exact(&mut body).is_err() {
				continue;
			}
			let request: Value = serde_json::from_slice(&body).unwrap();
			let method = request["method"].as_str().unwrap();
			let first = request["params"][0].as_str().unwrap_or_default();
			let answers = answers.lock().unwrap();
			let answer = answers.get(&format!("{method} {first}")).or_else(|| answers.get(method));
			let answer = match answer {
				Some(result) => json!({ "jsonrpc": "2.0", "id": 1, "result": result }),
				None => json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": -1, "message": "refused" } }),
			};
			let answer = answer.to_string();
			let length = answer.len();
			let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{answer}");
		}
	});
	url
}

fn hex(bytes: &[u8]) -> Value {
	sp_core::bytes::to_hex(bytes, false).into()
}

/// Encodes a list of authorities.
fn authorities(keys: &[[u8; 32]]) -> Vec<u8> {
	let mut bytes = vec![(keys.len() as u8) << 2];
	for key in keys {
		bytes.extend(key);
		bytes.extend(1u64.to_le_bytes());
	}
	bytes
}

fn key(section: &str, name: &str) -> String {
	let key = [sp_crypto_hashing::twox_128(section.as_bytes()), sp_crypto_hashing::twox_128(name.as_bytes())]
		.concat();
	sp_core::bytes::to_hex(&key, false)
}

/// Returns the time in a block that is so many milliseconds old.
fn block_time(age: i64) -> Value {
	let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
	hex(&((now - age) as u64).to_le_bytes())
}

/// A sound node: its answers, its files, and what it was started with.
struct Sound {
	dir: TempDir,
	answers: Answers,
	node: Node,
}

impl Sound {
	fn new() -> Self {
		let dir = tempfile::tempdir().unwrap();
		let folder = dir.path().join("chain");
		let secret = |path: &Path, bytes: &[u8]| crate::secret::write_new(path, bytes).unwrap();
		for name in ["keystore", "network", "blobs/blobs", "blobs/links"] {
			fs::create_dir_all(folder.join(name)).unwrap();
		}
		for (kind, number) in [("babe", 1u8), ("gran", 2), ("audi", 3), ("olwk", 4)] {
			let name = sp_core::bytes::to_hex(&[kind.as_bytes(), &[number; 32]].concat(), false);
			secret(&folder.join("keystore").join(&name[2..]), b"secret");
		}
		secret(&folder.join("network/secret_ed25519"), &[7; 32]);
		let model = dir.path().join("base.gguf");
		fs::write(&model, b"GGUF and more").unwrap();
		let node = Node {
			rpc: String::new(),
			public_rpc: None,
			folder,
			node_key: None,
			is_validator: true,
			is_provider: true,
			base_models: vec![model],
			blob_quota: 1 << 20,
			ports: Vec::new(),
		};
		Self { dir, answers: answers(), node }
	}

	fn set(&mut self, method: &str, answer: Value) {
		self.answers.insert(method.into(), answer);
	}

	fn examine(mut self) -> Report {
		self.node.rpc = serve(self.answers);
		examine(&self.node)
	}

	/// Returns the file of a key in the keystore.
	fn key_file(&self, number: u8) -> PathBuf {
		let end = format!("{number:02x}{number:02x}");
		let files = fs::read_dir(self.node.folder.join("keystore")).unwrap().flatten();
		files.map(|file| file.path()).find(|path| path.display().to_string().ends_with(&end)).unwrap()
	}
}

fn answers() -> Answers {
	let worker = AccountId32::new([4; 32]);
	let mut babe: Vec<u8> = [SLOT, 100, 1, 4].iter().flat_map(|number| number.to_le_bytes()).collect();
	babe.extend(authorities(&[[1; 32]]));
	babe.extend([0; 33]);
	let mut account = vec![0; 16];
	account.extend((5 * OPEN).to_le_bytes());
	account.extend([0; 48]);
	let account_key = [
		&sp_crypto_hashing::twox_128(b"System")[..],
		&sp_crypto_hashing::twox_128(b"Account"),
		&sp_crypto_hashing::blake2_128(&[4; 32]),
		&[4; 32],
	]
	.concat();
	let account_key = sp_core::bytes::to_hex(&account_key, false);
	let stash = [vec![1], vec![9; 32]].concat();
	[
		("system_health".into(), json!({ "peers": 5, "isSyncing": false, "shouldHavePeers": true })),
		("system_nodeRoles".into(), json!(["Authority"])),
		("chain_getHeader".into(), json!({ "number": "0x20" })),
		("chain_getHeader 0xfinal".into(), json!({ "number": "0x1e" })),
		("chain_getFinalizedHead".into(), json!("0xfinal")),
		("state_call BabeApi_configuration".into(), hex(&babe)),
		("state_call GrandpaApi_grandpa_authorities".into(), hex(&authorities(&[[2; 32]]))),
		("state_call ModelFactoryApi_stash_of".into(), hex(&stash)),
		(format!("state_getStorage {}", key("Timestamp", "Now")), block_time(3_000)),
		(format!("state_getStorage {account_key}"), hex(&account)),
		("openledger_workerAccount".into(), worker.to_ss58check().into()),
	]
	.into_iter()
	.collect()
}

/// Asserts that a planted fault is found under a name, with these words, and no other fault.
#[track_caller]
fn finds(name: &str, words: &str, plant: impl FnOnce(&mut Sound)) {
	let mut sound = Sound::new();
	plant(&mut sound);
	let report = sound.examine();
	let faults: Vec<&Check> = report.checks.iter().filter(|check| check.state == State::Fault).collect();
	let [fault] = faults[..] else { panic!("{report}") };
	assert_eq!(fault.name, name, "{report}");
	let text = format!("{} {}", fault.found, fault.cure.as_deref().unwrap_or_default());
	assert!(text.contains(words), "{text}");
	assert!(fault.cure.is_some(), "{report}");
}

#[test]
fn a_sound_node_has_no_faults() {
	let report = Sound::new().examine();
	let others: Vec<&Check> = report.checks.iter().filter(|check| check.state != State::Ok).collect();
	// How full the disk of the machine is that runs this is not the test's.
	assert!(others.iter().all(|check| check.name == "disk"), "{report}");
	assert!(report.checks.len() >= 12, "{report}");
}

#[test]
fn faults_of_the_chain_are_found() {
	finds("peers", "--bootnodes", |sound| {
		sound.set("system_health", json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": true }));
	});
	finds("finality", "two thirds", |sound| {
		sound.set("chain_getHeader", json!({ "number": "0x1000" }));
	});
	let time = format!("state_getStorage {}", key("Timestamp", "Now"));
	finds("clock", "behind the best block", |sound| sound.set(&time, block_time(-60_000)));
	finds("clock", "stands still", |sound| sound.set(&time, block_time(20 * SLOT as i64)));
}

#[test]
fn faults_of_keys_are_found() {
	finds("keystore", "no key of GRANDPA", |sound| {
		fs::remove_file(sound.key_file(2)).unwrap();
		sound.set("state_call BabeApi_configuration", {
			let numbers = [SLOT, 100, 1, 4].iter().flat_map(|number| number.to_le_bytes());
			hex(&numbers.chain(authorities(&[])).collect::<Vec<u8>>())
		});
	});
	let open = |path: PathBuf| fs::set_permissions(path, fs::Permissions::from_mode(0o644)).unwrap();
	finds("keystore", "chmod 600", |sound| open(sound.key_file(1)));
	finds("session keys", "start it with --validator", |sound| {
		sound.set("system_nodeRoles", json!(["Full"]));
	});
	finds("session keys", "GRANDPA key", |sound| {
		sound.set("state_call GrandpaApi_grandpa_authorities", hex(&authorities(&[[5; 32]])));
	});
	let node_key = |sound: &Sound| sound.node.folder.join("network/secret_ed25519");
	finds("node key", "generate-node-key --file", |sound| fs::remove_file(node_key(sound)).unwrap());
	finds("node key", "chmod 600", |sound| open(node_key(sound)));
	finds("node key", "holds no key", |sound| fs::write(node_key(sound), b"short").unwrap());
}

#[test]
fn faults_of_a_provider_are_found() {
	finds("worker", "--provider", |sound| sound.set("openledger_workerAccount", Value::Null));
	finds("worker balance", "0.00 OPEN", |sound| {
		sound.answers.retain(|method, _| !method.starts_with("state_getStorage 0x26aa"));
		sound.set("state_getStorage", Value::Null);
	});
	finds("models", "base.gguf", |sound| fs::remove_file(&sound.node.base_models[0]).unwrap());
	finds("models", "no GGUF file", |sound| fs::write(&sound.node.base_models[0], b"<html>").unwrap());
	finds("models", "config.json", |sound| {
		fs::remove_file(&sound.node.base_models[0]).unwrap();
		fs::create_dir(&sound.node.base_models[0]).unwrap();
	});
	finds("models", "has changed", |sound| {
		let path = sound.dir.path().join("other.gguf");
		fs::write(&path, b"GGUF").unwrap();
		let link = json!({ "root": "0x00", "path": path, "length": 3, "modified": [1, 0] });
		fs::write(sound.node.folder.join("blobs/links/one"), link.to_string()).unwrap();
	});
	finds("blob quota", "--blob-quota-mib", |sound| {
		fs::write(sound.node.folder.join("blobs/blobs/one"), vec![0; 1 << 20]).unwrap();
	});
}

#[test]
fn faults_of_reach_are_found() {
	finds("unsafe RPC", "--rpc-methods safe", |sound| {
		sound.node.public_rpc = Some(serve([("system_peers".into(), json!([]))].into()));
	});
	let mut sound = Sound::new();
	sound.set("system_peers", json!([]));
	let report = sound.examine();
	let local = report.checks.iter().find(|check| check.name == "unsafe RPC").unwrap();
	assert_eq!(local.state, State::Warning, "behind a proxy of this machine all may call them");
}

#[test]
fn a_stopped_node_is_looked_at_by_its_files() {
	let held = TcpListener::bind("127.0.0.1:0").unwrap();
	let mut sound = Sound::new();
	let address = held.local_addr().unwrap();
	sound.node.ports = vec![Wanted { purpose: "of peers", option: "--port", address }];
	// Nobody listens on port 1.
	sound.node.rpc = "http://127.0.0.1:1".into();
	fs::remove_file(&sound.node.base_models[0]).unwrap();
	let report = examine(&sound.node);
	let state = |name: &str| report.checks.iter().find(|check| check.name == name).map(|check| check.state);
	assert_eq!(state("node"), Some(State::Warning), "{report}");
	assert_eq!(state("ports"), Some(State::Fault), "{report}");
	assert_eq!(state("models"), Some(State::Fault), "{report}");
	assert_eq!(state("node key"), Some(State::Ok), "{report}");
	assert_eq!(report.worst(), State::Fault);
}

#[test]
fn answers_of_any_kind_are_survived() {
	for answer in [json!(null), json!(5), json!("0x"), json!("0xff"), json!([]), json!({ "number": "x" })] {
		let mut sound = Sound::new();
		for method in sound.answers.clone().keys() {
			sound.set(method, answer.clone());
		}
		let report = sound.examine();
		assert!(report.checks.iter().any(|check| check.state != State::Ok), "{report}");
	}
	// A server that answers no HTTP, or nothing.
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("http://{}", listener.local_addr().unwrap());
	std::thread::spawn(move || {
		for stream in listener.incoming().flatten() {
			drop(stream);
		}
	});
	let client = rpc::Client::new(&url).unwrap();
	assert!(client.call("system_health", "[]").is_err());
	for url in ["", "https://a", "http://a:b", "ftp://x"] {
		assert!(rpc::Client::new(url).is_err(), "{url}");
	}
}

#[test]
fn a_report_is_read_by_people_and_programs() {
	let checks = vec![
		Check::ok("a", "fine"),
		Check::warning("b", "perhaps", "look"),
		Check::fault("c", "broken", "mend it"),
	];
	let report = Report { checks };
	assert_eq!(
		report.to_string(),
		"ok       a: fine\nwarning  b: perhaps; look\nfault    c: broken; mend it\n"
	);
	let json: Value = serde_json::from_str(&report.json()).unwrap();
	assert_eq!(
		json["checks"][2],
		json!({ "name": "c", "state": "fault", "found": "broken", "cure": "mend it" })
	);
	assert_eq!(json["checks"][0], json!({ "name": "a", "state": "ok", "found": "fine" }));
	assert_eq!(Report { checks: Vec::new() }.worst(), State::Ok);
}
