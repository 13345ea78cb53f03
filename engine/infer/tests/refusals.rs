//! What would make an answer worthless is refused with a typed error.

mod common;

use openledger_infer::{Error, Generator};
use openledger_kernels::EngineError;
use openledger_model::{Base, Error as ModelError, Message};
use openledger_test_utils::{hyper, records, tiny_base, Gguf};
use openledger_train::Gradients;
use std::{ops::ControlFlow, sync::Arc};

#[test]
fn an_overflow_in_generation_is_an_error() {
	let dir = tempfile::tempdir().unwrap();
	let mut file = Gguf::tiny();
	// Finite weights whose products are not.
	for word in file.tensor("output_norm.weight").bytes.as_chunks_mut::<4>().0 {
		*word = f32::MAX.to_le_bytes();
	}
	let generator = Generator::new(Arc::new(Base::open(&file.write(dir.path())).unwrap()), None, 1).unwrap();
	let answer = generator.answer(&[Message::user("river")], 8, &mut |_| ControlFlow::Continue(()));
	assert!(matches!(answer, Err(Error::NotFinite)));
}

/// Sets bits of the SSE control register, and takes them back when dropped.
#[cfg(target_arch = "x86_64")]
struct Flush(u32);

#[cfg(target_arch = "x86_64")]
impl Flush {
	const TO_ZERO: u32 = 1 << 15;
	const DENORMALS_ARE_ZERO: u32 = 1 << 6;

	fn on(bits: u32) -> Self {
		let mut before = 0u32;
		// SAFETY: reads the register into a word on the stack.
		unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &mut before, options(nostack)) };
		Self::set(before | bits);
		Self(before)
	}

	fn set(value: u32) {
		// SAFETY: both bits exist on every 64-bit processor; the value otherwise comes from the register.
		unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &value, options(nostack)) };
	}
}

#[cfg(target_arch = "x86_64")]
impl Drop for Flush {
	fn drop(&mut self) {
		Self::set(self.0);
	}
}

#[cfg(target_arch = "x86_64")]
#[test]
fn a_thread_that_flushes_subnormals_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = Arc::new(tiny_base(dir.path()));
	let train_on = records(&base, 2);
	let work = dir.path().join("job");
	let adapter = common::trained(&base, &train_on, &hyper(), &work);
	for bits in [Flush::TO_ZERO, Flush::DENORMALS_ARE_ZERO, Flush::TO_ZERO | Flush::DENORMALS_ARE_ZERO] {
		let flush = Flush::on(bits);
		let generator = Generator::new(base.clone(), None, 2).err();
		let gradients = Gradients::new(&base, &adapter, 1).err();
		drop(flush);
		let flushed =
			|error: &ModelError| matches!(error, ModelError::Engine(EngineError::SubnormalsFlushed));
		assert!(matches!(generator, Some(Error::Model(error)) if flushed(&error)));
		assert!(matches!(gradients, Some(openledger_train::Error::Model(error)) if flushed(&error)));
	}
	// The register is as it was.
	assert!(Generator::new(base, None, 2).is_ok());
}
