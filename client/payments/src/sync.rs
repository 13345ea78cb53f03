//! The lock that sessions and the settler take.
//!
//! In this crate's own tests it is one that lets a scheduler choose, before each time that it is taken, which
//! thread goes on: the code that is explored is the code that runs, without a feature that would compile the
//! crate a second time. shuttle and loom do the same with types of their own, which work inside of an
//! exploration only, so that every other test would need another build; their further abilities, weak memory
//! and exhaustive search, have no use here, where all that is shared lies behind locks and no exploration of
//! so many steps ends. The scheduler takes a hundred lines and no dependency.

#[cfg(test)]
pub use crate::schedule::Mutex;
#[cfg(not(test))]
pub use parking_lot::Mutex;
