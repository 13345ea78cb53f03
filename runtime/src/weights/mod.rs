//! Measured weights, one file a pallet, all written by `scripts/bench-weights.sh`.

pub mod pallet_attribution;
pub mod pallet_datanets;
pub mod pallet_model_factory;
pub mod pallet_models;
pub mod pallet_validators;
