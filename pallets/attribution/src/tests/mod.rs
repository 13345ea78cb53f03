//! One file a call, one folder for challenges, and one file each for payouts, the split, the graph, the offchain worker
//! and money as a whole.

mod challenge;
mod claim;
mod close_session;
mod graph;
mod offchain;
mod open_session;
mod payouts;
mod properties;
mod settle;
mod split;
mod top_up;
