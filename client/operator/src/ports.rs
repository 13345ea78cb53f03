//! Ports that a node is to listen on: free, or taken and by whom.

use std::{
	collections::BTreeMap,
	fs,
	io::ErrorKind,
	net::{SocketAddr, TcpListener},
	path::Path,
};

/// State of a listening socket in the tables of Linux.
const LISTENING: &str = "0A";
/// Most processes that are looked at to find who holds a port.
const MAX_PROCESSES: usize = 10_000;

/// An address to listen on.
#[derive(Clone, Debug)]
pub struct Wanted {
	/// Words for what listens there.
	pub purpose: &'static str,
	/// The option that chooses the port.
	pub option: &'static str,
	/// The address. Port 0 stands for any free one.
	pub address: SocketAddr,
}

/// A port that cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
	/// The port.
	pub port: u16,
	/// A sentence that says what it is for, who holds it and what to do.
	pub sentence: String,
}

/// Returns the ports that cannot be had, each once, in the order in which they are wanted.
///
/// Each is bound for a moment, so call this before anything listens.
pub fn taken(wanted: &[Wanted]) -> Vec<Taken> {
	let mut found: Vec<Taken> = Vec::new();
	let mut first: BTreeMap<u16, &Wanted> = BTreeMap::new();
	for one in wanted.iter().filter(|one| one.address.port() != 0) {
		let port = one.address.port();
		if found.iter().any(|taken| taken.port == port) {
			continue;
		}
		let earlier = first.entry(port).or_insert(one);
		if earlier.purpose != one.purpose {
			let sentence = format!(
				"port {port} is to be both that {} ({}) and that {} ({}): choose another for one of them",
				earlier.purpose, earlier.option, one.purpose, one.option
			);
			found.push(Taken { port, sentence });
		} else if let Some(why) = why_taken(one.address) {
			let Wanted { purpose, option, .. } = one;
			let sentence = format!("port {port} {purpose} {why}; choose another with {option}");
			found.push(Taken { port, sentence });
		}
	}
	found
}

/// Returns why an address cannot be listened on. A machine without IPv6 is no reason.
fn why_taken(address: SocketAddr) -> Option<String> {
	let error = TcpListener::bind(address).err()?;
	match error.kind() {
		ErrorKind::AddrInUse => Some(format!("is taken {}", holder(address.port()))),
		ErrorKind::PermissionDenied => {
			Some("is not allowed to this user: those below 1024 are root's".into())
		},
		ErrorKind::AddrNotAvailable if address.is_ipv4() => {
			Some(format!("cannot be listened on, because {} is no address of this machine", address.ip()))
		},
		_ if address.is_ipv6() => None,
		_ => Some(format!("cannot be listened on: {error}")),
	}
}

/// Says which process listens on a port, as far as this user may see.
fn holder(port: u16) -> String {
	match find_holder(Path::new("/proc"), port) {
		Some((process, name)) => format!("by `{name}`, process {process}: stop it"),
		None => {
			format!("by a process of another user, which `sudo ss -ltnp 'sport = :{port}'` names: stop it")
		},
	}
}

fn find_holder(proc: &Path, port: u16) -> Option<(u32, String)> {
	let tables = ["net/tcp", "net/tcp6"].map(|name| fs::read_to_string(proc.join(name)).unwrap_or_default());
	let sockets: Vec<String> = tables
		.iter()
		.flat_map(|table| table.lines().skip(1))
		.filter_map(|line| listener(line, port))
		.collect();
	if sockets.is_empty() {
		return None;
	}
	let processes = fs::read_dir(proc).ok()?.flatten();
	let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
	for process in numbers.take(MAX_PROCESSES) {
		let folder = proc.join(process.to_string());
		let Ok(files) = fs::read_dir(folder.join("fd")) else { continue };
		let links = files.flatten().filter_map(|file| fs::read_link(file.path()).ok());
		let mut names = links.filter_map(|link| link.to_str().map(String::from));
		if names.any(|name| sockets.contains(&name)) {
			let name = fs::read_to_string(folder.join("comm")).unwrap_or_default();
			return Some((process, name.trim().into()));
		}
	}
	None
}

/// Returns the name of the socket in a line of the table, if it listens on a port.
fn listener(line: &str, port: u16) -> Option<String> {
	let mut fields = line.split_whitespace();
	let local = fields.nth(1)?;
	let state = fields.nth(1)?;
	let inode = fields.nth(5)?;
	let (_, hex) = local.rsplit_once(':')?;
	let is_it = state == LISTENING && u16::from_str_radix(hex, 16) == Ok(port);
	is_it.then(|| format!("socket:[{inode}]"))
}

#[cfg(test)]
mod tests {
	use super::*;

	fn wanted(address: SocketAddr) -> Wanted {
		Wanted { purpose: "of JSON-RPC", option: "--rpc-port", address }
	}

	#[test]
	fn a_taken_port_is_named_with_its_holder_and_option() {
		let held = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = held.local_addr().unwrap();
		let found = taken(&[wanted(address), wanted(address)]);
		let [Taken { port, sentence }] = &found[..] else { panic!("{found:?}") };
		assert_eq!(*port, address.port());
		let process = format!("process {}", std::process::id());
		for words in [&process, "of JSON-RPC", "--rpc-port", &port.to_string()] {
			assert!(sentence.contains(words), "{sentence}");
		}
		drop(held);
		assert_eq!(taken(&[wanted(address)]), []);
	}

	#[test]
	fn an_address_of_another_machine_is_said() {
		let found = taken(&[wanted("192.0.2.1:4000".parse().unwrap())]);
		assert!(found[0].sentence.contains("192.0.2.1"), "{found:?}");
	}

	#[test]
	fn one_port_for_two_purposes_is_refused() {
		let address: SocketAddr = "127.0.0.1:39871".parse().unwrap();
		let other = Wanted { purpose: "of metrics", option: "--prometheus-port", address };
		let found = taken(&[wanted(address), other]);
		assert!(found[0].sentence.contains("--prometheus-port"), "{found:?}");
	}

	#[test]
	fn any_port_is_free() {
		assert_eq!(taken(&[wanted("127.0.0.1:0".parse().unwrap())]), []);
	}
}
