//! One file a call, and one each for payouts, the split, the offchain worker and money as a whole.

mod claim;
mod close_session;
mod offchain;
mod open_session;
mod payouts;
mod properties;
mod settle;
mod split;
mod top_up;
