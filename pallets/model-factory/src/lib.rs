//! ModelFactory: providers, fine-tuning jobs, escrow and results.
#![cfg_attr(not(feature = "std"), no_std)]
