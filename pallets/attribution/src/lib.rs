//! Attribution: paid inference sessions, influence and payouts.
#![cfg_attr(not(feature = "std"), no_std)]
