//! The service over a real socket, with models that count words and a mock chain.

mod challenges;
mod chat;
mod client;
mod harness;
mod indexing;
mod money;
mod restarts;
