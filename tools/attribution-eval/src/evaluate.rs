//! Trains, indexes, asks about every query, and compares the methods.

use crate::{
	counterfactual::Counterfactual,
	gradients::Taken,
	metrics::score,
	report::{Line, Report},
	set::{read_set, Set},
	tfidf, EvalArgs, EvalError, Method,
};
use openledger_attribution::{Plan, RecordStates};
use openledger_cli::{
	default_base, default_threads,
	index::{self, Asked},
	read_spec,
};
use openledger_content::{files::FileError, root};
use openledger_infer::States;
use openledger_model::{Adapter, Base};
use openledger_spec::HyperParameters;
use openledger_train::{train, Observer, Phase, Progress, TrainJob, Tuning};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// How the model is tuned unless told otherwise: LoRA of rank 8 on query and value, four epochs.
const SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16, "targets": ["q", "v"], "learning_rate": "0.0005",
	"warmup_steps": 4, "epochs": 4, "batch": 8, "max_length": 512, "weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;

struct Terminal;

impl Observer for Terminal {
	fn progress(&self, p: &Progress) {
		if p.phase == Phase::Training && p.step.is_multiple_of(10) {
			eprintln!(
				"training: step {}/{}  loss {:.4}  {:.0} tokens/s  {:.0} s left",
				p.step, p.steps, p.loss, p.tokens_per_second, p.seconds_left
			);
		}
	}

	fn cancelled(&self) -> bool {
		false
	}
}

fn spec(path: Option<&Path>) -> Result<HyperParameters, EvalError> {
	match path {
		Some(path) => Ok(read_spec(path)?),
		None => serde_json::from_str(SPEC).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the default specification"),
			message: error.to_string(),
		}),
	}
}

/// Trains, indexes, asks and reports.
pub fn evaluate(args: &EvalArgs) -> Result<Report, EvalError> {
	let base = Base::open(args.base.as_deref().unwrap_or(&default_base()))?;
	let hyper = spec(args.spec.as_deref())?;
	let threads = args.threads.unwrap_or_else(default_threads);
	let (known, asked) =
		(read_set(&base, &args.train, hyper.max_length)?, read_set(&base, &args.test, hyper.max_length)?);
	let out = args.out.clone().unwrap_or_else(|| {
		let inputs = root::of(&[&known.bytes[..], format!("{hyper:?}").as_bytes()].concat());
		std::env::temp_dir().join(format!("openledger-attribution-eval-{inputs:?}"))
	});
	let job = TrainJob {
		base: &base,
		train: &known.tokens,
		held_out: &[],
		hyper: &hyper,
		dir: &out,
		threads,
		max_tokens: None,
		tuning: Tuning::default(),
	};
	let outcome = train(&job, &Terminal)?;
	let raw = fs::read(&outcome.adapter_path).map_err(FileError::io("read", &outcome.adapter_path))?;
	let adapter = Adapter::from_raw(&raw, base.config(), &hyper)?;
	let plan =
		Plan { base: base.root(), adapter: root::of(&raw), sources: vec![(0, known.tokens.len() as u32)] };
	let (index, built) =
		index::open_or_build(&base, &adapter, &known.tokens, &plan, &out.join("index"), threads)?;
	let tokens: usize = known.tokens.iter().map(|record| record.ids.len()).sum();
	let queries = RecordStates::new(&base, &adapter, &asked.tokens, threads)?;
	let (mut forward, mut scoring, mut ours) = (0.0, 0.0, Vec::new());
	for query in 0..asked.tokens.len() as u32 {
		let Asked { scores, forward_seconds, score_seconds } = index::ask(&index, &queries, query, threads)?;
		forward += forward_seconds;
		scoring += score_seconds;
		ours.push(scores.into_iter().map(|score| score as f64).collect());
	}
	let mut methods: Vec<Method> = vec![
		("openledger", ours),
		("representation", representation(&base, &adapter, &known, &asked, threads)?),
		("tf-idf", tfidf::tf_idf(&known.records, &asked.records, true)),
		("tf-idf-completion", tfidf::tf_idf(&known.records, &asked.records, false)),
	];
	let mut taken = None;
	if !args.fast {
		let gradients = Taken::new(&base, &adapter, &known.tokens, &asked.tokens, threads)?;
		methods.extend(gradients.scores(threads));
		// They are large.
		taken = args.dump.as_ref().map(|_| gradients);
	}
	let line = |(method, scores): &Method| {
		let quality = score(scores, &known.classes, &asked.classes).ok_or(EvalError::NothingToTell)?;
		Ok::<_, EvalError>(Line { method, quality })
	};
	let lines = methods.iter().map(line).collect::<Result<_, _>>()?;
	let counterfactual = Counterfactual {
		base: &base,
		hyper: &hyper,
		adapter: &adapter,
		known: &known,
		asked: &asked,
		threads,
	};
	let (removals, subsets) = counterfactual.measure(args, &out, &methods, taken.as_ref())?;
	let count = asked.tokens.len() as f64;
	let classes: std::collections::BTreeSet<_> = known.classes.iter().collect();
	Ok(Report {
		records: known.tokens.len(),
		queries: asked.tokens.len(),
		classes: classes.len(),
		loss_first: outcome.result.loss_first.to_string(),
		loss_last: outcome.result.loss_last.to_string(),
		training_tokens_per_second: (outcome.tokens_per_second > 0.0).then_some(outcome.tokens_per_second),
		index_tokens_per_second: built.map(|seconds| tokens as f64 / seconds),
		index_root: index.root(),
		bytes_per_record: index.footer().bytes_per_record(),
		seconds_per_forward: forward / count,
		seconds_per_query: scoring / count,
		methods: lines,
		removals,
		subsets,
	})
}

/// Evaluates and prints.
pub fn run(args: &EvalArgs) -> Result<(), EvalError> {
	let report = evaluate(args)?;
	if args.json {
		let json = serde_json::to_string(&report).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the report"),
			message: error.to_string(),
		})?;
		println!("{json}");
	} else {
		println!("{report}");
	}
	Ok(())
}

/// Cosine of mean states that leave the last layer.
fn representation(
	base: &Base,
	adapter: &Adapter,
	known: &Set,
	asked: &Set,
	threads: usize,
) -> Result<Vec<Vec<f64>>, EvalError> {
	let mut states = States::new(base, adapter, threads)?;
	let mut of =
		|set: &Set| set.tokens.iter().map(|record| states.last(base, record)).collect::<Result<Vec<_>, _>>();
	let (known, asked) = (of(known)?, of(asked)?);
	let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
	let cosine = |a: &[f32], b: &[f32]| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
	Ok(asked.iter().map(|query| known.iter().map(|record| cosine(query, record)).collect()).collect())
}
