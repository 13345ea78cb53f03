//! Tests: one file a call, and one file each for retention, rulings, payouts, the split, the graph, the
//! offchain worker and money as a whole.

mod authorise;
mod claim;
mod close_session;
mod divide;
mod fund_audits;
mod graph;
mod interface;
mod offchain;
mod open_session;
mod payouts;
mod properties;
mod retention;
mod rulings;
mod settle;
mod split;
mod top_up;
