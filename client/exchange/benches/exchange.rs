//! A blob from three peers over the node's own network (litep2p, Noise, Yamux) on loopback, beside `scp` and
//! beside a plain copy of the same bytes over one TCP connection, all with a flush to the same disk.
//!
//! `scp` encrypts, as the network does; it needs OpenSSH's server (`apt-get install openssh-server`), which
//! is started here with keys of its own. What it takes to log in is measured with an empty file and
//! subtracted.
//!
//! Each peer is a process of its own: one is honest, one has a file whose chunks were changed behind its
//! store's back, one is killed when half of the blob has come. `cargo bench -p openledger-exchange --bench
//! exchange -- [MIB] [ROUNDS]`

use futures::FutureExt;
use openledger_blobs::Store;
use openledger_exchange::{
	Metrics, Patience, Quota, Scheduler, Server,
	network::{Network, protocol, serve},
};
use openledger_ports::{Blobs, Search};
use openledger_primitives::{Hash, root::CHUNK};
use sc_network::{
	Litep2pNetworkBackend as Backend, Multiaddr, PeerId,
	config::{
		FullNetworkConfiguration, NetworkConfiguration, NonReservedPeerMode, Params, ProtocolId, Role,
		SetConfig, TransportConfig,
	},
	service::traits::{NetworkBackend, NetworkService, PeerStore},
};
use sp_runtime::{OpaqueExtrinsic, generic, traits::BlakeTwo256};
use std::{
	fs::{self, File},
	io::{BufRead, BufReader, Read, Write},
	net::{TcpListener, TcpStream},
	os::unix::fs::FileExt,
	path::Path,
	process::{Child, Command, Stdio},
	sync::Arc,
	time::{Duration, Instant},
};
use tempfile::TempDir;

type Block = generic::Block<generic::Header<u32, BlakeTwo256>, OpaqueExtrinsic>;
type BlockHash = <Block as sp_runtime::traits::Block>::Hash;

const GENESIS: Hash = Hash::repeat_byte(7);
/// Runs a child process: `peer FOLDER` or `copy FILE`.
const TASK: &str = "OPENLEDGER_EXCHANGE_TASK";
const MIB: u64 = 1 << 20;
const QUOTA: u64 = 1 << 40;
const SMALL: &[u8] = b"a small blob that every peer has";

/// Starts a network on a free port.
fn network() -> (Arc<dyn NetworkService>, openledger_exchange::network::Inbound) {
	let mut config = NetworkConfiguration::new_local();
	config.transport = TransportConfig::Normal { enable_mdns: false, allow_private_ip: true };
	config.listen_addresses = vec!["/ip4/127.0.0.1/tcp/0".parse().expect("an address")];
	let mut config = FullNetworkConfiguration::<Block, BlockHash, Backend>::new(&config, None);
	let (blobs, inbound) = protocol::<Block, Backend>(GENESIS);
	config.add_request_response_protocol(blobs);
	let metrics = <Backend as NetworkBackend<Block, BlockHash>>::register_notification_metrics(None);
	let set = SetConfig {
		in_peers: 8,
		out_peers: 0,
		reserved_nodes: Vec::new(),
		non_reserved_mode: NonReservedPeerMode::Accept,
	};
	let (announce, notifications) = <Backend as NetworkBackend<Block, BlockHash>>::notification_config(
		"/bench/announce/1".into(),
		Vec::new(),
		1024,
		None,
		set,
		metrics.clone(),
		config.peer_store_handle(),
	);
	// A protocol whose handle is dropped ends, and no connection is made any more.
	std::mem::forget(notifications);
	tokio::spawn(config.take_peer_store().run());
	let backend = Backend::new(Params {
		role: Role::Full,
		executor: Box::new(|task| drop(tokio::spawn(task))),
		network_config: config,
		protocol_id: ProtocolId::from("bench"),
		genesis_hash: GENESIS,
		fork_id: None,
		metrics_registry: None,
		block_announce_config: announce,
		ipfs_config: None,
		notification_metrics: metrics,
	})
	.expect("a network on loopback");
	let service = <Backend as NetworkBackend<Block, BlockHash>>::network_service(&backend);
	tokio::spawn(<Backend as NetworkBackend<Block, BlockHash>>::run(backend));
	(service, inbound)
}

fn runtime() -> tokio::runtime::Runtime {
	tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime")
}

/// Serves a store until standard input ends.
fn peer(folder: &str) {
	let runtime = runtime();
	let _in = runtime.enter();
	let store = Arc::new(Store::open(folder, QUOTA).expect("a store"));
	let (service, inbound) = network();
	let server = Server::new(store, Quota::of_bytes(64 * MIB), Metrics::new(None).expect("metrics"));
	runtime.spawn(serve(server, inbound));
	let address = service.listen_addresses().first().cloned().expect("an address");
	println!("{} {address}", service.local_peer_id());
	let _ = std::io::stdin().read(&mut [0]);
}

/// Sends a file to whoever connects, until standard input ends.
fn copy(path: &str) {
	let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
	println!("{}", listener.local_addr().expect("an address"));
	let path = path.to_owned();
	std::thread::spawn(move || {
		for stream in listener.incoming() {
			let (mut stream, mut file) = (stream.expect("a connection"), File::open(&path).expect("a file"));
			let mut buffer = vec![0; MIB as usize];
			loop {
				match file.read(&mut buffer).expect("bytes") {
					0 => break,
					count => stream.write_all(&buffer[..count]).expect("somebody who reads"),
				}
			}
		}
	});
	let _ = std::io::stdin().read(&mut [0]);
}

/// A child process with what it says first.
fn child(task: &str, what: &Path) -> (Child, String) {
	let mut command = Command::new(std::env::current_exe().expect("a program"));
	command.arg(what).env(TASK, task).stdin(Stdio::piped()).stdout(Stdio::piped());
	let mut child = command.spawn().expect("a process");
	let mut line = String::new();
	BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
	(child, line.trim().to_owned())
}

/// Peak resident memory of this process since it was reset, in MiB.
fn peak() -> f64 {
	let status = fs::read_to_string("/proc/self/status").expect("Linux");
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
	let kib: f64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
	kib / 1024.0
}

/// Seconds that a plain copy takes.
fn plain(from: &str, to: &Path) -> f64 {
	let start = Instant::now();
	let (mut stream, mut file) =
		(TcpStream::connect(from).expect("a server"), File::create(to).expect("a file"));
	let mut buffer = vec![0; MIB as usize];
	loop {
		match stream.read(&mut buffer).expect("bytes") {
			0 => break,
			count => file.write_all(&buffer[..count]).expect("room"),
		}
	}
	file.sync_all().expect("a disk");
	let took = start.elapsed().as_secs_f64();
	fs::remove_file(to).expect("the copy");
	took
}

/// OpenSSH's server on loopback, for who holds a key that was made for it.
struct Ssh {
	daemon: Child,
	dir: TempDir,
	port: u16,
}

impl Ssh {
	/// Starts it; nothing where it is not installed.
	fn start() -> Option<Self> {
		let daemon = Path::new("/usr/sbin/sshd");
		if !daemon.exists() {
			println!("no scp beside it: /usr/sbin/sshd is missing (apt-get install openssh-server)");
			return None;
		}
		let dir = tempfile::tempdir().expect("a folder");
		for name in ["host", "user"] {
			let made = Command::new("ssh-keygen")
				.args(["-q", "-t", "ed25519", "-N", "", "-f"])
				.arg(dir.path().join(name))
				.status();
			assert!(made.expect("ssh-keygen").success(), "no key");
		}
		// Where it gives up its rights, if it has any.
		let _ = fs::create_dir_all("/run/sshd");
		let port =
			TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
		let at = |name: &str| dir.path().join(name).display().to_string();
		let config = format!(
			"ListenAddress 127.0.0.1:{port}\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\nUsePAM no\n\
			 PidFile none\nSubsystem sftp internal-sftp\n",
			at("host"),
			at("user.pub"),
		);
		fs::write(dir.path().join("config"), config).expect("room");
		let child = Command::new(daemon).args(["-D", "-q", "-f"]).arg(dir.path().join("config")).spawn();
		let ssh = Self { daemon: child.expect("a server"), dir, port };
		while TcpStream::connect(("127.0.0.1", port)).is_err() {
			std::thread::sleep(Duration::from_millis(5));
		}
		Some(ssh)
	}

	/// Seconds that `scp` takes with the login and the flush.
	fn copy(&self, from: &Path, to: &Path) -> f64 {
		let start = Instant::now();
		let user = std::env::var("USER").unwrap_or_else(|_| "root".into());
		let status = Command::new("scp")
			.args(["-q", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-P"])
			.arg(self.port.to_string())
			.arg("-i")
			.arg(self.dir.path().join("user"))
			.arg(format!("{user}@127.0.0.1:{}", from.display()))
			.arg(to)
			.status();
		assert!(status.expect("scp").success(), "scp failed");
		File::open(to).and_then(|file| file.sync_all()).expect("a disk");
		let took = start.elapsed().as_secs_f64();
		fs::remove_file(to).expect("the copy");
		took
	}
}

impl Drop for Ssh {
	fn drop(&mut self) {
		let _ = self.daemon.kill();
		let _ = self.daemon.wait();
	}
}

struct Outcome {
	seconds: f64,
	peak_mib: f64,
	liar: i32,
	honest: i32,
}

/// Fetches the blob of some peers into a fresh store. If there are three, the last is killed when half of it
/// has come.
fn exchange(stores: &[&Path], fresh: &Path, root: Hash) -> Outcome {
	let runtime = runtime();
	let _in = runtime.enter();
	let (service, _inbound) = network();
	let mut children = Vec::new();
	for store in stores {
		let (child, line) = child("peer", store);
		let (id, address) = line.split_once(' ').expect("an identity and an address");
		let (id, address): (PeerId, Multiaddr) =
			(id.parse().expect("an id"), address.parse().expect("an address"));
		service.add_known_address(id, address);
		children.push((child, id));
	}
	let ids: Vec<PeerId> = children.iter().map(|(_, id)| *id).collect();
	let known = ids.clone();
	let connected = move || futures::future::ready(known.clone()).boxed();
	let transport = Network::new(service.clone(), GENESIS, Box::new(connected));
	runtime.spawn(transport.clone().follow());
	let store = Arc::new(Store::open(fresh, QUOTA).expect("a store"));
	let patience = Patience(Duration::from_secs(60));
	let scheduler = Scheduler::new(store.clone(), transport, patience, Metrics::new(None).expect("metrics"));
	// A node has its connections before it needs a blob: a small blob that all have makes them.
	runtime.spawn(scheduler.clone().run(None));
	while scheduler.want(openledger_primitives::root::of(SMALL), None) != Search::Here {
		std::thread::sleep(Duration::from_millis(1));
	}
	fs::write("/proc/self/clear_refs", "5").expect("a peak that can be reset");
	let start = Instant::now();
	let mut is_killed = children.len() < 3;
	loop {
		match scheduler.want(root, None) {
			Search::Here => break,
			Search::Fetching { received, length } if !is_killed && received * 2 >= length => {
				is_killed = true;
				children[2].0.kill().expect("a process that runs");
			},
			_ => std::thread::sleep(Duration::from_micros(500)),
		}
	}
	let seconds = start.elapsed().as_secs_f64();
	let outcome = Outcome {
		seconds,
		peak_mib: peak(),
		liar: service.peer_reputation(&ids[1]),
		honest: service.peer_reputation(&ids[0]),
	};
	assert!(is_killed, "the blob came before anybody could die");
	for (mut child, _) in children {
		let _ = child.kill();
		let _ = child.wait();
	}
	let found = openledger_blobs::files::root_of(&store.path(root).expect("a blob")).expect("a file").0;
	assert_eq!(found, root, "what came is not what was wanted");
	runtime.shutdown_timeout(Duration::from_secs(5));
	outcome
}

fn median(mut values: Vec<f64>) -> f64 {
	values.sort_by(f64::total_cmp);
	values[values.len() / 2]
}

fn main() {
	let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
	if let Ok(task) = std::env::var(TASK) {
		match task.as_str() {
			"peer" => return peer(&arguments[0]),
			_ => return copy(&arguments[0]),
		}
	}
	let number =
		|at: usize, default: u64| arguments.get(at).map_or(default, |text| text.parse().expect("a number"));
	let (mib, rounds) = (number(0, 64), number(1, 5));
	let dir = tempfile::tempdir_in(std::env::current_dir().expect("a folder")).expect("a folder");
	let original = dir.path().join("original");
	let mut file = File::create(&original).expect("a file");
	let mut state = 0x9e37_79b9_7f4a_7c15u64;
	for _ in 0..mib {
		let block: Vec<u8> = (0..MIB / 8)
			.flat_map(|_| {
				state ^= state << 13;
				state ^= state >> 7;
				state ^= state << 17;
				state.to_le_bytes()
			})
			.collect();
		file.write_all(&block).expect("room");
	}
	drop(file);
	let [honest, liar, mortal] = ["honest", "liar", "mortal"].map(|name| dir.path().join(name));
	let mut root = Hash::zero();
	for path in [&honest, &liar, &mortal] {
		let store = Store::open(path, QUOTA).expect("a store");
		root = store.put_file(&original).expect("room");
		store.compute_leaves(root).expect("a blob");
		store.put(SMALL).expect("room");
	}
	let changed = liar.join("blobs").join(format!("{root:x}"));
	let changed = File::options().write(true).open(changed).expect("the liar's file");
	for chunk in 0..mib * MIB / CHUNK as u64 {
		changed.write_all_at(b"lie", chunk * CHUNK as u64).expect("room");
	}
	drop(changed);

	let (mut copier, at) = child("copy", &original);
	let ssh = Ssh::start();
	let empty = dir.path().join("empty");
	File::create(&empty).expect("a file");
	let (mut copies, mut calm, mut troubled, mut peaks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
	let (mut scps, mut logins) = (Vec::new(), Vec::new());
	for round in 0..rounds {
		if let Some(ssh) = &ssh {
			logins.push(ssh.copy(&empty, &dir.path().join("copy")));
			scps.push(ssh.copy(&original, &dir.path().join("copy")));
		}
		copies.push(plain(&at, &dir.path().join("copy")));
		let fresh = dir.path().join("fresh");
		let outcome = exchange(&[&honest, &liar, &mortal], &fresh, root);
		assert!(outcome.liar < 0 && outcome.liar < outcome.honest, "the liar's reputation is not lowered");
		let Outcome { seconds, peak_mib, liar, honest: other } = outcome;
		println!("round {round}: reputations {liar} and {other}, peak {peak_mib:.1} MiB, {seconds:.3} s");
		troubled.push(seconds);
		peaks.push(peak_mib);
		fs::remove_dir_all(&fresh).expect("a store");
		let outcome = exchange(&[&honest, &mortal], &fresh, root);
		calm.push(outcome.seconds);
		peaks.push(outcome.peak_mib);
		fs::remove_dir_all(&fresh).expect("a store");
	}
	let _ = copier.kill();
	let _ = copier.wait();
	let speed = |seconds: f64| mib as f64 / seconds;
	let plain = speed(median(copies));
	let scp = ssh.map(|_| speed(median(scps) - median(logins)));
	println!("{mib} MiB, medians of {rounds} rounds");
	println!("plain copy, TCP on loopback, not encrypted:    {plain:8.1} MiB/s");
	if let Some(scp) = scp {
		println!("scp on loopback, without the login:            {scp:8.1} MiB/s");
	}
	let trouble = ("exchange, one liar and one who dies half-way: ", speed(median(troubled)));
	for (what, speed) in [trouble, ("exchange, two honest peers:                   ", speed(median(calm)))] {
		print!("{what} {speed:8.1} MiB/s, {:.0} % of the plain copy", 100.0 * speed / plain);
		scp.iter().for_each(|scp| print!(", {:.0} % of scp", 100.0 * speed / scp));
		println!();
	}
	println!(
		"largest peak of the fetching process:          {:8.1} MiB",
		peaks.iter().fold(0.0, |a: f64, b| a.max(*b))
	);
}
