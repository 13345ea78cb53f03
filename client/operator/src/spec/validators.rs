//! The first validators: their bonds and session keys.

use super::{
	Faults, Rules,
	address::{self, shown},
	money::Balances,
	reader::Reader,
};
use serde_json::Value;
use sp_core::crypto::{AccountId32, Ss58Codec};
use std::collections::{BTreeMap, BTreeSet};

/// Name of the section of validators.
const SECTION: &str = "validators";

/// Checks validators, bonds, reserve and session keys.
pub(crate) fn check(reader: &Reader<'_>, rules: &Rules, balances: Option<&Balances>, faults: &mut Faults) {
	let validators = read_validators(reader, rules, faults);
	let bond = reader.number(SECTION, "bond", rules.min_bond..=u128::MAX, "planck", faults);
	if let (Some(bond), Some(balances)) = (bond, balances) {
		check_bonds(reader, rules, &validators, bond, balances, faults);
	}
	if !validators.is_empty() {
		let most = validators.len() as u128;
		reader.number(SECTION, "minimum", 1..=most, "validators, at most as many as there are", faults);
	}
	check_reserve(reader, rules, balances, faults);
	check_sudo(reader, faults);
	for (section, name) in
		[("babe", "authorities"), ("grandpa", "authorities"), ("authorityDiscovery", "keys")]
	{
		if reader.get(section, name).and_then(Value::as_array).is_some_and(|list| !list.is_empty()) {
			faults.push(reader.place(section, name), "is filled from `session.keys`: leave it out");
		}
	}
	SessionKeys { reader, rules, validators, seen: BTreeMap::new() }.check(faults);
}

/// Reads the accounts of the first validators with their place in the list.
fn read_validators(reader: &Reader<'_>, rules: &Rules, faults: &mut Faults) -> BTreeMap<AccountId32, usize> {
	let list = reader.place(SECTION, "validators");
	let items = reader.list(SECTION, "validators", faults);
	let mut validators = BTreeMap::new();
	if items.is_empty() {
		faults.push(&list, "is empty: name at least one validator, or the chain has no blocks");
	}
	if items.len() > rules.max_validators as usize {
		faults.push(&list, format!("has {} entries: name at most {}", items.len(), rules.max_validators));
	}
	for (number, item) in items.iter().enumerate() {
		let place = format!("{list}[{number}]");
		let Some(account) = reader.account(&place, item, faults) else { continue };
		if let Some(earlier) = validators.get(&account) {
			faults.push(place, format!("is {} again, after [{earlier}]: name each once", shown(item)));
			continue;
		}
		validators.insert(account, number);
	}
	validators
}

fn check_bonds(
	reader: &Reader<'_>,
	rules: &Rules,
	validators: &BTreeMap<AccountId32, usize>,
	bond: u128,
	balances: &Balances,
	faults: &mut Faults,
) {
	let place = reader.place(SECTION, "bond");
	let needed = bond.saturating_add(rules.existential_deposit);
	for validator in validators.keys() {
		let balance = balances.get(validator).copied().unwrap_or(0);
		if balance < needed {
			let who = validator.to_ss58check_with_version(rules.prefix.into());
			faults.push(
				&place,
				format!(
					"is {bond} planck, and {who} has {balance}: give it at least {needed} in \
						balances.balances"
				),
			);
		}
	}
}

/// Checks that the treasury has what it pays in the first block: the validators' reserve, and the purse for
/// audits.
fn check_reserve(reader: &Reader<'_>, rules: &Rules, balances: Option<&Balances>, faults: &mut Faults) {
	// Two accounts stay alive by the deposit: the treasury's, and that of the validators' pallet.
	let mut needed = rules.existential_deposit.saturating_mul(2);
	for (section, name) in [(SECTION, "reserve"), ("attribution", "auditPurse")] {
		if reader.get(section, name).is_none() {
			continue;
		}
		let Some(amount) = reader.number(section, name, 0..=u128::MAX, "planck", faults) else { continue };
		needed = needed.saturating_add(amount);
		let Some(balances) = balances else { continue };
		let has = balances.get(&rules.treasury).copied().unwrap_or(0);
		if has < needed {
			let treasury = rules.treasury.to_ss58check_with_version(rules.prefix.into());
			let what =
				format!("is {amount} planck, and the treasury, {treasury}, has {has}: give it {needed}");
			faults.push(reader.place(section, name), what);
			break;
		}
	}
	if reader.get(SECTION, "blockReward").is_some() {
		reader.number(SECTION, "blockReward", 0..=rules.supply, "planck", faults);
	}
}

fn check_sudo(reader: &Reader<'_>, faults: &mut Faults) {
	if let Some(key) = reader.get("sudo", "key") {
		reader.account(&reader.place("sudo", "key"), key, faults);
	}
}

/// The check of session keys.
struct SessionKeys<'a, 'b> {
	reader: &'b Reader<'a>,
	rules: &'b Rules,
	validators: BTreeMap<AccountId32, usize>,
	/// The place of each key, by its name.
	seen: BTreeMap<(&'static str, AccountId32), String>,
}

impl SessionKeys<'_, '_> {
	fn check(mut self, faults: &mut Faults) {
		let list = self.reader.place("session", "keys");
		let mut with_keys = BTreeSet::new();
		for (number, entry) in self.reader.list("session", "keys", faults).iter().enumerate() {
			let place = format!("{list}[{number}]");
			let Some([account, validator, keys]) = entry.as_array().map(Vec::as_slice) else {
				faults.push(place, "is no triple: write the stash, the stash again, and its keys");
				continue;
			};
			let Some(who) = self.reader.account(&place, account, faults) else { continue };
			if account != validator {
				let what =
					format!("names {} and {}: write the same stash twice", shown(account), shown(validator));
				faults.push(&place, what);
			}
			if !self.validators.contains_key(&who) {
				let what = format!("is for {}, which is not in validators.validators", shown(account));
				faults.push(&place, what);
			}
			if !with_keys.insert(who) {
				faults.push(
					&place,
					format!("is a second entry of {}: give each validator one", shown(account)),
				);
			}
			self.check_keys(&place, keys, faults);
		}
		for validator in self.validators.keys().filter(|validator| !with_keys.contains(*validator)) {
			let who = validator.to_ss58check_with_version(self.rules.prefix.into());
			faults.push(&list, format!("has no entry of the validator {who}: add its session keys"));
		}
	}

	fn check_keys(&mut self, place: &str, keys: &Value, faults: &mut Faults) {
		let names = &self.rules.session_keys;
		let Some(keys) = keys.as_object() else {
			faults.push(place, format!("has no object of keys: write {}", names.join(", ")));
			return;
		};
		if let Some(unknown) = keys.keys().find(|name| !names.contains(&name.as_str())) {
			let unknown = address::shorten(unknown);
			faults.push(place, format!("has an unknown key `{unknown}`: the keys are {}", names.join(", ")));
		}
		for name in names {
			let key_place = format!("{place}.{name}");
			let Some(key) = keys.get(*name) else {
				faults.push(key_place, "is missing: each validator has one");
				continue;
			};
			let public = match address::read(key, self.rules.prefix) {
				Ok(public) => public,
				Err(what) => {
					faults.push(key_place, format!("is no public key: {what}"));
					continue;
				},
			};
			if *name == "grandpa" && keys.get("babe") == Some(key) {
				faults.push(
					&key_place,
					"is the same as `babe`, an sr25519 key: write what `key inspect --scheme ed25519` prints",
				);
			}
			if let Some(earlier) = self.seen.insert((name, public), key_place.clone()) {
				let what =
					format!("is {} again, after {earlier}: each validator has keys of its own", shown(key));
				faults.push(key_place, what);
			}
		}
	}
}
