//! Measured weights, all written by `scripts/bench-weights.sh`: one file a pallet, and what a block, an
//! extrinsic and an access to the database cost by themselves.

pub mod block_weights;
pub mod extrinsic_weights;
pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_attribution;
pub mod pallet_balances;
pub mod pallet_conviction_voting;
pub mod pallet_datanets;
pub mod pallet_disputes;
pub mod pallet_model_factory;
pub mod pallet_models;
pub mod pallet_multisig;
pub mod pallet_parameters;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_referenda;
pub mod pallet_safe_mode;
pub mod pallet_scheduler;
pub mod pallet_sudo;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_treasury;
pub mod pallet_tx_pause;
pub mod pallet_utility;
pub mod pallet_validators;
pub mod paritydb_weights;
