#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod error;
mod generator;
mod hidden_states;
mod losses;

pub use error::Error;
pub use generator::{Completion, Finish, Generator, Step};
pub use hidden_states::HiddenStates;
pub use losses::Losses;
