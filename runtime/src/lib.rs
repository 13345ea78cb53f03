#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]
// The runtime and API macros generate public items without documentation.
#![allow(missing_docs)]

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

extern crate alloc;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod genesis;
pub mod migrations;
#[cfg(test)]
mod tests;
pub mod weights;

use alloc::vec::Vec;
use sp_runtime::{MultiAddress, generic, impl_opaque_keys, traits::BlakeTwo256};
use sp_version::RuntimeVersion;

pub use frame_system::Call as SystemCall;
pub use openledger_primitives::{
	AccountId, Balance, BlockNumber, Hash, Nonce, OPEN, SS58_PREFIX, Signature, TOTAL_SUPPLY,
};
pub use pallet_attribution::Call as AttributionCall;
pub use pallet_balances::Call as BalancesCall;

/// Address format of extrinsics.
pub type Address = MultiAddress<AccountId, ()>;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// Block of this chain.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A block with its justifications.
pub type SignedBlock = generic::SignedBlock<Block>;
/// Number or hash of a block.
pub type BlockId = generic::BlockId<Block>;

/// Extensions that every signed extrinsic carries and is checked by, in this order.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// An extrinsic as it travels.
pub type UncheckedExtrinsic = generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// The payload that is signed.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// Executor that dispatches blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// Events of disputes, for the node's log.
pub type DisputesEvent = pallet_disputes::Event<Runtime>;
/// Events of the model factory, for the node's log.
pub type ModelFactoryEvent = pallet_model_factory::Event<Runtime>;
/// Events of validators, for the node's log.
pub type ValidatorsEvent = pallet_validators::Event<Runtime>;

/// Types for the node, which should not know what is inside an extrinsic.
pub mod opaque {
	use super::*;
	pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// Header of an opaque block.
	pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
	/// Block whose extrinsics are opaque.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// Hash of an opaque block.
	pub type Hash = <BlakeTwo256 as sp_runtime::traits::Hash>::Output;
}

impl_opaque_keys! {
	/// The keys of a validator.
	pub struct SessionKeys {
		/// Key for block production.
		pub babe: Babe,
		/// Key for finalising blocks.
		pub grandpa: Grandpa,
		/// Key by which validators find one another's addresses.
		pub authority_discovery: AuthorityDiscovery,
	}
}

/// Version of this runtime.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("openledger"),
	impl_name: alloc::borrow::Cow::Borrowed("openledger-node"),
	authoring_version: 1,
	spec_version: 5,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 4,
	system_version: 1,
};

#[frame_support::runtime]
mod runtime {
	/// Runtime of the OpenLedger chain.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Babe = pallet_babe;
	#[runtime::pallet_index(4)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(5)]
	pub type TransactionPayment = pallet_transaction_payment;
	// Before Session: its genesis set is what the first session starts from.
	#[runtime::pallet_index(6)]
	pub type Validators = pallet_validators;
	#[runtime::pallet_index(7)]
	pub type Offences = pallet_offences;
	// Index 8 was pallet_session::historical, up to version 1 of the runtime.
	#[runtime::pallet_index(9)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(10)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(11)]
	pub type AuthorityDiscovery = pallet_authority_discovery;
	// Pallets begin a block in the order of their indices, and this one after the session: the first block of
	// a new set names its author by a place in the new set.
	#[runtime::pallet_index(12)]
	pub type Authorship = pallet_authorship;

	#[runtime::pallet_index(20)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(21)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(22)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(23)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(24)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(25)]
	pub type Sudo = pallet_sudo;
	#[runtime::pallet_index(26)]
	pub type Treasury = pallet_treasury;
	#[runtime::pallet_index(27)]
	pub type ConvictionVoting = pallet_conviction_voting;
	#[runtime::pallet_index(28)]
	pub type Referenda = pallet_referenda;
	#[runtime::pallet_index(29)]
	pub type Origins = configs::origins;
	#[runtime::pallet_index(30)]
	pub type Parameters = pallet_parameters;
	#[runtime::pallet_index(31)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(32)]
	pub type TxPause = pallet_tx_pause;
	// After SafeMode: a block in which safe mode ends by itself is no longer paused.
	#[runtime::pallet_index(33)]
	pub type Clock = pallet_clock;

	#[runtime::pallet_index(40)]
	pub type Datanets = pallet_datanets;
	#[runtime::pallet_index(41)]
	pub type Models = pallet_models;
	#[runtime::pallet_index(42)]
	pub type ModelFactory = pallet_model_factory;
	#[runtime::pallet_index(43)]
	pub type Attribution = pallet_attribution;
	#[runtime::pallet_index(44)]
	pub type Disputes = pallet_disputes;
}
