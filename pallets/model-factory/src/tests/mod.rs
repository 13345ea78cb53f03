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
