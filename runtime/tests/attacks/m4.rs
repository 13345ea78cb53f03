//! M4, for Datanets. An owner wrote 13 kilobytes for ever for 0.04 OPEN: a fee changed by one planck made the
//! same contributions a new snapshot, again and again.
//!
//! Contributions that were revoked and Datanets that were closed left their records behind for nothing, and
//! so did jobs that a builder gave to a provider of its own: it kept its payment, and the model stayed.
//!
//! Now each byte that stays has a deposit that stays as long as it does.

use crate::{jobs::*, world::*};
use codec::Encode;
use frame_support::BoundedVec;
use openledger_primitives::{
	Balance, Hash,
	datanet::{Admission, Terms},
};
use openledger_runtime::{AccountId, Balances, Models, OPEN, Runtime};
use pallet_datanets::{Call, ContributionAt, Contributions, Datanets, Snapshots};

fn terms(fee_per_1k_tokens: Balance) -> Terms {
	Terms { licence: BoundedVec::truncate_from(b"MIT".to_vec()), fee_per_1k_tokens, revocable: true }
}

/// Makes an open Datanet.
fn create(owner: &AccountId) {
	let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
	let (name, domain, admission) = (text("records"), text("law"), Admission::Open);
	call(owner, Call::create { name, domain, card: Hash::zero(), terms: terms(0), admission }).unwrap();
}

/// Returns the planck that so many bytes cost.
fn price_of(bytes: usize) -> Balance {
	bytes as Balance * OPEN / 1_000
}

#[test]
fn a_loop_of_snapshots_costs_what_it_writes() {
	chain().execute_with(|| {
		let owner = account(1, 1_000);
		create(&owner);
		for seed in 0..50 {
			let root = Hash::from_low_u64_be(seed + 1);
			call(&owner, Call::contribute { datanet: 0, root, records: 1, bytes: 1 }).unwrap();
		}
		let free = || Balances::free_balance(&owner);
		let before = free();
		for fee in 0..20 {
			call(&owner, Call::set_terms { datanet: 0, terms: terms(fee) }).unwrap();
			call(&owner, Call::publish_snapshot { datanet: 0 }).unwrap();
		}
		let bytes: usize = Snapshots::<Runtime>::iter_values().map(|snapshot| snapshot.encoded_size()).sum();
		assert!(bytes > 50_000);
		assert_eq!(before - free(), price_of(bytes));
		check_integrity();
	});
}

#[test]
fn what_is_over_costs_what_it_leaves_behind() {
	chain().execute_with(|| {
		let owner = account(1, 1_000);
		let before = Balances::free_balance(&owner);
		for datanet in 0..3 {
			create(&owner);
			for seed in 0..10 {
				let root = Hash::from_low_u64_be(100 * u64::from(datanet) + seed + 1);
				call(&owner, Call::contribute { datanet, root, records: 1, bytes: 1 }).unwrap();
				let contribution = u64::from(datanet) * 10 + seed;
				call(&owner, Call::revoke { datanet, contribution }).unwrap();
			}
			call(&owner, Call::close { datanet }).unwrap();
		}
		let records = Contributions::<Runtime>::iter().map(|(id, record)| {
			let keys = Contributions::<Runtime>::hashed_key_for(id).len();
			let listed = ContributionAt::<Runtime>::hashed_key_for(record.datanet, 0).len();
			keys + record.encoded_size() + listed + id.encoded_size()
		});
		let datanets = Datanets::<Runtime>::iter()
			.map(|(id, datanet)| Datanets::<Runtime>::hashed_key_for(id).len() + datanet.encoded_size());
		let bytes: usize = records.chain(datanets).sum();
		assert!(bytes > 5_000);
		let (held, cost) = (before - Balances::free_balance(&owner), price_of(bytes));
		assert!(held >= cost, "{held} planck on hold, {cost} for what stays");
		assert!(held < 2 * cost, "{held} planck on hold, {cost} for what stays");
		check_integrity();
	});
}

#[test]
fn a_tuned_model_costs_what_its_record_takes() {
	chain().execute_with(|| {
		let market = market();
		let (builder, provider) = (account(30, 100), provider(20, &market));
		let (before, records) = (Balances::reserved_balance(&builder), 3);
		for seed in 0..records {
			let job = submit(&builder, &market, 10 * OPEN);
			claim(&provider, job).unwrap();
			deliver(&provider, job, result(5 + seed, 10_000)).unwrap();
			wait_window();
			finalise(job).unwrap();
		}
		let models = pallet_models::Models::<Runtime>::iter();
		let models: Vec<_> = models.filter(|(_, model)| model.owner == builder).collect();
		assert_eq!(models.len(), usize::from(records));
		let bytes = models.iter().map(|(id, model)| {
			let adapters = pallet_model_factory::Adapters::<Runtime>::iter().count() / models.len();
			let key = pallet_models::Models::<Runtime>::hashed_key_for(id).len();
			key + model.encoded_size() + adapters * (32 + 32 + 36)
		});
		let (held, cost) = (Balances::reserved_balance(&builder) - before, price_of(bytes.sum()));
		assert_eq!(held, Models::tuned_record_deposit() * Balance::from(records));
		assert!(held >= cost, "{held} planck on hold, {cost} for what stays");
		check_integrity();
	});
}
