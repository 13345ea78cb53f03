//! H10. A stranger registered the roots of popular open models first: later owners were refused for ever, and
//! he took up to a fifth of every fee for models tuned from them. A base of his own with one byte changed
//! took that fifth before the contributors' share.
//!
//! Now a base pays nothing for a period in which who committed itself to the root takes it over, with the
//! squatter's deposit lost, or brings evidence; and royalty is a part of the owner's share.

use crate::world::*;
use openledger_primitives::{Hash, commitment, model::Manifest, traits::ModelRegistry};
use openledger_runtime::{AccountId, Models, OPEN, Runtime, RuntimeOrigin};
use pallet_models::Call;
use sp_runtime::Permill;

fn register(who: &AccountId, root: Hash) -> Result<(), sp_runtime::DispatchError> {
	let text = |text: &str| text.as_bytes().to_vec().try_into().unwrap();
	let manifest = Manifest { root, bytes: 9, parameters: 9, context: 9 };
	let royalty = Permill::from_percent(20);
	call(who, Call::register_base { name: text("base"), manifest, licence: text("MIT"), royalty })
}

fn commit(who: &AccountId, root: Hash) {
	call(who, pallet_datanets::Call::commit { hash: commitment::of(who, &root) }).unwrap();
}

fn claim_period() -> u32 {
	<<Runtime as pallet_models::Config>::ClaimPeriod as frame_support::traits::Get<u32>>::get()
}

#[test]
fn a_squatter_gains_no_royalty_and_loses_its_deposit_to_who_committed_first() {
	chain().execute_with(|| {
		let (maker, squatter) = (account(1, 100), account(2, 100));
		let root = Hash::repeat_byte(7);
		commit(&maker, root);
		advance(1);
		// The squatter sees the registration in the pool, and sends it with a tip.
		register(&squatter, root).unwrap();
		assert_eq!(Models::base(0).unwrap().1, Permill::zero());
		register(&maker, root).unwrap();
		assert_eq!(Models::owner(0), Some(maker.clone()));
		assert_eq!(wealth(&squatter), 90 * OPEN);
		assert_eq!(wealth(&maker), 100 * OPEN);
		check_integrity();
	});
}

#[test]
fn a_squatted_root_is_not_lost_for_ever() {
	chain().execute_with(|| {
		let (maker, squatter) = (account(1, 100), account(2, 100));
		register(&squatter, Hash::repeat_byte(7)).unwrap();
		advance(claim_period() + 1);
		assert_eq!(Models::base(0).unwrap().1, Permill::from_percent(20));
		assert!(register(&maker, Hash::repeat_byte(7)).is_err());
		call(&maker, Call::contest_base { model: 0, evidence: Hash::zero() }).unwrap();
		let stolen = Call::<Runtime>::resolve_contest { model: 0, uphold: true };
		assert!(call(&maker, stolen.clone()).is_err());
		dispatch(RuntimeOrigin::root(), stolen).unwrap();
		assert_eq!(Models::owner(0), Some(maker.clone()));
		assert_eq!((wealth(&maker), wealth(&squatter)), (100 * OPEN, 90 * OPEN));
		check_integrity();
	});
}

#[test]
fn a_false_claim_costs_its_bond_and_puts_off_no_royalty_for_long() {
	chain().execute_with(|| {
		let (maker, liar) = (account(1, 100), account(2, 100));
		register(&maker, Hash::repeat_byte(7)).unwrap();
		call(&liar, Call::contest_base { model: 0, evidence: Hash::zero() }).unwrap();
		dispatch(RuntimeOrigin::root(), Call::<Runtime>::resolve_contest { model: 0, uphold: false })
			.unwrap();
		assert_eq!((wealth(&maker), wealth(&liar)), (100 * OPEN, 90 * OPEN));
		check_integrity();
	});
}

#[test]
fn royalty_takes_nothing_from_contributors_and_providers() {
	chain().execute_with(|| {
		let split = <<Runtime as pallet_attribution::Config>::Split as frame_support::traits::Get<_>>::get();
		let split: pallet_attribution::Split = split;
		let (without, with) =
			(split.divide(100 * OPEN, Permill::zero()), split.divide(100 * OPEN, Permill::from_percent(20)));
		assert_eq!((without.contributors, without.provider), (with.contributors, with.provider));
		assert_eq!(without.owner, with.owner + with.royalty);
		// Not more than the owner's part, whatever is asked for.
		let all = split.divide(100 * OPEN, Permill::one());
		assert_eq!((all.owner, all.royalty), (0, without.owner));
	});
}
