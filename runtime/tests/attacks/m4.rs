//! M4, for Datanets. An owner wrote 13 kilobytes for ever for 0.04 OPEN: a fee changed by one planck made the
//! same contributions a new snapshot, again and again.
//!
//! Now each byte of a snapshot has a deposit that stays as long as it does.

use crate::world::*;
use codec::Encode;
use frame_support::BoundedVec;
use openledger_primitives::{
	Hash,
	datanet::{Admission, Terms},
};
use openledger_runtime::{Balances, OPEN, Runtime};
use pallet_datanets::{Call, Snapshots};

#[test]
fn a_loop_of_snapshots_costs_what_it_writes() {
	chain().execute_with(|| {
		let owner = account(1, 1_000);
		let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
		let terms = |fee_per_1k_tokens| Terms {
			licence: BoundedVec::truncate_from(b"MIT".to_vec()),
			fee_per_1k_tokens,
			revocable: true,
		};
		let (name, domain, admission) = (text("records"), text("law"), Admission::Open);
		call(&owner, Call::create { name, domain, card: Hash::zero(), terms: terms(0), admission }).unwrap();
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
		assert_eq!(before - free(), bytes as u128 * OPEN / 1_000);
		check_integrity();
	});
}
