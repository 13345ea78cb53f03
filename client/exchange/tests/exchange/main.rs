//! Promises of the exchange, by theme, over a network in memory.

mod collect;
mod fetch;
mod fuzz;
mod harness;
mod serve;

use openledger_test_utils::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;
