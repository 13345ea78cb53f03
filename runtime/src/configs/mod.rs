//! Configuration of every pallet, one file a theme. Each file names only files above it in this list.

pub mod money;
pub mod origins;
pub mod parameters;
pub mod pauses;
pub mod offchain;
pub mod marketplace;
pub mod spending;
pub mod votes;
pub mod governance;
pub mod system;
pub mod consensus;
pub mod proxy;
pub mod utility;
