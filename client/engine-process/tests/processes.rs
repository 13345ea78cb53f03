//! Engines that are killed, and models cut short under them: the work ends with the bits of an undisturbed
//! run in this process.
//!
//! This program is its own engine, and its own node: see `main`.

use openledger_engine_process::{Engines, ProcessIndexBuilder, ProcessLoader, ProcessTrainer, Program, run};
use openledger_indexer::{EngineIndexBuilder, IndexBuilder, IndexSource, Records};
use openledger_infer::{Completion, Step};
use openledger_kernels::Engine;
use openledger_model::{Budget, Message};
use openledger_ports::{Observer, Phase, Progress, noop::NoopObserver};
use openledger_primitives::{
	Hash,
	datanet::SnapshotEntry,
	job::{FailReason, HyperParameters},
	root,
};
use openledger_serving::{ChatModel, EngineLoader, ModelError, ModelLoader, ModelSource};
use openledger_test_utils::{Gguf, hyper};
use openledger_worker::{EngineTrainer, Failure, Trained, Trainer, Work};
use parking_lot::Mutex;
use prometheus_endpoint::Registry;
use std::{
	fs,
	io::{BufRead, BufReader},
	ops::ControlFlow,
	path::{Path, PathBuf},
	process::{Command, Stdio},
	sync::Arc,
	time::{Duration, Instant},
};

/// A test with its name.
type Test = (&'static str, fn());

const TESTS: &[Test] = &[
	("a_training_outlives_its_engines", a_training_outlives_its_engines),
	("a_training_goes_on_when_its_model_is_whole_again", a_training_goes_on_when_its_model_is_whole_again),
	("a_job_whose_engines_die_at_one_step_is_given_up", a_job_whose_engines_die_at_one_step_is_given_up),
	("a_training_can_be_cancelled", a_training_can_be_cancelled),
	("what_the_node_says_of_room_ends_a_job", what_the_node_says_of_room_ends_a_job),
	("an_index_has_the_same_bits", an_index_has_the_same_bits),
	("an_answer_outlives_its_engine", an_answer_outlives_its_engine),
	("a_stopped_engine_is_noticed_and_another_goes_on", a_stopped_engine_is_noticed_and_another_goes_on),
	("a_call_that_does_not_go_on_ends_its_engine", a_call_that_does_not_go_on_ends_its_engine),
	("an_engine_that_dies_at_rest_is_told_of", an_engine_that_dies_at_rest_is_told_of),
	("engines_share_the_memory_of_models", engines_share_the_memory_of_models),
	("a_model_in_several_files_becomes_one", a_model_in_several_files_becomes_one),
	("an_engine_is_confined", an_engine_is_confined),
	("an_engine_ends_with_its_node", an_engine_ends_with_its_node),
	("a_program_that_is_no_engine_is_named", a_program_that_is_no_engine_is_named),
];

fn main() {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	match arguments.first().map(String::as_str) {
		Some("engine") => run(Engine::new).unwrap(),
		Some("node") => be_a_node(Path::new(&arguments[1])),
		_ => {
			let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
			for (name, test) in TESTS.iter().filter(|(name, _)| filter.is_none_or(|part| name.contains(part)))
			{
				let since = Instant::now();
				test();
				println!("test {name} ... ok ({:.1} s)", since.elapsed().as_secs_f64());
			}
		},
	}
}

fn program() -> Program {
	Program { path: std::env::current_exe().unwrap(), arguments: vec!["engine".into()] }
}

fn engines_with(budget: Arc<Budget>) -> (Arc<Engines>, Registry) {
	let registry = Registry::new();
	let engines = Engines::new(program(), 2, budget, Some(&registry)).unwrap();
	(Arc::new(engines.pausing(Duration::from_millis(50))), registry)
}

fn engines() -> (Arc<Engines>, Registry) {
	engines_with(Budget::new(1 << 40))
}

/// Returns the number of deaths of a kind.
fn deaths(registry: &Registry, reason: &str) -> u64 {
	let families = registry.gather();
	let deaths =
		families.iter().find(|family| family.get_name() == "openledger_engine_deaths_total").unwrap();
	let metric = deaths.get_metric().iter().find(|metric| metric.get_label()[0].get_value() == reason);
	metric.unwrap().get_counter().get_value() as u64
}

/// Returns the processes that another one started and that still run.
fn children(of: u32) -> Vec<u32> {
	let runs = |pid: &u32| {
		let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
		status.lines().any(|line| line.starts_with("State:") && !line.contains('Z'))
	};
	let threads = fs::read_dir(format!("/proc/{of}/task")).unwrap().flatten();
	let lists = threads.map(|thread| fs::read_to_string(thread.path().join("children")).unwrap_or_default());
	let lists: Vec<String> = lists.collect();
	let all = lists.iter().flat_map(|list| list.split_whitespace());
	all.filter_map(|pid| pid.parse().ok()).filter(runs).collect()
}

/// Ends every engine with a signal, and returns whether there was one.
///
/// There may be none: progress that was made before a death is told after it. The first signal of a fault is
/// sent once more, since the handler that Rust installs expects the fault itself to come again.
fn signal_engines(number: i32) -> bool {
	let engines = children(std::process::id());
	until("the end of all engines", || {
		let mut left = children(std::process::id());
		left.retain(|pid| engines.contains(pid));
		for pid in &left {
			// SAFETY: the call takes integers. Should the process be gone, no other has its number so soon.
			unsafe { libc::kill(*pid as i32, number) };
		}
		left.is_empty()
	});
	!engines.is_empty()
}

fn until(what: &str, holds: impl Fn() -> bool) {
	let since = Instant::now();
	while !holds() {
		assert!(since.elapsed() < Duration::from_secs(30), "{what} did not happen");
		std::thread::yield_now();
	}
}

/// The inputs of a job, in a folder of their own.
struct Inputs {
	folder: tempfile::TempDir,
	base: PathBuf,
	records: Vec<Records>,
	hyper: HyperParameters,
}

impl Inputs {
	fn new(epochs: u16) -> Self {
		let folder = tempfile::tempdir().unwrap();
		let base = Gguf::tiny().write(folder.path());
		let contribution = |contribution: u64| {
			let line =
				|i: u64| format!("{{\"prompt\": \"{contribution} {i}?\", \"completion\": \"it is {i}\"}}\n");
			let bytes: Vec<u8> = (0..8).map(line).collect::<String>().into_bytes();
			let (root, length) = (root::of(&bytes), bytes.len() as u64);
			Records { entry: SnapshotEntry { contribution, root, records: 8, bytes: length }, bytes }
		};
		Self {
			folder,
			base,
			records: vec![contribution(3), contribution(9)],
			hyper: HyperParameters { epochs, ..hyper() },
		}
	}

	fn train(&self, trainer: &dyn Trainer, observer: &dyn Observer) -> Result<Trained, Failure> {
		let dir = tempfile::tempdir_in(self.folder.path()).unwrap().keep();
		let work = Work {
			base: &self.base,
			train: &self.records,
			held_out: Some(b"{\"prompt\": \"what?\", \"completion\": \"that\"}\n"),
			hyper: &self.hyper,
			max_tokens: 1_000_000,
			reserve: &|_| Ok(()),
		};
		trainer.train(&work, &dir, observer)
	}

	/// Trains in this process, undisturbed.
	fn expected(&self) -> Trained {
		self.train(&EngineTrainer::new(Engine::new(1).unwrap()), &NoopObserver).unwrap()
	}
}

fn assert_same(one: &Trained, other: &Trained) {
	assert_eq!((&one.result, &one.states), (&other.result, &other.states));
	assert_eq!(fs::read(&one.adapter).unwrap(), fs::read(&other.adapter).unwrap());
}

/// An observer that does something at each of some steps of training, once it can.
struct AtSteps<F>(Mutex<Vec<u32>>, F);

impl<F: Fn() -> bool + Sync> Observer for AtSteps<F> {
	fn progress(&self, progress: &Progress) {
		let mut steps = self.0.lock();
		let is_due = steps.first().is_some_and(|step| progress.step >= *step);
		if progress.phase == Phase::Training && is_due && self.1() {
			steps.remove(0);
		}
	}

	fn cancelled(&self) -> bool {
		false
	}
}

fn a_training_outlives_its_engines() {
	let (inputs, (engines, registry)) = (Inputs::new(100), engines());
	let expected = inputs.expected();
	let signals = [(libc::SIGKILL, "killed"), (libc::SIGBUS, "damaged_file"), (libc::SIGABRT, "aborted")];
	let sent = Mutex::new(0);
	let observer = AtSteps(Mutex::new(vec![1, 20, 60]), || {
		// The one before it is counted: no signal goes to an engine that is ending.
		let died = signals.iter().filter(|(_, reason)| deaths(&registry, reason) == 1).count();
		let mut sent = sent.lock();
		let is_sent = died == *sent && signal_engines(signals[died].0);
		*sent += usize::from(is_sent);
		is_sent
	});
	let trained = inputs.train(&ProcessTrainer::new(engines), &observer).unwrap();
	assert_same(&trained, &expected);
	let counted = ["killed", "damaged_file", "aborted", "exit"].map(|reason| deaths(&registry, reason));
	assert_eq!(counted, [1, 1, 1, 0]);
}

fn a_training_goes_on_when_its_model_is_whole_again() {
	let (inputs, (engines, registry)) = (Inputs::new(100), engines());
	let expected = inputs.expected();
	let whole = fs::read(&inputs.base).unwrap();
	let cut = || fs::File::options().write(true).open(&inputs.base).unwrap().set_len(100).is_ok();
	struct Mending<'a>(AtSteps<&'a (dyn Fn() -> bool + Sync)>, &'a Registry, &'a Path, &'a [u8]);
	impl Observer for Mending<'_> {
		fn progress(&self, progress: &Progress) {
			self.0.progress(progress);
		}
		fn cancelled(&self) -> bool {
			// The engine died of it, and another one found a file that is no model.
			if deaths(self.1, "damaged_file") == 2 {
				fs::write(self.2, self.3).unwrap();
			}
			false
		}
	}
	let at = AtSteps(Mutex::new(vec![30]), &cut as &(dyn Fn() -> bool + Sync));
	let observer = Mending(at, &registry, &inputs.base, &whole);
	let trained = inputs.train(&ProcessTrainer::new(engines), &observer).unwrap();
	assert_same(&trained, &expected);
	assert!(deaths(&registry, "damaged_file") >= 2);
}

fn a_job_whose_engines_die_at_one_step_is_given_up() {
	let (inputs, (engines, registry)) = (Inputs::new(100), engines());
	struct Always;
	impl Observer for Always {
		fn progress(&self, progress: &Progress) {
			if progress.phase == Phase::Training && progress.step >= 5 {
				signal_engines(libc::SIGKILL);
			}
		}
		fn cancelled(&self) -> bool {
			false
		}
	}
	let Err(Failure::Failed { reason, message }) = inputs.train(&ProcessTrainer::new(engines), &Always)
	else {
		panic!("it cannot end otherwise");
	};
	assert_eq!(reason, FailReason::OutOfResources);
	assert!(message.contains("signal 9"), "{message}");
	assert!(deaths(&registry, "killed") >= 5);
	until("the end of all engines", || children(std::process::id()).is_empty());
}

fn a_training_can_be_cancelled() {
	let (inputs, (engines, registry)) = (Inputs::new(100), engines());
	struct Impatient(Mutex<bool>);
	impl Observer for Impatient {
		fn progress(&self, progress: &Progress) {
			*self.0.lock() |= progress.phase == Phase::Training && progress.step > 3;
		}
		fn cancelled(&self) -> bool {
			*self.0.lock()
		}
	}
	let outcome = inputs.train(&ProcessTrainer::new(engines), &Impatient(Mutex::default()));
	assert_eq!(outcome.err(), Some(Failure::Cancelled));
	assert_eq!(deaths(&registry, "killed"), 0);
}

fn what_the_node_says_of_room_ends_a_job() {
	let (inputs, (engines, _)) = (Inputs::new(1), engines());
	let full = Failure::new(FailReason::OutOfResources, "the disk is full");
	let asked = Mutex::new(0);
	let reserve = |bytes| {
		*asked.lock() = bytes;
		Err(full.clone())
	};
	let work = Work {
		base: &inputs.base,
		train: &inputs.records,
		held_out: None,
		hyper: &inputs.hyper,
		max_tokens: 1_000_000,
		reserve: &reserve,
	};
	let trained = ProcessTrainer::new(engines).train(&work, &inputs.folder.path().join("x"), &NoopObserver);
	assert_eq!(trained.err(), Some(full.clone()));
	let bytes = fs::metadata(inputs.expected().adapter).unwrap().len();
	assert_eq!(*asked.lock(), bytes);
}

fn an_index_has_the_same_bits() {
	let (inputs, (engines, registry)) = (Inputs::new(2), engines());
	let adapter = inputs.expected().adapter;
	let source =
		IndexSource { base: &inputs.base, adapter: &adapter, hyper: &inputs.hyper, records: &inputs.records };
	let build = |builder: &dyn IndexBuilder, name: &str, observer: &dyn Observer| {
		let out = inputs.folder.path().join(name).join("model.influence");
		builder.build(&source, &inputs.folder.path().join(name).join("parts"), &out, observer).unwrap();
		let entries: Vec<_> = inputs.records.iter().map(|records| records.entry.clone()).collect();
		assert!(builder.is_complete(&out, root::of(&fs::read(&adapter).unwrap()), &entries));
		assert!(!builder.is_complete(&out, Hash::zero(), &entries));
		(fs::read(&out).unwrap(), fs::read(out.with_extension("influence.spans")).unwrap())
	};
	let expected = build(&EngineIndexBuilder::new(Engine::new(1).unwrap()), "here", &NoopObserver);
	struct KillOnce(Mutex<bool>);
	impl Observer for KillOnce {
		fn progress(&self, _: &Progress) {
			let mut is_done = self.0.lock();
			*is_done = *is_done || signal_engines(libc::SIGKILL);
		}
		fn cancelled(&self) -> bool {
			false
		}
	}
	let built = build(&ProcessIndexBuilder::new(engines), "there", &KillOnce(Mutex::default()));
	assert_eq!(deaths(&registry, "killed"), 1);
	assert!(built == expected, "another index");
}

fn answer(model: &dyn ChatModel, mut at: impl FnMut(usize)) -> (Completion, Vec<String>) {
	let mut heard = Vec::new();
	let mut on_step = |step: Step<'_>| {
		heard.push(format!("{step:?}"));
		at(heard.len());
		ControlFlow::Continue(())
	};
	let completion = model.answer(&[Message::user("river number 3?")], 40, &mut on_step).unwrap();
	(completion, heard)
}

fn an_answer_outlives_its_engine() {
	let (inputs, (engines, registry)) = (Inputs::new(1), engines());
	let source = ModelSource { model: 7, base_root: Hash::zero(), base: inputs.base.clone(), adapter: None };
	let here = EngineLoader::new(Engine::new(1).unwrap()).load(source.clone()).unwrap();
	let expected = answer(&*here, |_| ());
	assert!(expected.1.len() > 5);
	let loader = ProcessLoader::new(engines);
	let model = loader.load(source.clone()).unwrap();
	assert_eq!(model.context(), here.context());
	let question = [Message::user("river number 3?")];
	assert_eq!(model.prompt_tokens(&question), here.prompt_tokens(&question));
	let disturbed = answer(&*model, |step| {
		if step == 3 {
			assert!(signal_engines(libc::SIGKILL));
		}
	});
	assert_eq!(disturbed, expected);
	assert_eq!(deaths(&registry, "killed"), 1);
	let prompt = &expected.0.prompt_ids;
	assert_eq!(model.repeat(prompt, 40), here.repeat(prompt, 40));
	assert_eq!(model.repeat(&[], 40), here.repeat(&[], 40));
	assert_eq!(
		model.attribute(&expected.0, &Default::default()),
		here.attribute(&expected.0, &Default::default())
	);
	// Whoever leaves is heard at once.
	let mut leave = |_: Step<'_>| ControlFlow::Break(());
	assert_eq!(model.answer(&question, 40, &mut leave), here.answer(&question, 40, &mut leave));
	// Two models share the engine; one that cannot be loaded harms no other.
	fs::write(inputs.folder.path().join("bad.gguf"), b"GGUF").unwrap();
	let bad =
		ModelSource { base: inputs.folder.path().join("bad.gguf"), base_root: root::of(b"bad"), ..source };
	assert!(matches!(loader.load(bad), Err(ModelError::Unavailable(_))));
	assert_eq!(answer(&*model, |_| ()), expected);
	assert_eq!(children(std::process::id()).len(), 1);
}

/// Returns engines with short deadlines, and the registry of their metrics.
fn impatient_engines(silence: Duration, call: Duration) -> (Arc<Engines>, Registry) {
	let registry = Registry::new();
	let engines = Engines::new(program(), 2, Budget::new(1 << 40), Some(&registry)).unwrap();
	(Arc::new(engines.pausing(Duration::from_millis(50)).ending_after(silence, call)), registry)
}

fn a_stopped_engine_is_noticed_and_another_goes_on() {
	let silence = Duration::from_secs(5);
	let (inputs, (engines, registry)) = (Inputs::new(60), impatient_engines(silence, 100 * silence));
	let source = ModelSource { model: 7, base_root: Hash::zero(), base: inputs.base.clone(), adapter: None };
	let here = EngineLoader::new(Engine::new(1).unwrap()).load(source.clone()).unwrap();
	let expected = answer(&*here, |_| ());
	let model = ProcessLoader::new(engines.clone()).load(source).unwrap();
	// While it writes.
	let disturbed = answer(&*model, |step| {
		if step == 3 {
			stop_engines();
		}
	});
	assert_eq!(disturbed, expected);
	assert_eq!(deaths(&registry, "silent"), 1);
	// Before it is asked, and so much that the pipe to it is full.
	stop_engines();
	let long = [Message::user(&"river ".repeat(1 << 15))];
	assert_eq!(model.prompt_tokens(&long), here.prompt_tokens(&long));
	assert_eq!(deaths(&registry, "silent"), 2);
	drop(model);
	// A training, too.
	let at_step = AtSteps(Mutex::new(vec![10]), || {
		stop_engines();
		true
	});
	let trained = inputs.train(&ProcessTrainer::new(engines), &at_step).unwrap();
	assert_same(&trained, &inputs.expected());
	assert_eq!(deaths(&registry, "silent"), 3);
}

/// Stops all engines, as a debugger or a frozen machine does: they live and do nothing.
fn stop_engines() {
	for pid in children(std::process::id()) {
		// SAFETY: the call takes integers, and the process is a child that nobody has waited for.
		unsafe { libc::kill(pid as i32, libc::SIGSTOP) };
	}
}

fn a_call_that_does_not_go_on_ends_its_engine() {
	let (engines, registry) = impatient_engines(Duration::from_secs(60), Duration::from_millis(500));
	let folder = tempfile::tempdir().unwrap();
	// Whoever opens it waits for a writer, who never comes.
	let base = folder.path().join("pipe.gguf");
	let path = std::ffi::CString::new(base.to_str().unwrap()).unwrap();
	// SAFETY: the call reads the text that it is given, which ends in a zero.
	assert_eq!(unsafe { libc::mkfifo(path.as_ptr(), 0o600) }, 0);
	let source = ModelSource { model: 7, base_root: Hash::zero(), base, adapter: None };
	let refused = ProcessLoader::new(engines).load(source).err();
	let Some(ModelError::Unavailable(text)) = refused else { panic!("{refused:?}") };
	assert!(text.contains("did not go on with a request"), "{text}");
	assert_eq!(deaths(&registry, "stuck"), 3);
	until("the end of all engines", || children(std::process::id()).is_empty());
}

fn an_engine_that_dies_at_rest_is_told_of() {
	let (inputs, (engines, registry)) = (Inputs::new(1), engines());
	let source = ModelSource { model: 7, base_root: Hash::zero(), base: inputs.base.clone(), adapter: None };
	let model = ProcessLoader::new(engines).load(source).unwrap();
	let expected = answer(&*model, |_| ());
	assert!(signal_engines(libc::SIGKILL));
	until("the death to be counted", || deaths(&registry, "killed") == 1);
	assert_eq!(answer(&*model, |_| ()), expected);
	assert_eq!(deaths(&registry, "killed"), 1);
	// One that is no longer needed ends in silence.
	drop(model);
	until("the end of all engines", || children(std::process::id()).is_empty());
	assert_eq!(deaths(&registry, "killed"), 1);
}

fn engines_share_the_memory_of_models() {
	let inputs = Inputs::new(1);
	let budget = Budget::new(1 << 40);
	let (engines, _) = engines_with(budget.clone());
	let source = ModelSource { model: 7, base_root: Hash::zero(), base: inputs.base.clone(), adapter: None };
	let loader = ProcessLoader::new(engines.clone());
	let model = loader.load(source).unwrap();
	let taken = budget.taken();
	assert!(taken > 100_000, "{taken}");
	drop(model);
	until("memory to be given back", || budget.taken() == 0);
	// What another one holds is missing here, and the refusal names both numbers.
	let _other = budget.reserve((1 << 40) - 1000, "another").unwrap();
	let refusal = engines.check_base(&inputs.base).unwrap_err();
	assert!(
		refusal.contains("1000 bytes of the 1048576 MiB") && refusal.contains("--max-model-memory"),
		"{refusal}"
	);
	drop(_other);
	assert_eq!(engines.check_base(&inputs.base), Ok(()));
	until("all memory to be given back", || budget.taken() == 0);
}

fn a_model_in_several_files_becomes_one() {
	let dir = tempfile::tempdir().unwrap();
	let part = |number: usize| dir.path().join(format!("tiny-{number:05}-of-00002.gguf"));
	for (number, file) in (1..).zip(Gguf::tiny().split(2)) {
		fs::write(part(number), file.bytes()).unwrap();
	}
	let (engines, _) = engines_with(Budget::new(1 << 30));
	let out = dir.path().join("one.gguf");
	assert_eq!(engines.join_base(&part(1), &out), Ok(()));
	assert_eq!(fs::read(&out).unwrap(), Gguf::tiny().bytes());
	assert_eq!(engines.check_base(&out), Ok(()));
	let bases = dir.path().join("bases");
	let written = engines.one_file(&part(1), &bases).unwrap();
	assert_eq!(fs::read(&written).unwrap(), Gguf::tiny().bytes());
	let since = fs::metadata(&written).unwrap().modified().unwrap();
	assert_eq!(engines.one_file(&part(1), &bases).unwrap(), written);
	assert_eq!(fs::metadata(&written).unwrap().modified().unwrap(), since);
	assert_eq!(engines.one_file(&out, &bases).unwrap(), out);
	let refusal = engines.join_base(&part(2), &out).unwrap_err();
	assert!(refusal.contains("name the first"), "{refusal}");
	let refusal = engines.join_base(dir.path(), &out).unwrap_err();
	assert!(refusal.contains("config.json"), "{refusal}");
}

fn an_engine_is_confined() {
	let inputs = Inputs::new(1);
	let (engines, _) = engines_with(Budget::new(1 << 30));
	let source = ModelSource { model: 7, base_root: Hash::zero(), base: inputs.base.clone(), adapter: None };
	// A descriptor that a program would inherit.
	let file = fs::File::open(&inputs.base).unwrap();
	// SAFETY: the descriptor is open, and this only clears its flag.
	assert_eq!(unsafe { libc::fcntl(std::os::fd::AsRawFd::as_raw_fd(&file), libc::F_SETFD, 0) }, 0);
	let _model = ProcessLoader::new(engines).load(source).unwrap();
	let [pid] = children(std::process::id())[..] else { panic!("one engine") };
	let read = |name: &str| fs::read_to_string(format!("/proc/{pid}/{name}")).unwrap();
	assert_eq!(read("oom_score_adj").trim(), "1000");
	let limits = read("limits");
	let data = limits.lines().find(|line| line.starts_with("Max data size")).unwrap();
	assert!(data.contains(&((1u64 << 30) + (4 << 30)).to_string()), "{data}");
	let stat = read("stat");
	let nice = stat.rsplit(')').next().unwrap().split_whitespace().nth(16).unwrap();
	assert_eq!(nice, "10");
	let open: Vec<_> = fs::read_dir(format!("/proc/{pid}/fd")).unwrap().flatten().collect();
	assert_eq!(open.len(), 3, "{open:?}");
}

/// Trains until the first step, prints the number of its engine, and waits to be killed.
fn be_a_node(folder: &Path) {
	struct Waits;
	impl Observer for Waits {
		fn progress(&self, progress: &Progress) {
			if progress.phase == Phase::Training {
				println!("{}", children(std::process::id())[0]);
				std::thread::park();
			}
		}
		fn cancelled(&self) -> bool {
			false
		}
	}
	let mut inputs = Inputs::new(100);
	inputs.base = folder.join("base.gguf");
	fs::copy(Gguf::tiny().write(folder), &inputs.base).unwrap();
	_ = inputs.train(&ProcessTrainer::new(engines().0), &Waits);
}

fn an_engine_ends_with_its_node() {
	let folder = tempfile::tempdir().unwrap();
	let mut node = Command::new(std::env::current_exe().unwrap())
		.arg("node")
		.arg(folder.path())
		.stdout(Stdio::piped())
		.spawn()
		.unwrap();
	let mut line = String::new();
	BufReader::new(node.stdout.take().unwrap()).read_line(&mut line).unwrap();
	let engine: u32 = line.trim().parse().unwrap();
	let status = format!("/proc/{engine}/status");
	assert!(fs::read_to_string(&status).unwrap().contains("PPid"));
	node.kill().unwrap();
	node.wait().unwrap();
	let is_gone = || fs::read_to_string(&status).map_or(true, |status| status.contains("State:\tZ"));
	until("the end of the engine", is_gone);
}

fn a_program_that_is_no_engine_is_named() {
	let start = |path: &str, arguments: &[&str]| {
		let arguments = arguments.iter().map(Into::into).collect();
		let program = Program { path: path.into(), arguments };
		Engines::new(program, 1, Budget::new(1), None).unwrap().check().unwrap_err().to_string()
	};
	assert!(start("/nowhere", &[]).contains("cannot be started"), "{}", start("/nowhere", &[]));
	assert!(start("/bin/sh", &["-c", "exit 3"]).contains("exit code 3"));
	let garbled = start("/bin/sh", &["-c", "echo hello everybody; cat"]);
	assert!(garbled.contains("cannot be understood"), "{garbled}");
}
