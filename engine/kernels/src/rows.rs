//! The operators' arithmetic on rows of numbers, without tensors and threads.
//!
//! Each function is an operator's formula, as the operator's `cpu.rs` has it, compiled for every instruction
//! set. The first argument names the one to use; one that the machine lacks gives portable code, and the same
//! bits.

pub use crate::{
	ops::{
		add::cpu::add,
		attention::softmax::{softmax, softmax_backward},
		geglu::cpu::{geglu, geglu_backward},
		loss::cpu::cross_entropy,
		norm::cpu::{rms_norm, rms_norm_backward},
		rotary::cpu::rope,
		swiglu::cpu::{swiglu, swiglu_backward},
	},
	optimizer::{AdamW, adamw, all_finite, square_sum},
};
