//! Parameters of every pallet, one file a theme.

pub mod consensus;
pub mod marketplace;
pub mod money;
pub mod proxy;
pub mod system;
pub mod toolbox;
