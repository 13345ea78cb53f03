//! Tests, one file a theme. Every test ends with all invariants checked.

mod conservation;
mod contributions;
mod flags;
mod invariants;
mod lifecycle;
mod reads;
mod review;
mod snapshots;
