//! Prefill and decoding of one answer: tokens a second, and where the time of a token goes.
//!
//! ```sh
//! cargo bench -p openledger-infer --bench decode -- --base MODEL.gguf  # one line of JSON
//! ```
//!
//! `--adapter` adds an adapter of rank 8, `--profile` a table by operator; `--threads N` is 2 unless given,
//! and `--form lora` or `qlora` takes the weights as that method does. The prompt has 400 tokens and the
//! answer 128, greedy, as in `scripts/peers/decode.py`, which runs llama.cpp and this in turns. Speeds are
//! those of a clock on the wall and, on one thread, of the processor's time as well, which a busy machine
//! disturbs less.

use openledger_kernels::{Engine, Isa};
use openledger_model::{Adapter, Base, FrozenModel, KvCache, Model};
use openledger_spec::{HyperParameters, Method};
use openledger_train::DEFAULT_SPEC;
use std::{error::Error, path::PathBuf, sync::Arc, time::Instant};

/// The number of tokens of the prompt.
const PROMPT: u32 = 400;
/// The number of tokens of the answer.
const ANSWER: usize = 128;

/// The arguments.
struct Args {
	base: PathBuf,
	/// The form of the weights: `serving`, or a training method's.
	form: String,
	threads: usize,
	adapter: bool,
	profile: bool,
}

fn args() -> Result<Args, Box<dyn Error>> {
	let mut args =
		Args { base: PathBuf::new(), form: "serving".into(), threads: 2, adapter: false, profile: false };
	let mut words = std::env::args().skip(1);
	while let Some(word) = words.next() {
		let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
		match word.as_str() {
			"--base" => args.base = value()?.into(),
			"--form" => args.form = value()?,
			"--threads" => args.threads = value()?.parse()?,
			"--adapter" => args.adapter = true,
			"--profile" => args.profile = true,
			// Cargo's own.
			"--bench" | "--" => {},
			_ => return Err(format!("{word} is not an argument of this benchmark").into()),
		}
	}
	if args.base.as_os_str().is_empty() {
		return Err("--base names no GGUF file".into());
	}
	Ok(args)
}

fn frozen(base: &Base, engine: &Arc<Engine>, form: &str) -> Result<Arc<FrozenModel>, Box<dyn Error>> {
	match form {
		"serving" => Ok(base.serving(Method::Lora, engine)),
		"lora" => Ok(base.frozen(Method::Lora, engine)),
		"qlora" => Ok(base.frozen(Method::Qlora, engine)),
		_ => Err(format!("the form {form} is none of serving, lora and qlora").into()),
	}
}

/// Returns the place of the largest value.
fn largest(logits: &[f32]) -> u32 {
	let best = (0..logits.len()).max_by(|a, b| logits[*a].total_cmp(&logits[*b]));
	best.unwrap_or(0) as u32
}

fn main() -> Result<(), Box<dyn Error>> {
	let args = args()?;
	let engine =
		Engine::with_isa(args.threads, Isa::named_or_best(std::env::var("OPENLEDGER_ISA").ok().as_deref())?)?;
	let base = Base::open(&args.base)?;
	let frozen = frozen(&base, &engine, &args.form)?;
	let model = match args.adapter {
		true => {
			let hyper: HyperParameters = serde_json::from_str(DEFAULT_SPEC)?;
			let adapter = Adapter::initial(base.config(), &hyper)?;
			Model::with_adapter(frozen, &adapter, engine.clone())?
		},
		false => Model::without_adapter(frozen, engine.clone())?,
	};
	let ids: Vec<u32> = (0..PROMPT).map(|i| 1000 + i * 37 % 20_000).collect();
	let mut cache = KvCache::default();
	let (mut logits, prefill) = timed(|| model.forward_cached(&ids, &mut cache));
	let mut last = largest(logits.as_ref().map_err(|error| error.to_string())?);
	if args.profile {
		engine.start_profile();
	}
	let (result, decode) = timed(|| -> Result<(), Box<dyn Error>> {
		for _ in 0..ANSWER {
			logits = model.forward_cached(&[last], &mut cache);
			last = largest(logits.as_ref().map_err(|error| error.to_string())?);
		}
		Ok(())
	});
	result?;
	if args.profile {
		print_profile(&engine, decode.wall / ANSWER as f64);
	}
	let (prompt, answer) = (f64::from(PROMPT), ANSWER as f64);
	println!(
		"{{\"isa\":\"{:?}\",\"threads\":{},\"prefill\":{:.1},\"decode\":{:.1},\"prefill_cpu\":{:.1},\
		 \"decode_cpu\":{:.1},\"last\":{last}}}",
		engine.isa(),
		engine.threads(),
		prompt / prefill.wall,
		answer / decode.wall,
		prompt / prefill.thread,
		answer / decode.thread,
	);
	Ok(())
}

/// Seconds that something took.
struct Seconds {
	wall: f64,
	/// Time of the processor for the main thread; the wall's where the system does not say.
	thread: f64,
}

/// Runs `f` and measures it.
fn timed<T>(f: impl FnOnce() -> T) -> (T, Seconds) {
	// Its first number is nanoseconds on the processor.
	let on_processor = || -> Option<f64> {
		let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
		Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
	};
	let (before, start) = (on_processor(), Instant::now());
	let result = f();
	let wall = start.elapsed().as_secs_f64();
	let thread = before.zip(on_processor()).map_or(wall, |(before, after)| after - before);
	(result, Seconds { wall, thread })
}

fn print_profile(engine: &Engine, token: f64) {
	let micros = |seconds: f64| seconds * 1e6 / ANSWER as f64;
	let mut rest = token * 1e6;
	println!("{:>10.1} µs a token", token * 1e6);
	for share in engine.profile() {
		let time = micros(share.time.as_secs_f64());
		rest -= time;
		let calls = share.calls as f64 / ANSWER as f64;
		println!("{time:>10.1} µs {:>5.1} % {calls:>6.1} × {}", time / token / 1e4, share.name);
	}
	println!("{rest:>10.1} µs {:>5.1} % outside of operators", rest / token / 1e4);
}
