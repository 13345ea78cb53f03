//! One file a theme.

mod conservation;
mod genesis;
mod join;
mod offences;
mod pool;
mod rewards;
mod sessions;
mod stake;
