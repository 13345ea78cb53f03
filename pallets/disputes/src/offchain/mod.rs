//! The offchain worker: has challenges revealed, verified and resolved, for the providers of this node.
//!
//! It asks the chain, reads the mailbox, signs and submits; it never waits and never computes. Every step may
//! be repeated, skipped or seen from another fork: a request stays until the chain no longer asks for it.

mod challenges;
mod local;
mod submit;
mod verify;
