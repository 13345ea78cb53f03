//! Benchmark of span search: answers of 458 tokens in ten million.
//!
//! ```sh
//! cargo bench -p openledger-attribution --bench spans
//! ```
//!
//! The corpus is real text, `OPENLEDGER_DATANETS` (by default `../shared/data/datanets` beside the clone) in
//! the tokens of `OPENLEDGER_MODEL`, repeated with changes until it is long enough. Where either is missing,
//! it is a synthetic one of Zipf's law; the program says which. With `OPENLEDGER_SPANS_EXPORT=FOLDER` it
//! leaves corpus, answers and spans there for `scripts/peers/infini_gram.py`.

mod corpus;

use corpus::Corpus;
use criterion::Criterion;
use openledger_attribution::{Span, SpanIndex, SpanParams, SpanPlan};
use openledger_content::Hash;
use std::{fs, path::Path, time::Instant};

/// Tokens of the corpus.
const TOKENS: usize = 10_000_000;
/// Tokens of an answer.
const ANSWER: usize = 458;
/// All spans of 6 tokens or more, however likely: the most that there is to do, and what peers do.
const PARAMS: SpanParams =
	SpanParams { min_length: 6, min_improbability: 0, most_spans: usize::MAX, most_records: 10 };

fn main() {
	let corpus = Corpus::new(TOKENS, ANSWER);
	let folder = tempfile::tempdir().unwrap();
	let path = folder.path().join("spans");
	let sources = vec![(1, corpus.records.len() as u32)];
	let (base, snapshot) = (Hash::zero(), Hash::zero());
	let plan = SpanPlan { base, snapshot, vocabulary: corpus.vocabulary, sources };
	let start = Instant::now();
	let root = SpanIndex::build(&plan, &corpus.records, &path).unwrap();
	let built = start.elapsed();
	let start = Instant::now();
	let index = SpanIndex::open(&path, root).unwrap();
	let opened = start.elapsed();
	let tokens = index.footer().tokens;
	let size = fs::metadata(&path).unwrap().len();
	println!("corpus    {}: {tokens} tokens in {} records", corpus.name, corpus.records.len());
	println!("index     {size} bytes, {:.3} a token; root {root:?}", size as f64 / f64::from(tokens));
	println!("build     {:.2} s, open {:.2} s", built.as_secs_f64(), opened.as_secs_f64());
	let mut criterion = Criterion::default().configure_from_args();
	let mut kinds = Vec::new();
	for (name, answers) in &corpus.answers {
		let index = &index;
		let found = |params| answers.iter().map(move |ids| index.search(ids, params).unwrap());
		let spans: Vec<_> = found(&PARAMS).collect();
		let all: usize = spans.iter().map(Vec::len).sum();
		let likely: usize = found(&SpanParams::default()).map(|spans| spans.len()).sum();
		println!(
			"{name}: {all} spans of at least 6 tokens in {} answers, {likely} by the defaults",
			answers.len()
		);
		let mut turns = answers.iter().cycle();
		criterion.bench_function(&format!("spans/{name}"), |b| {
			b.iter(|| turns.next().map(|ids| index.search(ids, &PARAMS).unwrap()))
		});
		let answers: Vec<_> = answers.iter().zip(&spans).map(|(ids, spans)| answer(ids, spans)).collect();
		kinds.push(format!("\"{name}\": [{}]", answers.join(",\n")));
	}
	criterion.final_summary();
	if let Some(out) = std::env::var_os("OPENLEDGER_SPANS_EXPORT") {
		export(Path::new(&out), &corpus, &kinds);
	}
}

/// An answer with what was found, as a JSON object: spans as start, length and places.
fn answer(ids: &[u32], spans: &[Span]) -> String {
	let spans: Vec<_> =
		spans.iter().map(|span| [span.start, span.length, span.occurrences as usize]).collect();
	format!("{{\"ids\": {ids:?}, \"spans\": {spans:?}}}")
}

/// Records as 16-bit tokens, each after a separator of 65,535.
fn export(out: &Path, corpus: &Corpus, kinds: &[String]) {
	let letters = corpus.records.iter().flat_map(|record| [&[u32::from(u16::MAX)], &record[..]].concat());
	let bytes: Vec<u8> = letters.flat_map(|letter| (letter as u16).to_le_bytes()).collect();
	fs::create_dir_all(out).unwrap();
	fs::write(out.join("corpus.u16"), bytes).unwrap();
	fs::write(out.join("answers.json"), format!("{{{}}}\n", kinds.join(",\n"))).unwrap();
}
