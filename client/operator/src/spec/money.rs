//! Balances of the first block.

use super::{Faults, Rules, numbers, reader::Reader};
use serde_json::Value;
use sp_core::crypto::{AccountId32, Ss58Codec};
use std::collections::BTreeMap;

/// Balances by account.
pub(crate) type Balances = BTreeMap<AccountId32, u128>;

/// Checks all balances and returns them, unless some could not be read.
pub(crate) fn check(reader: &Reader<'_>, rules: &Rules, faults: &mut Faults) -> Option<Balances> {
	let list = reader.place("balances", "balances");
	let (mut balances, mut first) = (Balances::new(), BTreeMap::new());
	let (mut sum, mut is_complete) = (Some(0u128), true);
	for (number, entry) in reader.list("balances", "balances", faults).iter().enumerate() {
		let place = format!("{list}[{number}]");
		let Some((account, amount)) = read_entry(reader, rules, &place, entry, faults) else {
			is_complete = false;
			continue;
		};
		sum = sum.and_then(|sum| sum.checked_add(amount));
		if let Some(earlier) = first.insert(account.clone(), number) {
			let who = account.to_ss58check_with_version(rules.prefix.into());
			faults
				.push(place, format!("is a second entry of {who}, after [{earlier}]: give each account one"));
		} else {
			balances.insert(account, amount);
		}
	}
	if !is_complete {
		return None;
	}
	check_sum(&list, sum, rules, faults);
	Some(balances)
}

fn read_entry(
	reader: &Reader<'_>,
	rules: &Rules,
	place: &str,
	entry: &Value,
	faults: &mut Faults,
) -> Option<(AccountId32, u128)> {
	let Some([who, amount]) = entry.as_array().map(Vec::as_slice) else {
		faults.push(place, "is no pair: write an address and an amount in square brackets");
		return None;
	};
	let account = reader.account(place, who, faults)?;
	let shown = account.to_ss58check_with_version(rules.prefix.into());
	match numbers::whole(amount) {
		Ok(amount) if amount < rules.existential_deposit => {
			let least = rules.existential_deposit;
			faults.push(
				place,
				format!("gives {shown} {amount} planck: give at least {least}, or leave it out"),
			);
			None
		},
		Ok(amount) => Some((account, amount)),
		Err(what) => {
			faults.push(place, format!("gives {shown} an amount that {what}"));
			None
		},
	}
}

fn check_sum(list: &str, sum: Option<u128>, rules: &Rules, faults: &mut Faults) {
	let supply = rules.supply;
	match sum {
		Some(sum) if sum == supply => (),
		Some(sum) => {
			let (difference, side) =
				if sum > supply { (sum - supply, "less") } else { (supply.saturating_sub(sum), "more") };
			faults.push(
				list,
				format!(
					"sum to {sum} planck, and the total supply is {supply}: give the treasury, {}, \
						{difference} {side}",
					rules.treasury.to_ss58check_with_version(rules.prefix.into())
				),
			);
		},
		None => faults.push(list, format!("sum to more than any amount: the total supply is {supply}")),
	}
}
