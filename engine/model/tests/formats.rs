//! Models in every format of weights, whole and split, within the memory that they may take.

use openledger_kernels::Engine;
use openledger_model::{Base, Budget, Error, FrozenModel, GgufError, Model, Pack, Tokenized};
use openledger_spec::Method;
use openledger_test_utils::{Gguf, Kind};
use std::{
	fs,
	path::{Path, PathBuf},
	sync::Arc,
};

/// Returns the bits of the losses of a few tokens.
fn losses(base: &Base, method: Method, engine: &Arc<Engine>) -> Vec<u32> {
	losses_of(base, base.frozen(method, engine), engine)
}

fn losses_of(base: &Base, frozen: Arc<FrozenModel>, engine: &Arc<Engine>) -> Vec<u32> {
	let model = Model::without_adapter(frozen, engine.clone()).unwrap();
	let ids = base.tokenizer().encode("the river is on the other side, in a stone bed");
	let losses = model.evaluate(&Pack::new([&Tokenized::new(ids, 1)])).unwrap();
	assert!(losses.iter().all(|loss| loss.is_finite()), "{losses:?}");
	losses.into_iter().map(f32::to_bits).collect()
}

fn write_parts(parts: &[Gguf], dir: &Path) -> PathBuf {
	let path = |number| dir.join(format!("tiny-{number:05}-of-{:05}.gguf", parts.len()));
	for (number, part) in parts.iter().enumerate() {
		fs::write(path(number + 1), part.bytes()).unwrap();
	}
	path(1)
}

#[test]
fn models_of_every_format_run_packed_and_stored_with_the_same_bits() {
	let engine = Engine::new(2).unwrap();
	let mut met = Vec::new();
	for kind in Kind::KNOWN {
		let dir = tempfile::tempdir().unwrap();
		let base = Base::open(&Gguf::in_format(kind).write(dir.path())).unwrap();
		let packed = losses(&base, Method::Lora, &engine);
		assert_eq!(packed, losses(&base, Method::Qlora, &engine), "{kind:?}");
		assert_eq!(packed, losses_of(&base, base.serving(Method::Lora, &engine), &engine), "{kind:?}");
		let integers = losses(&base, Method::Exact8, &engine);
		let close = |(a, b): (&u32, &u32)| (f32::from_bits(*a) / f32::from_bits(*b) - 1.0).abs() < 0.02;
		assert!(integers != packed && integers.iter().zip(&packed).all(close), "{kind:?}: {integers:x?}");
		assert!(!met.contains(&packed), "{kind:?} computes what another format does");
		met.push(packed);
	}
}

#[test]
fn a_split_model_is_the_model() {
	let (engine, dir) = (Engine::new(1).unwrap(), tempfile::tempdir().unwrap());
	let whole = Base::open(&Gguf::tiny().write(dir.path())).unwrap();
	let first = write_parts(&Gguf::tiny().split(3), dir.path());
	let split = Base::open(&first).unwrap();
	assert_eq!(losses(&split, Method::Lora, &engine), losses(&whole, Method::Lora, &engine));
	// One file of it is the file that it was split from, so both have one root.
	let written = dir.path().join("written.gguf");
	assert_eq!(split.write_file(&written).unwrap(), whole.root());
	assert_eq!(fs::read(written).unwrap(), Gguf::tiny().bytes());
	assert_eq!(split.root(), whole.root());
	assert!(whole.is_one_file() && !split.is_one_file());
	assert_eq!(split.footprint().tensors, whole.footprint().tensors);
}

#[test]
fn parts_that_do_not_belong_together_are_refused() {
	let refused = |spoil: &dyn Fn(&mut Vec<Gguf>), open: &str| {
		let dir = tempfile::tempdir().unwrap();
		let mut parts = Gguf::tiny().split(2);
		spoil(&mut parts);
		write_parts(&parts, dir.path());
		match Base::open(&dir.path().join(open)).err() {
			Some(Error::Base(error)) => error,
			other => panic!("{other:?}"),
		}
	};
	let first = "tiny-00001-of-00002.gguf";
	let second = refused(&|_| {}, "tiny-00002-of-00002.gguf");
	assert!(matches!(&second, GgufError::Split(why) if why.contains("name the first")), "{second}");
	let swapped = refused(&|parts| parts.swap(0, 1), first);
	assert!(matches!(&swapped, GgufError::Split(why) if why.contains("split.no")), "{swapped}");
	let whole = refused(&|parts| parts[1] = Gguf::tiny(), first);
	assert!(matches!(whole, GgufError::Split(_)), "{whole}");
	let twice = refused(&|parts| parts[1].tensors = parts[0].tensors.clone(), first);
	assert!(matches!(&twice, GgufError::Malformed(why) if why.contains("twice")), "{twice}");
	let missing = refused(&|parts| drop(parts.pop()), "tiny-00001-of-00001.gguf");
	assert!(matches!(missing, GgufError::MissingTensor(_)), "{missing}");
	let dir = tempfile::tempdir().unwrap();
	fs::write(dir.path().join(first), Gguf::tiny().split(2)[0].bytes()).unwrap();
	assert!(matches!(Base::open(&dir.path().join(first)), Err(Error::Base(GgufError::Io(_)))));
}

#[test]
fn a_model_is_opened_only_if_it_fits() {
	let (engine, dir) = (Engine::new(1).unwrap(), tempfile::tempdir().unwrap());
	let path = Gguf::tiny().write(dir.path());
	let base = Base::open(&path).unwrap();
	let (footprint, expected) = (*base.footprint(), losses(&base, Method::Lora, &engine));
	assert_eq!(footprint.file, fs::metadata(&path).unwrap().len());
	// Two layers: keys and values of 2 heads of 16 numbers, and all linears with the tied output layer.
	assert_eq!((footprint.cache(1), footprint.cache(10)), (2 * 2 * 32 * 4, 10 * 2 * 2 * 32 * 4));
	let layer = 2 * 64 * 64 + 2 * 32 * 64 + 3 * 96 * 64;
	assert_eq!(footprint.packed, 4 * (2 * layer + 288 * 64));
	let outputs = 2 * (3 * 64 + 2 * 32 + 2 * 96) + 288;
	assert_eq!(footprint.integers, footprint.packed / 4 + 8 * outputs);

	let stated = footprint.to_string();
	for part in ["a file of 1 MiB", "1 MiB packed", "1 KiB of keys and values a token"] {
		assert!(stated.contains(part), "{stated}");
	}

	let open = |limit: u64| Base::open_within(&path, &Budget::new(limit));
	match open(footprint.stored() - 1).err() {
		Some(Error::Memory(error)) => {
			assert_eq!((error.needed, error.limit), (footprint.stored(), footprint.stored() - 1));
			assert!(error.to_string().contains("--max-model-memory"), "{error}");
		},
		other => panic!("{other:?}"),
	}
	// Room for stored weights only: slower, the same bits.
	let budget = Budget::new(footprint.stored() + footprint.packed - 1);
	let narrow = Base::open_within(&path, &budget).unwrap();
	assert!(Arc::ptr_eq(&narrow.frozen(Method::Lora, &engine), &narrow.frozen(Method::Qlora, &engine)));
	assert_eq!(losses(&narrow, Method::Lora, &engine), expected);
	assert_eq!(budget.taken(), footprint.stored());
	assert!(narrow.frozen(Method::Lora, &engine).reserve_cache(1 << 20).is_err());
	// No room for integers either.
	let exact8 = losses(&base, Method::Exact8, &engine);
	let taken = budget.reserve(budget.limit() - budget.taken(), "another").unwrap();
	assert_eq!(losses(&narrow, Method::Exact8, &engine), exact8);
	let scales = narrow.frozen(Method::Exact8, &engine);
	assert!(Arc::ptr_eq(&scales, &narrow.frozen(Method::Exact8, &engine)), "users share the scales");
	drop((taken, scales));
	let integers = narrow.frozen(Method::Exact8, &engine);
	assert_eq!(budget.taken(), footprint.stored() + footprint.integers);
	assert!(Arc::ptr_eq(&integers, &narrow.frozen(Method::Exact8, &engine)));
	drop(integers);
	drop(narrow);
	assert_eq!(budget.taken(), 0);
	// Room for both, which ends with the last user of the packed weights.
	let budget = Budget::new(footprint.stored() + footprint.packed);
	let roomy = Base::open_within(&path, &budget).unwrap();
	let packed = roomy.frozen(Method::Lora, &engine);
	assert_eq!(budget.taken(), budget.limit());
	let second = Base::open_within(&path, &budget).err();
	assert!(matches!(second, Some(Error::Memory(_))), "a second base shares the budget");
	drop(packed);
	assert_eq!(budget.taken(), footprint.stored());
	// Room for codes, too little for packed weights.
	let budget = Budget::new(footprint.stored() + footprint.codes);
	let serving = Base::open_within(&path, &budget).unwrap();
	let codes = serving.serving(Method::Lora, &engine);
	assert_eq!(budget.taken(), budget.limit());
	assert!(Arc::ptr_eq(&codes, &serving.serving(Method::Lora, &engine)), "users share them");
	assert!(footprint.codes < footprint.packed, "{footprint}");
	assert_eq!(losses_of(&serving, codes, &engine), expected);
	assert_eq!(budget.taken(), footprint.stored());
	// Too little for codes: as they are stored.
	let budget = Budget::new(footprint.stored() + footprint.codes - 1);
	let narrow = Base::open_within(&path, &budget).unwrap();
	assert!(Arc::ptr_eq(&narrow.serving(Method::Qlora, &engine), &narrow.frozen(Method::Qlora, &engine)));
}
