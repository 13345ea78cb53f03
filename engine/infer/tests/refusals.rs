//! What would make an answer worthless is refused with a typed error.

mod common;

use openledger_infer::{Error, Generator};
use openledger_kernels::{Engine, EngineError};
use openledger_model::{Base, Error as ModelError, Message, Model};
use openledger_spec::Method;
#[cfg(target_arch = "x86_64")]
use openledger_test_utils::FlushSubnormals;
use openledger_test_utils::{Gguf, hyper, records, tiny_base};
use std::ops::ControlFlow;

#[test]
fn an_overflow_in_generation_is_an_error() {
	let dir = tempfile::tempdir().unwrap();
	let mut file = Gguf::tiny();
	// Finite weights whose products are not.
	for word in file.tensor("output_norm.weight").bytes.as_chunks_mut::<4>().0 {
		*word = f32::MAX.to_le_bytes();
	}
	let base = Base::open(&file.write(dir.path())).unwrap();
	let generator = Generator::new(common::model(&base, None, 1));
	let answer = generator.chat(&[Message::user("river")], 8, &mut |_| ControlFlow::Continue(()));
	assert!(matches!(answer, Err(Error::NotFinite)));
}

#[cfg(target_arch = "x86_64")]
#[test]
fn a_thread_that_flushes_subnormals_is_refused() {
	let dir = tempfile::tempdir().unwrap();
	let base = tiny_base(dir.path());
	let adapter = common::trained(&base, &records(&base, 2), &hyper(), &dir.path().join("job"));
	// An engine that another thread started.
	let engine = Engine::new(2).unwrap();
	let frozen = base.frozen(Method::Lora, &engine);
	for bits in [
		FlushSubnormals::TO_ZERO,
		FlushSubnormals::DENORMALS_ARE_ZERO,
		FlushSubnormals::TO_ZERO | FlushSubnormals::DENORMALS_ARE_ZERO,
	] {
		let flush = FlushSubnormals::on(bits);
		let plain = Model::without_adapter(frozen.clone(), engine.clone()).err();
		let tuned = Model::with_adapter(frozen.clone(), &adapter, engine.clone()).err();
		drop(flush);
		for error in [plain, tuned] {
			assert!(matches!(error, Some(ModelError::Engine(EngineError::SubnormalsFlushed))));
		}
	}
	// The register is as it was.
	assert!(Model::without_adapter(frozen, engine).is_ok());
}
