//! Promises of the exchange, by theme, over a network in memory.

mod collect;
mod fetch;
mod fuzz;
mod harness;
mod serve;
