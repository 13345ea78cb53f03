//! Rust sources, read as far as the checks need it.

pub mod docs;
pub mod functions;
pub mod modules;
pub mod tokens;
pub mod uses;
