//! Checks of keys: those in the keystore, those that the chain knows, and the node's own.

use super::{Check, Node, rpc::Client};
use crate::{folder, secret};
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::PathBuf};

/// Most files of a keystore that are looked at.
const MAX_KEYS: usize = 10_000;
/// Kinds of session keys, as files of the keystore begin with them, and their names.
const SESSION_KINDS: [(&[u8; 4], &str); 3] =
	[(b"babe", "BABE"), (b"gran", "GRANDPA"), (b"audi", "authority discovery")];

/// Settings and authors of BABE.
pub(crate) struct Babe {
	/// Milliseconds of a slot.
	pub slot_millis: u64,
	/// Keys of the authors at genesis, or of the epoch.
	authorities: BTreeSet<[u8; 32]>,
}

/// Asks the chain for settings and authors of BABE.
pub(crate) fn babe(client: &Client) -> Result<Babe, String> {
	/// Bytes before the authors: duration and length of an epoch, and two numbers of a fraction.
	const BEFORE_AUTHORITIES: usize = 32;
	let settings = client.state_call("BabeApi_configuration", &[])?;
	let slot = settings.first_chunk::<8>().ok_or("the runtime's answer is too short")?;
	let authorities = authorities(settings.get(BEFORE_AUTHORITIES..).unwrap_or_default())?;
	Ok(Babe { slot_millis: u64::from_le_bytes(*slot), authorities })
}

/// Decodes a list of pairs of key and weight.
fn authorities(bytes: &[u8]) -> Result<BTreeSet<[u8; 32]>, String> {
	let short = || "the runtime's answer is too short".to_string();
	let first = *bytes.first().ok_or_else(short)?;
	// A compact number: two bits say how long it is. More than 16,383 authorities are none of ours.
	let (count, start) = match first & 3 {
		0 => (usize::from(first >> 2), 1),
		1 => ((usize::from(first) | usize::from(*bytes.get(1).ok_or_else(short)?) << 8) >> 2, 2),
		_ => return Err("the runtime names more authorities than there can be".into()),
	};
	let list = bytes.get(start..).unwrap_or_default();
	let keys: BTreeSet<[u8; 32]> =
		list.chunks_exact(40).take(count).filter_map(|pair| pair.first_chunk().copied()).collect();
	match keys.len() == count {
		true => Ok(keys),
		false => Err(short()),
	}
}

/// The keys in a keystore, by kind.
struct Keystore {
	keys: BTreeSet<(Vec<u8>, [u8; 32])>,
}

impl Keystore {
	fn has(&self, kind: &[u8; 4]) -> bool {
		self.keys.iter().any(|(known, _)| known == kind)
	}

	fn is_among(&self, kind: &[u8; 4], authorities: &BTreeSet<[u8; 32]>) -> bool {
		self.keys.iter().any(|(known, key)| known == kind && authorities.contains(key))
	}
}

/// Reads the names of a keystore's files: each is a kind and a public key in hexadecimal.
fn read_keystore(node: &Node, checks: &mut Vec<Check>) -> Keystore {
	let path = node.folder.join("keystore");
	let mut keys = BTreeSet::new();
	let entries = match fs::read_dir(&path) {
		Ok(entries) => entries,
		Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Keystore { keys },
		Err(error) => {
			let found = folder::cannot("list", &path, &error);
			checks.push(Check::fault("keystore", found, "run this as the user that the node runs as"));
			return Keystore { keys };
		},
	};
	for file in entries.flatten().take(MAX_KEYS).map(|entry| entry.path()) {
		if let Some(found) = secret::open_to_others(&file) {
			checks.push(Check::fault("keystore", found, "make new keys if others may have read these"));
		}
		if let Err(error) = fs::File::open(&file) {
			let found = folder::cannot("read", &file, &error);
			checks.push(Check::fault("keystore", found, "the node must be able to read its keys"));
		}
		let name = file.file_name().unwrap_or_default().to_string_lossy();
		let bytes = sp_core::bytes::from_hex(&format!("0x{name}")).unwrap_or_default();
		if let Some((kind, key)) = bytes.split_at_checked(4)
			&& let Ok(key) = key.try_into()
		{
			keys.insert((kind.to_vec(), key));
		}
	}
	Keystore { keys }
}

/// Checks keystore, session keys and node key.
pub(crate) fn check(node: &Node, client: Option<&Client>) -> Vec<Check> {
	let mut checks = Vec::new();
	let keystore = read_keystore(node, &mut checks);
	if node.is_validator {
		checks.push(session_kinds(&keystore));
	}
	if let Some(client) = client {
		let known = session_keys(node, &keystore, client);
		checks.extend(known.unwrap_or_else(|why| Some(Check::unknown("session keys", &why))));
	}
	if node.is_validator || node.node_key.is_some() {
		checks.push(node_key(node));
	}
	checks
}

/// Checks that a validator's keystore has a key of each kind.
fn session_kinds(keystore: &Keystore) -> Check {
	let missing = SESSION_KINDS.iter().filter(|(kind, _)| !keystore.has(kind)).map(|(_, name)| *name);
	let missing = missing.collect::<Vec<_>>().join(", ");
	match missing.is_empty() {
		true => Check::ok("keystore", "it has keys of every kind"),
		false => Check::fault(
			"keystore",
			format!("it has no key of {missing}"),
			"insert them with `key insert`, or make all with author_rotateKeysWithOwner and set them with \
			Session.set_keys; check --base-path and --chain",
		),
	}
}

/// Compares the keystore with the keys that the chain knows.
fn session_keys(node: &Node, keystore: &Keystore, client: &Client) -> Result<Option<Check>, String> {
	let voters = authorities(&client.state_call("GrandpaApi_grandpa_authorities", &[])?)?;
	let votes = keystore.is_among(b"gran", &voters);
	let authors = keystore.is_among(b"babe", &babe(client)?.authorities);
	let roles = client.call("system_nodeRoles", "[]")?;
	let is_authority = roles.as_array().is_some_and(|roles| roles.contains(&Value::from("Authority")));
	let name = "session keys";
	if (votes || authors) && !is_authority {
		let found = "keys of the current set are here, and the node runs without --validator";
		return Ok(Some(Check::fault(name, found, "start it with --validator")));
	}
	if authors && !votes {
		let found = "the BABE key is in the current set, and the GRANDPA key of this keystore is not";
		let cure = "insert the GRANDPA key that the chain knows, or set new keys with Session.set_keys";
		return Ok(Some(Check::fault(name, found, cure)));
	}
	if !node.is_validator && !is_authority {
		return Ok(None);
	}
	Ok(Some(match votes {
		true => Check::ok(name, "a GRANDPA key of the current set is in the keystore"),
		false => Check::warning(
			name,
			"no key of the keystore is in the current set",
			"set them with Session.set_keys and join with Validators.join; new ones serve two sessions later",
		),
	}))
}

/// Checks the node key.
fn node_key(node: &Node) -> Check {
	let path: PathBuf =
		node.node_key.clone().unwrap_or_else(|| node.folder.join("network").join("secret_ed25519"));
	let shown = path.display();
	match fs::read(&path) {
		Ok(_) if secret::open_to_others(&path).is_some() => {
			let found = secret::open_to_others(&path).unwrap_or_default();
			Check::fault("node key", found, "others could pass for this node")
		},
		Ok(bytes) if bytes.len() < 32 => {
			let cure = "make another with `openledger-node key generate-node-key --file PATH`";
			Check::fault("node key", format!("{shown} holds no key"), cure)
		},
		Ok(_) => Check::ok("node key", format!("{shown} is there, for its owner alone")),
		Err(error) if error.kind() == std::io::ErrorKind::NotFound => Check::fault(
			"node key",
			format!("there is none at {shown}"),
			format!("make it once with `openledger-node key generate-node-key --file {shown}`"),
		),
		Err(error) => {
			let cure = "run this as the user that the node runs as";
			Check::fault("node key", folder::cannot("read", &path, &error), cure)
		},
	}
}
