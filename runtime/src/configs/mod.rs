//! Parameters of every pallet, one file a theme.

pub mod consensus;
pub mod governance;
pub mod marketplace;
pub mod money;
pub mod origins;
pub mod parameters;
pub mod proxy;
pub mod system;
pub mod toolbox;
