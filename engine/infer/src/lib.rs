//! What a base or tuned model says: answers, losses and hidden states.
//!
//! - [`Generator`] answers conversations, greedily and repeatably.
//! - [`Losses`] gives the loss of records, [`States`] their hidden states, for attribution.

mod error;
mod generator;
mod losses;
mod states;

pub use error::Error;
pub use generator::{Answer, Finish, Generator};
pub use losses::Losses;
pub use states::States;
