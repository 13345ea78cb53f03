//! Base models that are named on the command line: made one file each, checked, and linked.

use super::parts::other;
use crate::cli::ProviderArgs;
use openledger_blobs::Store;
use openledger_engine_process::{Engines, remove_other_bases};
use sc_service::error::Error as ServiceError;
use std::path::Path;

/// Links the base models that are named, and no others: what an earlier start named is forgotten.
///
/// One that is a folder or split is written as one file into `folder`.
pub(super) fn link(
	args: &ProviderArgs,
	folder: &Path,
	store: &Store,
	engines: &Engines,
) -> Result<(), ServiceError> {
	let (mut roots, mut paths) = (Vec::new(), Vec::new());
	for named in &args.base_model {
		let fail = |why| other(format!("the base model {}: {why}", named.display()));
		let path = engines.one_file(named, folder).map_err(fail)?;
		// A file that cannot be run should stop the node here, not fail the first job.
		engines.check_base(&path).map_err(fail)?;
		let root = store.link(&path).map_err(other)?;
		log::info!("Base model {} has root {root:?}", named.display());
		roots.push(root);
		paths.push(path);
	}
	store.keep_links(&roots).map_err(other)?;
	store.share_links(args.share_base_models);
	remove_other_bases(folder, &paths);
	Ok(())
}
