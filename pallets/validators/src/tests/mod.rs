//! One file a theme.

mod genesis;
mod offences;
mod properties;
mod sessions;
