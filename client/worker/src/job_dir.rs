//! A job's folder: what it needs to go on after the process was killed.
//!
//! | file | what it is |
//! |---|---|
//! | `request` | the request in SCALE, which shows whether a folder belongs to the job |
//! | `result` | the result in SCALE, written once the adapter is in the blob store |
//! | `states` | the roots of the states after each step, in SCALE: whoever repeats a job proves one of them |
//! | `repetition` | there if the job is another provider's, which is not indexed |
//! | `train/` | checkpoints and outputs of the trainer |
//! | `index/` | the influence index under construction |

use codec::{DecodeAll, Encode};
use openledger_blobs::{BlobError, files};
use openledger_mailbox::JobRequest;
use openledger_primitives::{Hash, JobId, job::JobResult, root};
use std::{
	fs,
	path::{Path, PathBuf},
};

/// The folder of one job.
#[derive(Clone)]
pub(crate) struct JobDir(PathBuf);

impl JobDir {
	fn all(base: &Path, genesis: Hash) -> PathBuf {
		base.join("jobs").join(format!("{genesis:x}"))
	}

	/// Returns where a job's folder is, or would be.
	pub fn of(base: &Path, genesis: Hash, job: JobId) -> Self {
		Self(Self::all(base, genesis).join(job.to_string()))
	}

	/// Returns every folder of a chain with its request, ascending by job.
	pub fn list(base: &Path, genesis: Hash) -> Vec<(Self, JobRequest)> {
		let entries = fs::read_dir(Self::all(base, genesis)).into_iter().flatten().flatten();
		let dirs = entries.map(|entry| Self(entry.path()));
		let mut found: Vec<_> = dirs.filter_map(|dir| dir.request().map(|request| (dir, request))).collect();
		found.sort_by_key(|(_, request)| request.job);
		found
	}

	/// Makes the folder ready for a request. Work on other inputs is removed.
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

	/// Returns the result, if the job was trained on the same inputs.
	pub fn result(&self, request: &JobRequest) -> Option<JobResult> {
		if inputs(&self.request()?) != inputs(request) {
			return None;
		}
		let bytes = fs::read(self.0.join("result")).ok()?;
		JobResult::decode_all(&mut &bytes[..]).ok()
	}

	/// Returns whether the training is finished, on whatever inputs.
	pub fn is_finished(&self) -> bool {
		self.0.join("result").exists()
	}

	/// Returns whether the job is being trained, or still has to be indexed.
	pub fn is_at_work(&self) -> bool {
		self.train().exists() || self.index().exists()
	}

	/// Returns the roots of the states after each step, once the job is trained.
	pub fn states(&self) -> Option<Vec<Hash>> {
		let bytes = fs::read(self.0.join("states")).ok()?;
		DecodeAll::decode_all(&mut &bytes[..]).ok()
	}

	/// Notes whether the job is another provider's, which is repeated and not served.
	pub fn mark(&self, is_repetition: bool) -> Result<(), BlobError> {
		let marker = self.0.join("repetition");
		if is_repetition {
			files::ensure_dir(&self.0)?;
			return files::write_beside(&marker, &[]);
		}
		match fs::remove_file(&marker) {
			Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
				log::warn!(target: "worker", "cannot remove {}: {error}", marker.display());
			},
			_ => (),
		}
		Ok(())
	}

	/// Returns whether the job is another provider's.
	pub fn is_repetition(&self) -> bool {
		self.0.join("repetition").exists()
	}

	/// Writes the result down, and the roots of the states that led to it.
	pub fn finish(&self, result: &JobResult, states: &[Hash]) -> Result<(), BlobError> {
		files::write_beside(&self.0.join("states"), &states.encode())?;
		files::write_beside(&self.0.join("result"), &result.encode())
	}

	/// Returns the trainer's folder.
	pub fn train(&self) -> PathBuf {
		self.0.join("train")
	}

	/// Returns the folder of the index under construction.
	pub fn index(&self) -> PathBuf {
		self.0.join("index")
	}

	/// Removes what only the work needed, and keeps request and result.
	pub fn prune(&self) {
		remove(&self.train());
		remove(&self.index());
	}

	/// Removes the whole folder.
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

/// Hashes everything that the result depends on: not who claimed the job, how often, or until when.
fn inputs(request: &JobRequest) -> Hash {
	let JobRequest { genesis, job, base, entries, held_out, hyper, .. } = request;
	root::of(&(genesis, job, base, entries, held_out, hyper).encode())
}
