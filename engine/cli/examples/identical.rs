//! Runs one job on every path that this machine has, each in a process of its own, and compares all bits that
//! come out: the adapter's root, the trace root over every step's state, and the tokens of a greedy answer of
//! the tuned model.
//!
//! The records are windows of this repository's licence text, so whoever runs it gets the same roots. Started
//! by scripts/check-reproducible.sh, which says what is compared.

use clap::Parser;
use openledger_cli::start_engine;
use openledger_content::Hash;
use openledger_infer::Generator;
use openledger_kernels::Isa;
use openledger_model::{Adapter, Base, Message, Model, Tokenized};
use openledger_spec::{HyperParameters, Method};
use openledger_train::{DEFAULT_SPEC, Observer, Phase, Progress, TrainJob, Tuning, train};
use serde::{Deserialize, Serialize};
use std::{
	error::Error as StdError,
	hash::{BuildHasher, Hasher},
	io::{BufRead, BufReader},
	num::NonZeroUsize,
	ops::ControlFlow,
	path::{Path, PathBuf},
	process::{Child, Command, ExitCode, Stdio},
	sync::mpsc,
	time::{Duration, Instant},
};

/// The text that the records are cut from.
const TEXT: &str = include_str!("../../../LICENSE");
/// Number of tokens between the beginnings of two records.
const STRIDE: usize = 97;
/// The question to the tuned model: something that it answers at length.
const QUESTION: &str = "Write a long story about a river that wanted to be a mountain.";

/// Trains on every path of this machine and compares the bits.
#[derive(Parser)]
struct Args {
	/// Base model, a GGUF file.
	#[arg(long, value_name = "GGUF")]
	base: PathBuf,
	/// Three steps of 64 tokens and an answer of 16, instead of 20 steps of 512 and an answer of 128.
	#[arg(long)]
	quick: bool,
	/// One path, to be run by this process: how the example calls itself.
	#[arg(long, hide = true, requires = "dir")]
	path: Option<String>,
	/// Folder of that path's job.
	#[arg(long, hide = true)]
	dir: Option<PathBuf>,
}

/// The inputs that the result is a function of, besides the base model.
#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Job {
	batch: u16,
	length: usize,
	steps: usize,
	/// Number of tokens of the answer.
	answer: u32,
}

/// A way to run a job, besides the instruction set, which the environment names.
#[derive(Clone, Copy, Serialize, Deserialize)]
struct Way {
	job: Job,
	method: Method,
	threads: usize,
	micro_batch: Option<NonZeroUsize>,
}

/// The results, which must not depend on the way.
#[derive(PartialEq, Serialize, Deserialize)]
struct Bits {
	adapter: Hash,
	trace: Hash,
	answer: Vec<u32>,
}

/// An observer that prints every step, so that the parent knows when to kill.
struct Steps;

impl Observer for Steps {
	fn progress(&self, p: &Progress) {
		if p.phase == Phase::Training {
			println!("step {}", p.step);
		}
	}
}

fn records(base: &Base, job: &Job) -> Vec<Tokenized> {
	let ids = base.tokenizer().encode(TEXT);
	let window = |i: usize| {
		let start = i * STRIDE % (ids.len() - job.length);
		Tokenized::new(ids[start..start + job.length].to_vec(), 1)
	};
	(0..job.steps * usize::from(job.batch)).map(window).collect()
}

/// Runs one path in this process, and prints what came out.
fn run(base: &Path, dir: &Path, way: &str) -> Result<(), Box<dyn StdError>> {
	let way: Way = serde_json::from_str(way)?;
	let (base, engine) = (Base::open(base)?, start_engine(way.threads)?);
	let job = &way.job;
	let spec: HyperParameters = serde_json::from_str(DEFAULT_SPEC)?;
	let hyper =
		HyperParameters { method: way.method, batch: job.batch, max_length: job.length as u32, ..spec };
	let outcome = train(
		&TrainJob {
			base: &base,
			train: &records(&base, job),
			held_out: &[],
			hyper: &hyper,
			dir,
			engine: engine.clone(),
			max_tokens: None,
			tuning: Tuning {
				micro_batch: way.micro_batch,
				checkpoint_every: Duration::ZERO,
				..Tuning::default()
			},
		},
		&Steps,
	)?;
	let adapter = Adapter::from_peft(&outcome.peft_dir, base.config())?;
	let model = Model::with_adapter(base.frozen(way.method, &engine), &adapter, engine)?;
	let answer = Generator::new(model)
		.chat(&[Message::user(QUESTION)], job.answer, &mut |_| ControlFlow::Continue(()))?;
	let (adapter, trace) = (outcome.result.adapter, outcome.result.trace);
	println!("{}", serde_json::to_string(&Bits { adapter, trace, answer: answer.answer_ids })?);
	Ok(())
}

/// A path of the comparison.
struct Row {
	way: Way,
	isa: Isa,
	/// Killed on the way, and resumed with these threads on this instruction set.
	resumed: Option<(usize, Isa)>,
}

fn name(isa: Isa) -> &'static str {
	match isa {
		Isa::Scalar => "scalar",
		Isa::Neon => "neon",
		Isa::Avx2 => "avx2",
		Isa::Avx512 => "avx512",
	}
}

/// Returns every path, by method.
fn rows(quick: bool) -> Vec<Row> {
	let (length, steps, answer) = if quick { (64, 3, 16) } else { (512, 20, 128) };
	let best = Isa::best();
	let second = Isa::ALL.into_iter().rev().filter(|isa| isa.supported()).nth(1).unwrap_or(best);
	let mut rows = Vec::new();
	for method in [Method::Lora, Method::Qlora, Method::Exact8] {
		let way = |batch, threads, micro_batch| Way {
			job: Job { batch, length, steps, answer },
			method,
			threads,
			micro_batch: NonZeroUsize::new(micro_batch),
		};
		let plain = |way, isa| Row { way, isa, resumed: None };
		rows.extend(Isa::ALL.into_iter().filter(|isa| isa.supported()).map(|isa| plain(way(1, 2, 0), isa)));
		rows.extend([1, 3].map(|threads| plain(way(1, threads, 0), best)));
		rows.push(Row { way: way(1, 2, 0), isa: best, resumed: Some((1, second)) });
		if method == Method::Lora {
			rows.extend([1, 4].map(|size| plain(way(4, 2, size), best)));
		}
	}
	rows
}

/// Starts a process that runs a path, and hears of its lines.
fn start(
	base: &Path,
	dir: &Path,
	way: &Way,
	isa: Isa,
) -> Result<(Child, mpsc::Receiver<String>), Box<dyn StdError>> {
	let mut child = Command::new(std::env::current_exe()?)
		.env("OPENLEDGER_ISA", name(isa))
		.arg("--base")
		.arg(base)
		.arg("--dir")
		.arg(dir)
		.arg("--path")
		.arg(serde_json::to_string(way)?)
		.stdout(Stdio::piped())
		.spawn()?;
	let output = child.stdout.take().ok_or("the path's process has no output")?;
	let (sender, lines) = mpsc::channel();
	std::thread::spawn(move || {
		for line in BufReader::new(output).lines().map_while(Result::ok) {
			if sender.send(line).is_err() {
				break;
			}
		}
	});
	Ok((child, lines))
}

/// Starts a path, waits for its end and returns what came out, and the step that it began at.
fn finish(base: &Path, dir: &Path, way: &Way, isa: Isa) -> Result<(Bits, usize), Box<dyn StdError>> {
	let (mut child, lines) = start(base, dir, way, isa)?;
	let lines: Vec<String> = lines.iter().collect();
	if !child.wait()?.success() {
		return Err("the path's process failed".into());
	}
	let first = lines.first().and_then(|line| step_of(line)).ok_or("the path reported no step")?;
	let bits = serde_json::from_str(lines.last().map_or("", String::as_str))?;
	Ok((bits, first))
}

fn step_of(line: &str) -> Option<usize> {
	line.strip_prefix("step ")?.parse().ok()
}

/// Returns a number below `bound` that nobody chose.
fn random(bound: u64) -> u64 {
	std::hash::RandomState::new().build_hasher().finish() % bound
}

/// Starts a path and kills it with SIGKILL at a random moment: some time after a random step between the
/// second and the last but one. Returns the number of that step.
fn kill(base: &Path, dir: &Path, way: &Way, isa: Isa) -> Result<usize, Box<dyn StdError>> {
	let (mut child, lines) = start(base, dir, way, isa)?;
	let chosen = 2 + random(way.job.steps as u64 - 2) as usize;
	let mut begun = Instant::now();
	for line in &lines {
		let length = begun.elapsed();
		begun = Instant::now();
		if step_of(&line) == Some(chosen) {
			// Another line before then ends the wait, and is as good a moment.
			let _ = lines.recv_timeout(length.mul_f64(random(1000) as f64 / 1000.0));
			child.kill()?;
			child.wait()?;
			return Ok(chosen);
		}
	}
	child.wait()?;
	Err(format!("the process ended before step {chosen}").into())
}

/// Runs a row. Returns the bits, and a remark for the table.
fn compare(base: &Path, row: &Row) -> Result<(Bits, String), Box<dyn StdError>> {
	let dir = tempfile::tempdir()?;
	let Some((threads, isa)) = row.resumed else {
		return Ok((finish(base, dir.path(), &row.way, row.isa)?.0, String::new()));
	};
	let killed = kill(base, dir.path(), &row.way, row.isa)?;
	let (bits, first) = finish(base, dir.path(), &Way { threads, ..row.way }, isa)?;
	if first == 0 {
		return Err(format!("killed after step {killed}, but it began anew").into());
	}
	let isa = name(isa);
	Ok((bits, format!("killed in step {}, resumed from {first} ({isa}, {threads} thread)", killed + 1)))
}

fn short(hash: Hash) -> String {
	format!("{hash:?}")[..14].to_string()
}

/// Runs every row and prints the table. Returns false if any bits differ.
fn compare_all(base: &Path, quick: bool) -> Result<bool, Box<dyn StdError>> {
	println!("method  isa     threads  batch  micro-batch  adapter root    trace root      answer  seconds");
	let mut known: Vec<((Job, bool), Bits)> = Vec::new();
	let (mut same, mut paths) = (true, 0);
	for row in rows(quick) {
		let Way { job, method, threads, micro_batch } = row.way;
		let begun = Instant::now();
		let (bits, note) = compare(base, &row)?;
		let seconds = begun.elapsed().as_secs_f64();
		paths += 1;
		if bits.answer.len() != job.answer as usize {
			let (found, wanted) = (bits.answer.len(), job.answer);
			return Err(format!("the answer has {found} tokens, {wanted} are to be compared").into());
		}
		// LoRA and QLoRA are one arithmetic, exact8 another.
		let key = (job, method == Method::Exact8);
		let verdict = match known.iter().find(|(known, _)| *known == key) {
			Some((_, expected)) if *expected != bits => {
				same = false;
				"DIFFERENT"
			},
			_ => "",
		};
		println!(
			"{:<7} {:<7} {threads:>7}  {:>5}  {:>11}  {}  {}  {:>6}  {seconds:>7.1}  {verdict}{note}",
			format!("{method:?}").to_lowercase(),
			name(row.isa),
			job.batch,
			micro_batch.map_or("packed".to_string(), |size| size.to_string()),
			short(bits.adapter),
			short(bits.trace),
			bits.answer.len(),
		);
		if !known.iter().any(|(known, _)| *known == key) {
			known.push((key, bits));
		}
	}
	for ((Job { batch, length, steps, .. }, exact8), bits) in &known {
		let arithmetic = if *exact8 { "8-bit integers" } else { "binary32" };
		println!(
			"{steps} steps of {batch}x{length} in {arithmetic}: adapter {:?}, trace {:?}",
			bits.adapter, bits.trace
		);
	}
	for isa in Isa::ALL.into_iter().filter(|isa| !isa.supported()) {
		println!("not compared: {}, which this machine lacks", name(isa));
	}
	match same {
		true => println!("{paths} paths, {} jobs: all roots and answers are equal", known.len()),
		false => println!("{paths} paths: NOT all roots and answers are equal"),
	}
	Ok(same)
}

fn main() -> ExitCode {
	let args = Args::parse();
	let result = match (&args.path, &args.dir) {
		(Some(way), Some(dir)) => run(&args.base, dir, way).map(|()| true),
		_ => compare_all(&args.base, args.quick),
	};
	match result {
		Ok(true) => ExitCode::SUCCESS,
		Ok(false) => ExitCode::FAILURE,
		Err(error) => {
			eprintln!("error: {error}");
			ExitCode::from(2)
		},
	}
}
