//! The marketplace's native parts: blobs and their exchange on every node, worker and chat service on a
//! provider.

mod bases;
mod chain;
mod engines;
mod exchange;
mod mailbox;
mod parts;
mod references;
mod services;

pub use chain::BestChain;
pub use engines::check as check_engine;
pub use parts::{Marketplace, Parts};

use crate::cli::ProviderArgs;
use openledger_blobs::Store;
use parts::other;
use sc_service::error::Error as ServiceError;
use std::sync::Arc;

/// Opens the blob store and, on a provider, starts the worker and the chat service.
pub fn start(args: &ProviderArgs, parts: Parts) -> Result<Marketplace, ServiceError> {
	let quota = args.blob_quota_mib.saturating_mul(1024 * 1024);
	let store = Arc::new(Store::open(parts.base_path.join("blobs"), quota).map_err(other)?);
	let engines = engines::starter(args, parts.registry.as_ref())?;
	bases::link(args, &parts.base_path.join("bases"), &store, &engines)?;
	let scheduler = exchange::start(args, &parts, &store)?;
	let (uploads, downloads) = (args.blob_uploads, args.blob_downloads);
	let mut marketplace = Marketplace { store, scheduler, uploads, downloads, worker: None, account: None };
	if args.provider {
		let services = services::start(args, &parts, &marketplace, &engines)?;
		(marketplace.worker, marketplace.account) = (Some(services.worker), Some(services.account));
	}
	Ok(marketplace)
}
