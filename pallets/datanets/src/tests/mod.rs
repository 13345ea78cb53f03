//! Tests, one file a theme. Every test ends with all invariants and the sum of all balances checked.

mod lifecycle;
mod commitments;
mod contributions;
mod review;
mod flags;
mod appeals;
mod snapshots;
mod runtime_api;
mod interface;
mod invariants;
mod properties;
