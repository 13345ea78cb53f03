//! Validators: the bonded set that produces and finalises blocks.
#![cfg_attr(not(feature = "std"), no_std)]
