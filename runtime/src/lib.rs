//! The OpenLedger runtime: which pallets, with which parameters.
#![cfg_attr(not(feature = "std"), no_std)]
