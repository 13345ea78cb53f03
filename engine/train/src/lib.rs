//! LoRA and QLoRA training of a base model.
//!
//! One job is a function of its inputs: base model, token ids, hyper-parameters. Running it again, on any number of
//! threads, interrupted or not, gives the same adapter root and the same trace root.
//!
//! - [`train`] runs a job with checkpoints and progress.
//! - [`Gradients`] gives the gradient of single records, to compare attribution with.

mod checkpoint;
mod error;
mod evaluate;
mod gradient;
mod memory;
mod profile;
mod schedule;
mod state;
mod synthetic;
mod trainer;
mod tuning;

pub use checkpoint::CheckpointError;
pub use error::Error;
pub use gradient::{lora_gradient, Gradients};
pub use profile::{Entry, TrainingProfile};
pub use synthetic::{Synthetic, SyntheticError};
pub use trainer::{train, Observer, Outcome, Phase, Progress, TrainJob};
pub use tuning::Tuning;

/// Hyper-parameters to start from; the form of a specification file.
pub const DEFAULT_SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16,
	"targets": ["q", "k", "v", "o", "gate", "up", "down"], "learning_rate": "0.0005", "warmup_steps": 4,
	"epochs": 1, "batch": 8, "max_length": 256, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;
