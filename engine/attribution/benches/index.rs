//! Benchmark of an influence index as it grows: what a question costs after its forward pass, and what a
//! build costs beside the forward passes.
//!
//! ```sh
//! cargo bench -p openledger-attribution --bench index
//! ```
//!
//! Features are pseudo-random, of the shape that SmolLM2-135M has: 39 vectors of 576 numbers, of which 13 are
//! of the question. Records have 40 tokens, of which 20 are a template.

use criterion::Criterion;
use openledger_attribution::{Features, Index, Plan, Source, build};
use openledger_content::Hash;
use openledger_kernels::Engine;
use openledger_model::{NoopObserver, Tokenized};
use std::{collections::BTreeSet, fs, time::Instant};

const VECTORS: usize = 39;
const WIDTH: usize = 576;
const TEMPLATE: u32 = 20;

struct Random {
	tokens: Vec<Vec<u32>>,
}

/// A step of splitmix64.
fn next(state: &mut u64) -> u64 {
	*state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
	let mut x = *state;
	x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
	x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
	x ^ (x >> 31)
}

fn features(seed: u64) -> Features {
	let mut state = seed;
	let mut number = || (next(&mut state) >> 40) as f32 / (1 << 24) as f32 - 0.5;
	let name = |at: usize| format!("vector.{at:02}{}", if at % 3 == 2 { ".question" } else { "" });
	(0..VECTORS).map(|at| (name(at), (0..WIDTH).map(|_| number()).collect())).collect()
}

impl Random {
	fn new(records: u32) -> Self {
		let mut state = 1;
		let record = |_| {
			let own = (0..20).map(|_| TEMPLATE + (next(&mut state) % 40_000) as u32);
			(0..TEMPLATE).chain(own).collect()
		};
		Self { tokens: (0..records).map(record).collect() }
	}
}

impl Source for Random {
	fn features(&self, record: u32) -> Result<Features, String> {
		Ok(features(record.into()))
	}

	fn question(&self, question: u32) -> Result<Features, String> {
		Ok(features(1 << 40 | u64::from(question)))
	}

	fn tokens(&self, record: u32) -> &[u32] {
		&self.tokens[record as usize]
	}

	fn is_numeral(&self, token: u32) -> bool {
		token < 10
	}

	fn vocabulary(&self) -> u32 {
		49_152
	}
}

fn main() {
	let folder = tempfile::tempdir().unwrap();
	let threads = std::thread::available_parallelism().map_or(1, usize::from);
	let engine = Engine::new(threads).unwrap();
	let mut criterion = Criterion::default().sample_size(20).configure_from_args();
	for records in [900, 5_000, 20_000] {
		let source = Random::new(records);
		let path = folder.path().join(format!("{records}.influence"));
		let plan = Plan { base: Hash::zero(), adapter: Hash::zero(), sources: vec![(1, records)] };
		let start = Instant::now();
		build(&plan, &source, &folder.path().join("parts"), &path, &NoopObserver).unwrap();
		let built = start.elapsed().as_secs_f64();
		let start = Instant::now();
		let index = Index::open(&path).unwrap();
		let opened = start.elapsed().as_secs_f64();
		let bytes = fs::metadata(&path).unwrap().len();
		println!(
			"{records} records: built in {built:.2} s, opened in {opened:.2} s, {bytes} bytes, \
			 {threads} threads"
		);
		let asked = features(u64::MAX);
		criterion.bench_function(&format!("score/{records}"), |b| {
			b.iter(|| index.scores(&asked, &engine).unwrap())
		});
		let scores = index.scores(&asked, &engine).unwrap();
		let (answer, nobody) =
			(Tokenized::new((0..201).map(|at| at * 97 % 40_000).collect(), 1), BTreeSet::new());
		criterion.bench_function(&format!("weigh/{records}"), |b| {
			b.iter(|| index.weigh(&scores, &answer, &nobody).unwrap())
		});
	}
	criterion.final_summary();
}
