//! M7. A model tuned on data for no commerce, or to be shared alike, came out under its base's licence:
//! whoever bought its answers was told "Apache-2.0".
//!
//! Now its licence follows from its base's and its Datanets', and what cannot be combined is refused.

use crate::world::*;
use frame_support::BoundedVec;
use openledger_primitives::{
	BoundedVec as Bounded, Hash,
	datanet::{Admission, SnapshotRef, Terms},
	model::{Lineage, Manifest, Price},
	traits::ModelRegistry,
};
use openledger_runtime::{AccountId, Models, OPEN, Runtime};
use sp_runtime::Permill;

/// Publishes a snapshot under a licence.
fn publish(owner: &AccountId, licence: &str) -> SnapshotRef {
	use pallet_datanets::Call;
	let datanet = pallet_datanets::NextDatanetId::<Runtime>::get();
	let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
	let licence = BoundedVec::truncate_from(licence.as_bytes().to_vec());
	let terms = Terms { licence, fee_per_1k_tokens: 0, revocable: true };
	let (name, domain, admission) = (text("records"), text("law"), Admission::Open);
	call(owner, Call::create { name, domain, card: Hash::zero(), terms, admission }).unwrap();
	let root = Hash::from_low_u64_be(u64::from(datanet) + 1);
	call(owner, Call::contribute { datanet, root, records: 1, bytes: 1 }).unwrap();
	call(owner, Call::publish_snapshot { datanet }).unwrap();
	SnapshotRef { datanet, number: 1 }
}

fn tune(owner: &AccountId, snapshots: &[SnapshotRef]) -> (u32, String) {
	let lineage = Lineage {
		base: 0,
		job: 0,
		snapshots: Bounded::truncate_from(snapshots.to_vec()),
		adapter: Hash::zero(),
		adapter_bytes: 1,
		trace: Hash::zero(),
		evaluation: None,
	};
	let id = Models::create_tuned(owner, Bounded::truncate_from(b"tuned".to_vec()), lineage, 0).unwrap();
	(id, String::from_utf8(Models::model(id).unwrap().licence.to_vec()).unwrap())
}

#[test]
fn data_keeps_its_terms_in_what_is_made_of_it() {
	chain().execute_with(|| {
		let owner = account(1, 1_000);
		let licence = BoundedVec::truncate_from(b"Apache-2.0".to_vec());
		let manifest = Manifest { root: Hash::repeat_byte(9), bytes: 1, parameters: 1, context: 1 };
		let name = BoundedVec::truncate_from(b"base".to_vec());
		let royalty = Permill::zero();
		call(&owner, pallet_models::Call::register_base { name, manifest, licence, royalty }).unwrap();
		let [free, alike, no_commerce, no_works] =
			["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0"].map(|id| publish(&owner, id));

		assert_eq!(tune(&owner, &[free]).1, "CC-BY-4.0");
		assert_eq!(tune(&owner, &[free, no_commerce]).1, "CC-BY-NC-4.0");
		assert_eq!(tune(&owner, &[free, alike]).1, "CC-BY-SA-4.0");
		for clash in [&[alike, no_commerce][..], &[no_works]] {
			assert!(Models::licence_for(0, clash).is_err());
			// A job that was paid for before ends, and its model is not for sale.
			let (model, _) = tune(&owner, clash);
			let price = Price { prompt_per_1k: OPEN, completion_per_1k: OPEN };
			assert!(call(&owner, pallet_models::Call::list { model, price }).is_err());
		}
		check_integrity();
	});
}
