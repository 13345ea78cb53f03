//! Trains, indexes, asks about every query, and compares the methods.

use crate::{
	EvalArgs, EvalError, Method, Scores, counterfactual,
	gradients::Taken,
	metrics::score,
	report::{Line, Report},
	representations::representations,
	set::{Set, read_set},
	setting::Setting,
	tfidf,
};
use openledger_cli::{default_base, default_threads, read_spec, start_engine};
use openledger_content::{files::FileError, root};
use openledger_kernels::Engine;
use openledger_model::{Adapter, Base, Model, Tokenized};
use openledger_spec::{HyperParameters, Method as TrainMethod};
use openledger_train::{Observer, Phase, Progress, TrainJob, TrainOutcome, Tuning, train};
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::{Path, PathBuf},
	sync::Arc,
};

/// The default hyper-parameters: LoRA of rank 8 on query and value, four epochs.
const SPEC: &str = r#"{"method": "lora", "rank": 8, "alpha": 16, "targets": ["q", "v"],
	"learning_rate": "0.0005", "warmup_steps": 4, "epochs": 4, "batch": 8, "max_length": 512,
	"weight_decay": "0.0", "clip_norm": "1.0", "seed": 1}"#;

/// An observer that prints every tenth step to stderr.
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
}

pub(crate) fn spec(path: Option<&Path>) -> Result<HyperParameters, EvalError> {
	match path {
		Some(path) => Ok(read_spec(path)?),
		None => serde_json::from_str(SPEC).map_err(|error| EvalError::Spec {
			path: PathBuf::from("the default specification"),
			message: error.to_string(),
		}),
	}
}

/// Trains on the records, or finds the adapter trained before. Returns it with its raw form.
pub(crate) fn tune(
	base: &Base,
	records: &[Tokenized],
	hyper: &HyperParameters,
	dir: &Path,
	engine: Arc<Engine>,
) -> Result<(TrainOutcome, Adapter, Vec<u8>), EvalError> {
	let tuning = Tuning::default();
	let job = TrainJob { base, train: records, held_out: &[], hyper, dir, engine, max_tokens: None, tuning };
	let outcome = train(&job, &Terminal)?;
	let raw = fs::read(&outcome.adapter_path).map_err(FileError::io("read", &outcome.adapter_path))?;
	let adapter = Adapter::from_raw(&raw, base.config(), hyper)?;
	Ok((outcome, adapter, raw))
}

/// Writes all scores with the classes of records and queries, for other programs to combine.
fn write_scores(path: &Path, methods: &[Method], known: &Set, asked: &Set) -> Result<(), EvalError> {
	let scores: BTreeMap<&str, &Scores> = methods.iter().map(|(name, scores)| (*name, scores)).collect();
	let all = serde_json::json!({ "records": known.classes, "queries": asked.classes, "scores": scores });
	Ok(fs::write(path, all.to_string()).map_err(FileError::io("write", path))?)
}

/// Trains, indexes, asks and reports.
fn evaluate(args: &EvalArgs) -> Result<Report, EvalError> {
	let base = Base::open(args.base.as_deref().unwrap_or(&default_base()))?;
	let hyper = spec(args.spec.as_deref())?;
	let engine = start_engine(args.threads.unwrap_or_else(default_threads))?;
	let (known, asked) =
		(read_set(&base, &args.train, hyper.max_length)?, read_set(&base, &args.test, hyper.max_length)?);
	let out = args.out.clone().unwrap_or_else(|| {
		let inputs = root::of(&[&known.bytes[..], format!("{hyper:?}").as_bytes()].concat());
		std::env::temp_dir().join(format!("openledger-attribution-eval-{inputs:?}"))
	});
	let (outcome, adapter, raw) = tune(&base, &known.tokens, &hyper, &out, engine.clone())?;
	let model = Model::with_adapter(base.frozen(TrainMethod::Lora, &engine), &adapter, engine)?;
	let setting = Setting {
		base: &base,
		hyper: &hyper,
		adapter: &adapter,
		model: &model,
		known: &known,
		asked: &asked,
	};
	let mut indexed = setting.ask_index(&out, root::of(&raw))?;
	let mut methods: Vec<Method> = vec![
		("openledger", std::mem::take(&mut indexed.scores)),
		("tf-idf", tfidf::tf_idf(&known.records, &asked.records, true)),
		("tf-idf-completion", tfidf::tf_idf(&known.records, &asked.records, false)),
	];
	methods.extend(representations(&setting)?);
	if let Some(path) = &args.scores {
		write_scores(path, &methods, &known, &asked)?;
	}
	let mut taken = None;
	if !args.fast {
		let gradients = Taken::new(&setting)?;
		methods.extend(gradients.scores(model.engine().threads()));
		// They are large.
		taken = args.dump.as_ref().map(|_| gradients);
	}
	let line = |(method, scores): &Method| {
		let quality = score(scores, &known.classes, &asked.classes).ok_or(EvalError::NothingToTell)?;
		Ok::<_, EvalError>(Line { method, quality })
	};
	let lines = methods.iter().map(line).collect::<Result<_, _>>()?;
	let (removals, subsets) = counterfactual::measure(&setting, args, &out, &methods, taken.as_ref())?;
	let (count, tokens) = (asked.tokens.len() as f64, known.tokens.iter().map(|record| record.ids.len()));
	let tokens: usize = tokens.sum();
	Ok(Report {
		records: known.tokens.len(),
		queries: asked.tokens.len(),
		classes: known.classes.iter().collect::<BTreeSet<_>>().len(),
		loss_first: outcome.result.loss_first.to_string(),
		loss_last: outcome.result.loss_last.to_string(),
		training_tokens_per_second: (outcome.tokens_per_second > 0.0).then_some(outcome.tokens_per_second),
		index_tokens_per_second: indexed.build_seconds.map(|seconds| tokens as f64 / seconds),
		index_root: indexed.index.root(),
		bytes_per_record: indexed.index.footer().bytes_per_record(),
		seconds_per_forward: indexed.forward_seconds / count,
		seconds_per_query: indexed.score_seconds / count,
		methods: lines,
		removals,
		subsets,
	})
}

/// Evaluates and prints.
pub(crate) fn run(args: &EvalArgs) -> Result<(), EvalError> {
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
