//! A proxy type allows what it names and nothing else.

use crate::{RuntimeCall, configs::proxy::ProxyType};
use frame_support::traits::InstanceFilter;

fn transfer() -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_all {
		dest: sp_runtime::AccountId32::new([1; 32]).into(),
		keep_alive: false,
	})
}

#[test]
fn only_any_moves_money() {
	assert!(ProxyType::Any.filter(&transfer()));
	for kind in [ProxyType::Provider, ProxyType::Contributor, ProxyType::Curator] {
		assert!(!kind.filter(&transfer()), "{kind:?}");
		assert!(ProxyType::Any.is_superset(&kind));
		assert!(!kind.is_superset(&ProxyType::Any));
	}
}

#[test]
fn a_provider_proxy_works_but_cannot_take_the_bond() {
	use pallet_model_factory::Call;
	assert!(ProxyType::Provider.filter(&RuntimeCall::ModelFactory(Call::claim_job { job: 0 })));
	assert!(!ProxyType::Provider.filter(&RuntimeCall::ModelFactory(Call::leave {})));
	assert!(!ProxyType::Contributor.filter(&RuntimeCall::ModelFactory(Call::claim_job { job: 0 })));
}

#[test]
fn a_batch_does_not_smuggle_calls() {
	let batch = RuntimeCall::Utility(pallet_utility::Call::batch { calls: vec![transfer()] });
	assert!(!ProxyType::Provider.filter(&batch));
}

#[test]
fn session_keys_can_be_set_but_not_purged() {
	use crate::configs::system::Sound;
	use frame_support::traits::Contains;
	assert!(!Sound::contains(&RuntimeCall::Session(pallet_session::Call::purge_keys {})));
	assert!(!Sound::contains(&RuntimeCall::Balances(pallet_balances::Call::burn {
		value: 1,
		keep_alive: true
	})));
	assert!(Sound::contains(&transfer()));
}
