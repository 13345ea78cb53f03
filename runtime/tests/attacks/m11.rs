//! M11. Contributions that cannot be revoked came free on `close` only, which nobody but the owner could
//! call: an owner who went away, or held out for a payment, locked everybody's bonds for ever.
//!
//! Now a Datanet can be handed over, and contributors leave one that nobody has looked after for long.

use crate::world::*;
use frame_support::{BoundedVec, traits::Get};
use openledger_primitives::{
	Hash,
	datanet::{Admission, Terms},
};
use openledger_runtime::{Balances, BlockNumber, Datanets, OPEN, Runtime, System};
use pallet_datanets::{Call, Config};

#[test]
fn an_absent_owner_locks_no_bond_for_ever() {
	chain().execute_with(|| {
		let (owner, heir, contributor) = (account(1, 100), account(2, 100), account(3, 100));
		let text = |text: &str| BoundedVec::truncate_from(text.as_bytes().to_vec());
		let licence = BoundedVec::truncate_from(b"MIT".to_vec());
		let terms = Terms { licence, fee_per_1k_tokens: 0, revocable: false };
		let (name, domain, admission) = (text("records"), text("law"), Admission::Open);
		call(&owner, Call::create { name, domain, card: Hash::zero(), terms, admission }).unwrap();
		call(&owner, Call::transfer { datanet: 0, to: heir.clone() }).unwrap();
		call(&heir, Call::accept_transfer { datanet: 0 }).unwrap();
		assert_eq!(Balances::free_balance(&owner), 100 * OPEN);
		let root = Hash::repeat_byte(1);
		call(&contributor, Call::contribute { datanet: 0, root, records: 1, bytes: 1 }).unwrap();

		let revoke = || call(&contributor, Call::revoke { datanet: 0, contribution: 0 });
		assert!(revoke().is_err());
		let period: BlockNumber = <<Runtime as Config>::AbandonPeriod as Get<u32>>::get();
		System::set_block_number(System::block_number() + period + 1);
		revoke().unwrap();
		assert_eq!(
			Balances::free_balance(&contributor),
			100 * OPEN - Datanets::contribution_record_deposit()
		);
		check_integrity();
	});
}
