//! The marketplace's native parts: blobs and their exchange on every node, worker and chat service on a
//! provider.

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
use openledger_engine_process::Engines;
use parts::other;
use sc_service::error::Error as ServiceError;
use std::sync::Arc;

/// Opens the blob store and, on a provider, starts the worker and the chat service.
pub fn start(args: &ProviderArgs, parts: Parts) -> Result<Marketplace, ServiceError> {
	let quota = args.blob_quota_mib.saturating_mul(1024 * 1024);
	let store = Arc::new(Store::open(parts.base_path.join("blobs"), quota).map_err(other)?);
	let engines = engines::starter(args, parts.registry.as_ref())?;
	link_base_models(args, &store, &engines)?;
	let scheduler = exchange::start(args, &parts, &store)?;
	let (uploads, downloads) = (args.blob_uploads, args.blob_downloads);
	let mut marketplace = Marketplace { store, scheduler, uploads, downloads, worker: None, account: None };
	if args.provider {
		let services = services::start(args, &parts, &marketplace, &engines)?;
		(marketplace.worker, marketplace.account) = (Some(services.worker), Some(services.account));
	}
	Ok(marketplace)
}

/// Links the base models that are named, and no others: what an earlier start named is forgotten.
fn link_base_models(args: &ProviderArgs, store: &Store, engines: &Engines) -> Result<(), ServiceError> {
	let mut roots = Vec::new();
	for path in &args.base_model {
		// A file that cannot be run should stop the node here, not fail the first job.
		engines.check_base(path).map_err(|why| other(format!("the base model {}: {why}", path.display())))?;
		let root = store.link(path).map_err(other)?;
		log::info!("Base model {} has root {root:?}", path.display());
		roots.push(root);
	}
	store.keep_links(&roots).map_err(other)?;
	store.share_links(args.share_base_models);
	Ok(())
}
