//! Tests, one file a theme. Every test ends with all invariants checked.

mod conservation;
mod invariants;
mod listing;
mod reads;
mod registry;
