#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod agenda;
mod answer_store;
mod error;
mod journal;
mod ledger;
mod metrics;
mod receipts;
mod revealer;
mod sessions;
mod settler;
mod signature;
mod sync;
mod voucher;

#[cfg(test)]
mod schedule;
#[cfg(test)]
mod schedule_tests;
#[cfg(test)]
mod tests;

pub use answer_store::AnswerStore;
pub use error::PaymentError;
pub use journal::JournalError;
pub use receipts::SignedReceipt;
pub use revealer::Revealer;
pub use sessions::{Session, SessionState, Sessions, SharedSession, Ticket};
pub use settler::{Settler, SettlerConfig};
pub use voucher::{Accepted, KeptAnswer, SentVoucher, Vouchers};
