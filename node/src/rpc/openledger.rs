//! The marketplace's own methods: blobs, progress of jobs, the worker's account.

use crate::{cli::Callers, provider::Marketplace};
use jsonrpsee::{
	Extensions,
	core::{RpcResult, async_trait},
	proc_macros::rpc,
	types::ErrorObjectOwned,
};
use openledger_blobs::{BlobError, Entry, Status};
use openledger_ports::{Blobs, JobProgress, Search};
use openledger_primitives::{AccountId, Hash, JobId};
use sc_rpc_api::check_if_safe;
use serde::Serialize;
use sp_core::Bytes;
use std::time::UNIX_EPOCH;

/// Most bytes that one call reads or writes.
const MAX_CALL_BYTES: u32 = 1024 * 1024;
/// Most blobs that one call lists.
const MAX_LISTED: u32 = 1_000;

/// Error codes of this module. `data` holds a word for programs to match on.
mod code {
	/// The request itself is at fault.
	pub const INVALID: i32 = -32602;
	/// The store refuses or fails.
	pub const BLOB: i32 = 7001;
	/// Uploads or downloads are turned off or not allowed to this caller.
	pub const UPLOADS: i32 = 7002;
	/// Blobs are not exchanged.
	pub const EXCHANGE: i32 = 7003;
}

/// The methods of the namespace `openledger`.
#[rpc(server, namespace = "openledger")]
pub trait OpenLedgerApi {
	/// Stores a piece of a blob: `data` at `offset`, both multiples of 64 KiB (the last piece may be
	/// shorter).
	///
	/// The blob is complete, and readable, once every piece has come and its root is right.
	#[method(name = "putBlob", with_extensions)]
	async fn put_blob(&self, root: Hash, length: u64, offset: u64, data: Bytes) -> RpcResult<Status>;

	/// Reads at most 1 MiB of a complete blob.
	#[method(name = "getBlob", with_extensions)]
	async fn get_blob(&self, root: Hash, offset: u64, length: u32) -> RpcResult<Bytes>;

	/// Returns how much of a blob is here, or null if nothing is.
	#[method(name = "blobStatus")]
	async fn blob_status(&self, root: Hash) -> RpcResult<Option<Status>>;

	/// Downloads a blob from other nodes in the background, and returns the state of that.
	///
	/// Call again to follow it: a search that nobody asks about for ten minutes ends.
	#[method(name = "fetchBlob", with_extensions)]
	async fn fetch_blob(&self, root: Hash) -> RpcResult<Search>;

	/// Pins a blob, which then stays, now or once it is here, whether or not the chain refers to it.
	#[method(name = "pinBlob", with_extensions)]
	async fn pin_blob(&self, root: Hash) -> RpcResult<()>;

	/// Removes the pin of a blob.
	#[method(name = "unpinBlob", with_extensions)]
	async fn unpin_blob(&self, root: Hash) -> RpcResult<()>;

	/// Lists complete blobs with roots from `from` (or all), at most `limit` and at most 1,000, ascending.
	///
	/// Linked base models are not among them.
	#[method(name = "listBlobs", with_extensions)]
	async fn list_blobs(&self, from: Option<Hash>, limit: Option<u32>) -> RpcResult<Vec<Blob>>;

	/// Returns the progress of a job, or null if this node does not work on it.
	#[method(name = "jobProgress")]
	fn job_progress(&self, job: JobId) -> RpcResult<Option<JobProgress>>;

	/// Returns the account of this node's worker key, or null if it is no provider.
	#[method(name = "workerAccount")]
	fn worker_account(&self) -> RpcResult<Option<AccountId>>;
}

/// A complete blob, as `listBlobs` returns it.
#[derive(Clone, Debug, Serialize)]
pub struct Blob {
	/// Root of the blob.
	root: Hash,
	/// Length of the blob in bytes.
	length: u64,
	/// The blob stays whatever happens.
	pinned: bool,
	/// The blob came from another node.
	fetched: bool,
	/// Time of the last use, or of storing it, to the hour: seconds since 1970.
	used: u64,
}

/// The implementation of the methods.
pub struct OpenLedger {
	marketplace: Marketplace,
}

impl OpenLedger {
	/// Answers from the parts of the marketplace.
	pub fn new(marketplace: Marketplace) -> Self {
		Self { marketplace }
	}

	/// Runs blocking disk work off the RPC threads.
	async fn blocking<T: Send + 'static>(
		&self,
		work: impl FnOnce(&openledger_blobs::Store) -> Result<T, BlobError> + Send + 'static,
	) -> RpcResult<T> {
		let store = self.marketplace.store.clone();
		tokio::task::spawn_blocking(move || work(&store))
			.await
			.map_err(|error| ErrorObjectOwned::owned(code::BLOB, error.to_string(), None::<()>))?
			.map_err(|error| ErrorObjectOwned::owned(code::BLOB, error.to_string(), Some(kind(&error))))
	}
}

/// Returns a word that programs can match on.
fn kind(error: &BlobError) -> &'static str {
	match error {
		BlobError::NotFound { .. } => "NotFound",
		BlobError::Incomplete { .. } => "Incomplete",
		BlobError::WrongRoot { .. } => "WrongRoot",
		BlobError::WrongLength { .. } => "WrongLength",
		BlobError::Misaligned { .. } => "Misaligned",
		BlobError::BrokenChunk { .. } => "BrokenChunk",
		BlobError::OutOfRange { .. } => "OutOfRange",
		BlobError::PartTooLong { .. } => "PartTooLong",
		BlobError::TooLarge { .. } => "TooLarge",
		BlobError::QuotaExceeded { .. } => "QuotaExceeded",
		BlobError::TooManyUploads { .. } => "TooManyUploads",
		BlobError::LinkChanged { .. } => "LinkChanged",
		BlobError::LinkStale { .. } => "LinkStale",
		BlobError::Damaged { .. } => "Damaged",
		BlobError::InUse { .. } => "InUse",
		BlobError::Io { .. } => "Io",
	}
}

/// Refuses a caller that the operator has not allowed, and names the option that would.
fn check_caller(
	allowed: Callers,
	extensions: &Extensions,
	what: &str,
	option: &str,
) -> Result<(), ErrorObjectOwned> {
	let refused = |message| Err(ErrorObjectOwned::owned(code::UPLOADS, message, None::<()>));
	match allowed {
		Callers::Public => Ok(()),
		Callers::Local if check_if_safe(extensions).is_ok() => Ok(()),
		Callers::Local => refused(format!(
			"this node allows {what} to callers alone that may use unsafe methods, such as those on its \
				machine; its \
			 operator can allow them to all with {option} public"
		)),
		Callers::Off => refused(format!(
			"this node allows no {what}; its operator can allow them with {option} local or public"
		)),
	}
}

fn invalid(message: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(code::INVALID, message, None::<()>)
}

#[async_trait]
impl OpenLedgerApiServer for OpenLedger {
	async fn put_blob(
		&self,
		extensions: &Extensions,
		root: Hash,
		length: u64,
		offset: u64,
		data: Bytes,
	) -> RpcResult<Status> {
		check_caller(self.marketplace.uploads, extensions, "uploads", "--blob-uploads")?;
		if data.len() > MAX_CALL_BYTES as usize {
			return Err(invalid(format!("{} bytes in one call; send at most {MAX_CALL_BYTES}", data.len())));
		}
		let status = self.blocking(move |store| store.put_chunk(root, length, offset, &data)).await?;
		if status.complete {
			// A job may be waiting for just this blob.
			self.marketplace.worker.iter().for_each(|worker| worker.wake());
		}
		Ok(status)
	}

	async fn get_blob(
		&self,
		extensions: &Extensions,
		root: Hash,
		offset: u64,
		length: u32,
	) -> RpcResult<Bytes> {
		check_caller(self.marketplace.downloads, extensions, "downloads", "--blob-downloads")?;
		if length > MAX_CALL_BYTES {
			return Err(invalid(format!("{length} bytes in one call; ask for at most {MAX_CALL_BYTES}")));
		}
		let may_read_all = check_if_safe(extensions).is_ok();
		let read = move |store: &openledger_blobs::Store| match may_read_all {
			true => store.read(root, offset, u64::from(length)),
			// It hashes nothing, and gives linked base models only if they are shared.
			false => store.read_shared(root, offset, u64::from(length)),
		};
		self.blocking(read).await.map(Bytes)
	}

	async fn fetch_blob(&self, extensions: &Extensions, root: Hash) -> RpcResult<Search> {
		check_if_safe(extensions)?;
		match self.marketplace.scheduler.clone() {
			Some(scheduler) => self.blocking(move |_| Ok(scheduler.want(root, None))).await,
			None => Err(ErrorObjectOwned::owned(
				code::EXCHANGE,
				"this node exchanges no blobs; start it with --blob-exchange on, or upload the blob",
				None::<()>,
			)),
		}
	}

	async fn pin_blob(&self, extensions: &Extensions, root: Hash) -> RpcResult<()> {
		check_if_safe(extensions)?;
		self.blocking(move |store| store.pin(root)).await
	}

	async fn unpin_blob(&self, extensions: &Extensions, root: Hash) -> RpcResult<()> {
		check_if_safe(extensions)?;
		self.blocking(move |store| store.unpin(root)).await
	}

	async fn list_blobs(
		&self,
		extensions: &Extensions,
		from: Option<Hash>,
		limit: Option<u32>,
	) -> RpcResult<Vec<Blob>> {
		check_if_safe(extensions)?;
		let limit = limit.unwrap_or(MAX_LISTED).min(MAX_LISTED) as usize;
		let list = self.blocking(move |store| Ok(store.list(from.unwrap_or_default(), limit))).await?;
		let blob = |Entry { root, length, touched, pinned, fetched }| {
			let used = touched.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
			Blob { root, length, pinned, fetched, used }
		};
		Ok(list.into_iter().map(blob).collect())
	}

	async fn blob_status(&self, root: Hash) -> RpcResult<Option<Status>> {
		self.blocking(move |store| Ok(store.status(root))).await
	}

	fn job_progress(&self, job: JobId) -> RpcResult<Option<JobProgress>> {
		Ok(self.marketplace.worker.as_ref().and_then(|worker| worker.progress(job)))
	}

	fn worker_account(&self) -> RpcResult<Option<AccountId>> {
		Ok(self.marketplace.account.clone())
	}
}
