//! Tests, one file a theme. Every test ends with all invariants and the sum of all balances checked.

mod genesis;
mod join;
mod sessions;
mod stake;
mod pool;
mod rewards;
mod offences;
mod interface;
mod properties;
