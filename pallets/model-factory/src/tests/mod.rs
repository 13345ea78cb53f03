//! Tests, one file a theme. Every test ends with all invariants and the sum of all balances checked.

mod provider;
mod queue;
mod submit;
mod claim;
mod result;
mod fail;
mod cancel;
mod confirm;
mod finalise;
mod deposits;
mod fees;
mod offchain;
mod runtime_api;
mod interface;
mod properties;

/// A way to spoil a valid value, and the error it must give.
type Spoiled<'a, V> = (&'a dyn Fn(&mut V), crate::Error<crate::mock::Test>);
