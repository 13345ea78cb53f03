//! Tests: one file a call, and one file each for retention, payouts, the split, the graph, the offchain
//! worker and money as a whole.

mod claim;
mod close_session;
mod graph;
mod offchain;
mod open_session;
mod payouts;
mod properties;
mod retention;
mod settle;
mod split;
mod top_up;
