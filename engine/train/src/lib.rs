#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod checkpoint;
mod error;
mod evaluate;
mod gradient;
mod job;
mod memory;
mod profile;
mod schedule;
mod synthetic;
mod train_state;
mod trainer;
mod tuning;

pub use error::{CheckpointError, Error, SyntheticError};
pub use gradient::Gradients;
pub use job::{TrainJob, TrainOutcome};
pub use openledger_model::{NoopObserver, Observer, Phase, Progress};
pub use profile::{Entry, TrainingProfile};
pub use synthetic::Synthetic;
pub use trainer::train;
pub use tuning::Tuning;

/// Hyper-parameters to start from; the form of a specification file.
pub const DEFAULT_SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16,
	"targets": ["q", "k", "v", "o", "gate", "up", "down"], "learning_rate": "0.0005", "warmup_steps": 4,
	"epochs": 1, "batch": 8, "max_length": 256, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;
