//! Accounts and keys that everybody can derive: on a live chain, whoever comes first takes what they hold.

use super::Faults;
use serde_json::{Map, Value};
use sp_core::{
	Pair,
	crypto::{AccountId32, DEV_PHRASE, Ss58Codec},
	ed25519,
	hexdisplay::HexDisplay,
	sr25519,
};
use std::collections::BTreeMap;

/// Names under the phrase of development, each with its stash.
const NAMES: [&str; 8] = ["Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two"];

/// Key of the runtime in a raw genesis, `:code`.
pub(crate) const CODE: &str = "0x3a636f6465";

/// Accounts and keys with the path from which everybody can derive them.
pub(crate) struct WellKnown(BTreeMap<[u8; 32], String>);

/// A place that names one of them.
struct Found {
	place: String,
	address: String,
	/// Further places that do.
	others: usize,
}

impl WellKnown {
	/// Derives them.
	pub fn new() -> Self {
		let paths = NAMES.iter().flat_map(|name| [format!("//{name}"), format!("//{name}//stash")]);
		let both = paths.chain([String::new()]).flat_map(|path| {
			let uri = format!("{DEV_PHRASE}{path}");
			let shown = if path.is_empty() { "the phrase of development".to_string() } else { path };
			let sr = sr25519::Pair::from_string(&uri, None).ok().map(|pair| pair.public().0);
			let ed = ed25519::Pair::from_string(&uri, None).ok().map(|pair| pair.public().0);
			[sr, ed].into_iter().flatten().map(move |key| (key, shown.clone())).collect::<Vec<_>>()
		});
		Self(both.collect())
	}

	/// Notes each one that settings name, at the first place where they do.
	pub fn check_settings(&self, place: &str, settings: &Map<String, Value>, faults: &mut Faults) {
		let mut found = BTreeMap::new();
		for (section, value) in settings {
			self.find(format!("{place}.{section}"), value, &mut found);
		}
		for (path, Found { place, address, others }) in found {
			let also = match others {
				0 => String::new(),
				1 => ", and so is one place more".into(),
				others => format!(", and so are {others} places more"),
			};
			faults.push(place, format!("is {address}{also}: {}", sentence(path)));
		}
	}

	/// Finds addresses that stand for one of them, wherever they are.
	fn find<'a>(&'a self, place: String, value: &Value, found: &mut BTreeMap<&'a str, Found>) {
		match value {
			Value::String(address) => {
				let Ok(account) = AccountId32::from_ss58check(address) else { return };
				let Some(path) = self.0.get(AsRef::<[u8; 32]>::as_ref(&account)) else { return };
				found.entry(path).and_modify(|found| found.others += 1).or_insert_with(|| Found {
					place,
					address: address.clone(),
					others: 0,
				});
			},
			Value::Array(items) => {
				for (number, item) in items.iter().enumerate() {
					self.find(format!("{place}[{number}]"), item, found);
				}
			},
			Value::Object(fields) => {
				for (name, field) in fields {
					self.find(format!("{place}.{name}"), field, found);
				}
			},
			Value::Null | Value::Bool(_) | Value::Number(_) => (),
		}
	}

	/// Notes each one that a raw genesis names, in a storage key or in a value.
	pub fn check_raw(&self, top: &Map<String, Value>, faults: &mut Faults) {
		let mut found = BTreeMap::new();
		let needles: Vec<(String, &String)> =
			self.0.iter().map(|(key, path)| (HexDisplay::from(key).to_string(), path)).collect();
		// The megabytes of the runtime name no account.
		for (key, value) in top.iter().filter(|(key, _)| *key != CODE) {
			for (needle, path) in &needles {
				let is_named = |text: &str| text.contains(needle.as_str());
				if is_named(key) || value.as_str().is_some_and(is_named) {
					found.entry(*path).or_insert(key);
				}
			}
		}
		for (path, key) in found {
			faults.push(format!("genesis.raw.top.{key}"), format!("names {path}: {}", sentence(path)));
		}
	}
}

/// Says what is wrong with a key that everybody has.
fn sentence(path: &str) -> String {
	format!("everybody can derive its key ({path}), and chainType is Live: put one of your own there")
}
