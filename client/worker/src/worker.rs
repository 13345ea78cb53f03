//! The worker as the rest of the node sees it.

use crate::{
	Config,
	context::{Context, Ports},
	job_dir::JobDir,
	metrics::Metrics,
	supervisor::Supervisor,
	wake::WakeUp,
};
use futures::channel::oneshot;
use openledger_ports::{JobProgress, Jobs, ProgressBoard};
use openledger_primitives::{Hash, JobId};
use prometheus_endpoint::{PrometheusError, Registry};
use std::{
	path::PathBuf,
	sync::{
		Arc,
		atomic::{AtomicBool, Ordering},
	},
	time::Duration,
};

/// Time that the supervisor sleeps when nothing wakes it.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// A handle for the rest of the node: shows the worker's progress, and wakes it.
#[derive(Clone)]
pub struct Handle {
	base: PathBuf,
	genesis: Hash,
	board: Arc<ProgressBoard>,
	wake_up: Arc<WakeUp>,
}

impl Handle {
	/// Returns the progress of a job, or `None` if this node has not worked on it since it started.
	pub fn progress(&self, job: JobId) -> Option<JobProgress> {
		self.board.get(job)
	}

	/// Makes the worker read its mailbox now, for instance because a blob is complete.
	pub fn wake(&self) {
		self.wake_up.notify();
	}
}

impl Jobs for Handle {
	fn is_at_work(&self, job: JobId) -> bool {
		JobDir::of(&self.base, self.genesis, job).is_at_work()
	}
}

/// The worker. Spawn [`Worker::run`] as an essential task.
pub struct Worker {
	context: Arc<Context>,
	wake_up: Arc<WakeUp>,
}

impl Worker {
	/// Makes a worker, which does nothing before [`Worker::run`].
	pub fn new(config: Config, ports: Ports, registry: Option<&Registry>) -> Result<Self, PrometheusError> {
		let metrics = Metrics::new(registry)?;
		let (board, stop) = (Arc::default(), AtomicBool::new(false));
		let context = Context { config, ports, board, metrics, stop };
		Ok(Self { context: Arc::new(context), wake_up: Arc::default() })
	}

	/// Returns a handle for the rest of the node.
	pub fn handle(&self) -> Handle {
		Handle {
			base: self.context.config.base.clone(),
			genesis: self.context.ports.chain.genesis(),
			board: self.context.board.clone(),
			wake_up: self.wake_up.clone(),
		}
	}

	/// Works until the future is dropped.
	///
	/// It ends by itself only if the supervisor breaks, so that an essential task stops the node rather than
	/// leave it without a worker. Nothing here runs on the executor's threads.
	pub async fn run(self) {
		let (alive, ended) = oneshot::channel::<()>();
		let _stop = StopOnDrop { context: self.context.clone(), wake_up: self.wake_up.clone() };
		let supervise = move || {
			let _alive = alive;
			let mut supervisor = Supervisor::new(self.context.clone(), self.wake_up.clone());
			while !self.context.stop.load(Ordering::SeqCst) {
				supervisor.poll();
				self.wake_up.wait(POLL_INTERVAL);
			}
		};
		match std::thread::Builder::new().name("ol-worker".into()).spawn(supervise) {
			Ok(_) => drop(ended.await),
			Err(error) => log::error!(target: "worker", "cannot start the worker's thread: {error}"),
		}
	}
}

struct StopOnDrop {
	context: Arc<Context>,
	wake_up: Arc<WakeUp>,
}

impl Drop for StopOnDrop {
	fn drop(&mut self) {
		self.context.stop.store(true, Ordering::SeqCst);
		self.wake_up.notify();
	}
}
