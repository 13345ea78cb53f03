//! A job's folder: what it needs to go on after the process was killed.
//!
//! | file | what it is |
//! |---|---|
//! | `request` | the request, SCALE; says whether a folder belongs to the job |
//! | `result` | the result, SCALE; there once the adapter is in the blob store |
//! | `train/` | checkpoints and outputs of the engine |
//! | `index/` | the influence index under construction |

use codec::{DecodeAll, Encode};
use openledger_blobs::{files, BlobError};
use openledger_mailbox::JobRequest;
use openledger_primitives::{job::JobResult, root, Hash, JobId};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// Where the influence index of a job's model lies under the worker's base folder.
pub fn index_path(base: &Path, genesis: Hash, job: JobId) -> PathBuf {
	base.join("indexes").join(format!("{genesis:x}")).join(format!("{job}.influence"))
}

/// Whether this node's worker is training a job, or indexing what it trained.
pub fn is_at_work(base: &Path, genesis: Hash, job: JobId) -> bool {
	let folder = Folder::of(base, genesis, job);
	folder.train().exists() || folder.index().exists()
}

/// A job's folder.
#[derive(Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
	fn all(base: &Path, genesis: Hash) -> PathBuf {
		base.join("jobs").join(format!("{genesis:x}"))
	}

	/// Where a job's folder is or would be.
	pub fn of(base: &Path, genesis: Hash, job: JobId) -> Self {
		Self(Self::all(base, genesis).join(job.to_string()))
	}

	/// Every folder there is, with its request.
	pub fn list(base: &Path, genesis: Hash) -> Vec<(Self, JobRequest)> {
		let entries = fs::read_dir(Self::all(base, genesis)).into_iter().flatten().flatten();
		let folders = entries.map(|entry| Self(entry.path()));
		let mut found: Vec<_> = folders.filter_map(|f| f.request().map(|request| (f, request))).collect();
		found.sort_by_key(|(_, request)| request.job);
		found
	}

	/// Makes the folder ready for a request; work for other inputs is removed.
	pub fn claim(&self, request: &JobRequest) -> Result<(), BlobError> {
		if self.request().is_some_and(|old| inputs(&old) != inputs(request)) {
			log::warn!(target: "worker", "job {} had other inputs before: starting it over", request.job);
			self.remove();
		}
		files::ensure_dir(&self.0)?;
		files::write_beside(&self.0.join("request"), &request.encode())
	}

	fn request(&self) -> Option<JobRequest> {
		let bytes = fs::read(self.0.join("request")).ok()?;
		JobRequest::decode_all(&mut &bytes[..]).ok()
	}

	/// The result, if the job's work is done.
	pub fn result(&self, request: &JobRequest) -> Option<JobResult> {
		if inputs(&self.request()?) != inputs(request) {
			return None;
		}
		let bytes = fs::read(self.0.join("result")).ok()?;
		JobResult::decode_all(&mut &bytes[..]).ok()
	}

	/// Whether the training itself is done, whatever the request.
	pub fn is_finished(&self) -> bool {
		self.0.join("result").exists()
	}

	/// Keeps the result; the checkpoints have served.
	pub fn finish(&self, result: &JobResult) -> Result<(), BlobError> {
		files::write_beside(&self.0.join("result"), &result.encode())
	}

	/// The engine's folder.
	pub fn train(&self) -> PathBuf {
		self.0.join("train")
	}

	/// The index under construction.
	pub fn index(&self) -> PathBuf {
		self.0.join("index")
	}

	/// Removes what only the work needed, keeping request and result.
	pub fn prune(&self) {
		remove(&self.train());
		remove(&self.index());
	}

	/// Removes everything.
	pub fn remove(&self) {
		remove(&self.0);
	}
}

fn remove(path: &Path) {
	match fs::remove_dir_all(path) {
		Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
			log::warn!(target: "worker", "cannot remove {}: {error}", path.display())
		},
		_ => (),
	}
}

/// Names everything that the result depends on: not who claimed the job, how often, or until when.
fn inputs(request: &JobRequest) -> Hash {
	let JobRequest { genesis, job, base, entries, held_out, hyper, .. } = request;
	root::of(&(genesis, job, base, entries, held_out, hyper).encode())
}
