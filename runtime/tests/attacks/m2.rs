//! M2 and L9: a worker key was registered without its consent, and could not be replaced.
//!
//! Whoever bonded first with a stranger's key made its node work for himself and kept its owner out; a leaked
//! key stayed in force for as long as it held claims; and an account named as somebody's worker could not
//! challenge it.

use crate::{jobs::*, world::*};
use openledger_runtime::{ModelFactory, Runtime};

type Factory = pallet_model_factory::Call<Runtime>;

#[test]
fn a_key_refuses_who_named_it_and_a_leaked_one_is_replaced_at_once() {
	chain().execute_with(|| {
		let market = market();
		let (attacker, victim, key) = (provider(66, &market), provider(20, &market), account(40, 20));
		call(&attacker, Factory::set_worker { worker: key.clone() }).unwrap();
		call(&key, Factory::refuse_stash {}).unwrap();
		call(&victim, Factory::set_worker { worker: key.clone() }).unwrap();
		assert_eq!(ModelFactory::stash_of(key.clone()), Some(victim.clone()));
		assert!(call(&attacker, Factory::set_worker { worker: key.clone() }).is_err());

		let job = submit(&account(30, 20), &market, openledger_runtime::OPEN);
		claim(&key, job).unwrap();
		// The key leaks: the stash names another while the claim stands.
		let fresh = account(41, 20);
		call(&victim, Factory::set_worker { worker: fresh.clone() }).unwrap();
		assert!(deliver(&key, job, result(5, 10_000)).is_err());
		deliver(&fresh, job, result(5, 10_000)).unwrap();
		check_integrity();
	});
}
