//! The offchain worker: settles what the serving side posted.
//!
//! It reads lists, asks the chain, signs and submits; it never waits and never computes. Every step may be
//! repeated, skipped or seen from another fork: a request stays until the chain shows it done.

mod settlements;

#[cfg(test)]
pub(crate) use settlements::in_flight;
