//! Which records shaped an answer: influence from per-record LoRA gradients.
