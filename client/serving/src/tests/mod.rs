//! The service over a real socket, with an engine that counts words and a chain of a few fields.

mod challenges;
mod chat;
mod http;
mod indexing;
mod money;
mod restarts;
mod rig;
