//! The service over a real socket, with an engine that counts words and a chain of a few fields.

mod challenges;
mod chat;
mod http;
mod money;
mod restarts;
mod rig;
