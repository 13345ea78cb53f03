//! Answers paid chat requests for listed models and keeps receipts and vouchers.
//!
//! The interface is OpenAI's: `POST /v1/chat/completions`, streaming included. A request carries a **voucher**, the
//! user's signed promise to pay everything owed in a session so far; the answer carries a **receipt** with what is owed
//! now and whose records shaped it. Payment follows the answer, so a user risks nothing and a provider at most one
//! answer. Once a session rests, its latest voucher is settled on the chain, with the influence of each contribution.
//!
//! ```text
//! request + voucher ─▶ journal voucher ─▶ answer ─▶ journal receipt ─▶ reply
//!                                                        │ paid, and the session rests or closes
//!                                                        ▼
//!                              journal settlement ─▶ mailbox ─▶ (offchain worker) ─▶ chain shows it settled
//! ```
//!
//! - A voucher is on disk before it is accepted, an answer before its receipt is sent: `kill -9` loses neither. What a
//!   kill can cost is an answer that was being written; nothing is owed for it, and the user asks again.
//! - One answer at a time in a session, so one voucher never buys two.
//! - A settlement is written down before it is posted and posted again until the chain shows it, so no answer is
//!   settled twice or left out.
//! - Answers of tuned models stay on disk with their token ids for as long as their settlement can be challenged. What a
//!   challenge asks for is shown from there, and answers of other providers are repeated to vote on them: see
//!   `pallets/attribution`.
//! - Work is bounded everywhere: bytes of a request, tokens of an answer, answers at a time and in the queue.

mod answer;
mod answers;
mod api;
mod challenge;
mod config;
mod engine;
mod error;
mod finetune;
mod indexing;
mod journal;
mod ledger;
mod metrics;
mod models;
mod server;
mod sessions;
mod settle;
#[cfg(test)]
mod tests;
mod voucher;
mod wire;

pub use config::Config;
pub use engine::{Answer, Engine, EngineError, Finish, Message, Model, Role, Source, Tuning};
pub use finetune::FinetuneEngine;
pub use journal::JournalError;
pub use server::{Server, ServingError};
