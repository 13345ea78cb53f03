//! The service over a real socket, with models that count words and a mock chain.

mod bodies;
mod challenges;
mod chat;
mod client;
mod connections;
mod fields;
mod harness;
mod indexing;
mod leaving;
mod money;
mod offer;
mod restarts;
