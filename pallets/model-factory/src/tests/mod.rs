//! One file a theme; every test ends by checking the pallet's invariants and the sum of all balances.

mod apis;
mod cancel;
mod claim;
mod conservation;
mod fees;
mod finalise;
mod offchain;
mod provider;
mod result;
mod submit;

/// A way to spoil a valid value, and the error it must give.
type Spoiled<'a, V> = (&'a dyn Fn(&mut V), crate::Error<crate::mock::Test>);
