//! Reads settings by section and name, and names the place of what is wrong.

use super::{Faults, address, numbers};
use serde_json::{Map, Value};
use sp_core::crypto::AccountId32;

/// The settings of a genesis, by section.
pub(crate) struct Reader<'a> {
	settings: &'a Map<String, Value>,
	path: String,
	prefix: u16,
}

impl<'a> Reader<'a> {
	pub fn new(settings: &'a Map<String, Value>, path: String, prefix: u16) -> Self {
		Self { settings, path, prefix }
	}

	/// Returns a setting, unless it is left out or null.
	pub fn get(&self, section: &str, name: &str) -> Option<&'a Value> {
		self.settings.get(section)?.get(name).filter(|value| !value.is_null())
	}

	/// Returns the path of a setting in the file.
	pub fn place(&self, section: &str, name: &str) -> String {
		format!("{}.{section}.{name}", self.path)
	}

	/// Returns a list, or notes that the setting is none.
	pub fn list(&self, section: &str, name: &str, faults: &mut Faults) -> &'a [Value] {
		match self.get(section, name) {
			Some(Value::Array(items)) => items,
			Some(_) => {
				faults.push(self.place(section, name), "is no list: write it in square brackets");
				&[]
			},
			None => &[],
		}
	}

	/// Returns a whole number within bounds, or notes what is wrong with it.
	pub fn number(
		&self,
		section: &str,
		name: &str,
		range: std::ops::RangeInclusive<u128>,
		unit: &str,
		faults: &mut Faults,
	) -> Option<u128> {
		let place = self.place(section, name);
		let Some(value) = self.get(section, name) else {
			faults.push(place, format!("is missing: write a number of {unit}"));
			return None;
		};
		let number = match numbers::whole(value) {
			Ok(number) => number,
			Err(what) => {
				faults.push(place, what);
				return None;
			},
		};
		let (least, most) = (range.start(), range.end());
		if range.contains(&number) {
			return Some(number);
		}
		let what = match *most {
			u128::MAX => format!("is {number}: write at least {least} {unit}"),
			most => format!("is {number}: write {least} to {most} {unit}"),
		};
		faults.push(place, what);
		None
	}

	/// Returns an account, or notes what is wrong with its address.
	pub fn account(&self, place: &str, value: &Value, faults: &mut Faults) -> Option<AccountId32> {
		match address::read(value, self.prefix) {
			Ok(account) => Some(account),
			Err(what) => {
				faults.push(place, format!("is no account of this chain: {what}"));
				None
			},
		}
	}
}
