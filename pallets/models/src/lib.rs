//! Models: a registry of base and tuned models, their lineage, evaluations and listings.
#![cfg_attr(not(feature = "std"), no_std)]
