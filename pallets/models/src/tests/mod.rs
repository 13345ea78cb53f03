//! Tests, one file a theme. Every test ends with all invariants and the sum of all balances checked.

mod registry;
mod claims;
mod licences;
mod listing;
mod runtime_api;
mod interface;
mod invariants;
mod properties;
