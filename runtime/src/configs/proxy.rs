//! Proxies: allow-lists, so that a call added later is out of reach until someone puts it in.

use crate::{Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use openledger_primitives::OPEN;
use scale_info::TypeInfo;
use sp_runtime::traits::BlakeTwo256;

/// Range of what a proxy may do for its account.
#[derive(
	Clone,
	Copy,
	Debug,
	Default,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// Any call, without limits.
	#[default]
	Any,
	/// A provider's daily work: its offer, its jobs, its settlements and what is doubted of them, its votes.
	/// It takes neither bond nor balance away; `update_provider` makes the bond whole from the free balance.
	Provider,
	/// A contributor's daily work: contributing, withdrawing a contribution, claiming earnings.
	Contributor,
	/// A curator's daily work: reviewing, resolving flags, publishing snapshots.
	Curator,
	/// Votes on referenda, delegates and withdraws votes, and what it takes to keep a referendum going. No
	/// proposal that reserves a deposit.
	Governance,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		use pallet_attribution::Call as Attribution;
		use pallet_datanets::Call as Datanets;
		use pallet_disputes::Call as Disputes;
		use pallet_model_factory::Call as Factory;
		match self {
			Self::Any => true,
			Self::Provider => matches!(
				call,
				RuntimeCall::ModelFactory(
					Factory::update_provider { .. }
						| Factory::claim_job { .. }
						| Factory::commit_result { .. }
						| Factory::submit_result { .. }
						| Factory::fail_job { .. }
						| Factory::commit_repetition { .. }
						| Factory::reveal_repetition { .. }
						| Factory::finalise_job { .. },
				) | RuntimeCall::Attribution(Attribution::settle { .. } | Attribution::close_session { .. },)
					| RuntimeCall::Disputes(
						Disputes::reveal { .. }
							| Disputes::commit_vote { .. }
							| Disputes::reveal_vote { .. }
							| Disputes::resolve { .. },
					)
			),
			Self::Contributor => matches!(
				call,
				RuntimeCall::Datanets(
					Datanets::commit { .. }
						| Datanets::withdraw_commitment { .. }
						| Datanets::contribute { .. }
						| Datanets::revoke { .. },
				) | RuntimeCall::Attribution(Attribution::claim { .. })
			),
			Self::Curator => matches!(
				call,
				RuntimeCall::Datanets(
					Datanets::review { .. }
						| Datanets::resolve_flag { .. }
						| Datanets::conclude_flag { .. }
						| Datanets::publish_snapshot { .. },
				)
			),
			Self::Governance => matches!(
				call,
				RuntimeCall::ConvictionVoting(_)
					| RuntimeCall::Referenda(
						pallet_referenda::Call::refund_decision_deposit { .. }
							| pallet_referenda::Call::refund_submission_deposit { .. },
					)
			),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self == other || *self == Self::Any
	}
}

parameter_types! {
	/// Planck held for an account's list of proxies.
	pub const ProxyDepositBase: Balance = OPEN / 10;
	/// Planck held for each proxy.
	pub const ProxyDepositFactor: Balance = OPEN / 100;
	/// Planck held for an account's list of announcements.
	pub const AnnouncementDepositBase: Balance = OPEN / 10;
	/// Planck held for each announcement.
	pub const AnnouncementDepositFactor: Balance = OPEN / 50;
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = crate::weights::pallet_proxy::WeightInfo<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}
