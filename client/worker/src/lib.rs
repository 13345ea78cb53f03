//! Takes the work that offchain workers post, runs it and posts the answer.
//!
//! An offchain worker must never block or compute. It posts a request in the mailbox
//! ([`openledger_mailbox`]); this crate's supervisor finds it there, runs it on threads of its own at a low
//! priority, and puts the answer back.
//!
//! ```text
//!             request stands                blobs here                 adapter stored, response posted
//!  (mailbox) ───────────────▶ fetching ───────────────▶ queued ─▶ running ────────────────────────▶ indexing ─▶ done
//!                                │ deadline near           │            │ request gone or claimed anew
//!                                ▼                         ▼            ▼
//!                        failed: BlobUnavailable        failed      cancelled
//! ```
//!
//! - Work is keyed by (genesis, job). A job claimed again goes on from the same folder, since its inputs are the same;
//!   the attempt only tags the answer. A folder whose inputs differ belongs to a chain that was purged, and is emptied.
//! - The process may be killed at any moment: training resumes from its last checkpoint, a finished result is posted
//!   again, an unfinished index is completed.
//! - A job waiting for blobs holds no thread.
//! - The influence index is built after the response is posted, so that no payment waits for it. It stays at
//!   [`index_path`] for the serving side when everything else of the job is gone.

mod board;
mod engine;
mod fail_reason;
mod finetune;
mod folder;
mod inbox;
mod metrics;
pub mod ports;
mod run;
mod supervisor;
#[cfg(test)]
mod tests;

pub use board::{Board, JobProgress, Phase};
pub use engine::{Advance, Engine, Failure, Records, Trained, Watch, Work};
pub use finetune::FinetuneEngine;
pub use folder::{index_path, is_at_work};
pub use supervisor::{Config, Handle, Worker};
