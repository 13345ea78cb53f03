//! Checks of the data folder, the disk below it, and the quota of blobs.

use super::{Check, Node};
use crate::folder;
use std::{fs, path::Path, process::Command};

/// Bytes in a GiB.
const GIB: u64 = 1 << 30;
/// Free space below which a node may stop soon.
const LITTLE: u64 = 10 * GIB;
/// Free space below which it may stop any moment.
const NONE: u64 = GIB;
/// Most blobs that are counted.
const MAX_BLOBS: usize = 1_000_000;

/// Checks folder, disk and quota.
pub(crate) fn check(node: &Node) -> Vec<Check> {
	if !node.folder.exists() {
		let found = format!("there is no {}", node.folder.display());
		let cure = "check --base-path and --chain; the first start makes it";
		return vec![Check::warning("data folder", found, cure)];
	}
	let folder = match folder::check(&node.folder) {
		Ok(()) => Check::ok("data folder", format!("{} can be written", node.folder.display())),
		Err(found) => Check::fault("data folder", found, "then start the node"),
	};
	vec![folder, disk(&node.folder), quota(node)]
}

fn disk(path: &Path) -> Check {
	let Some(free) = free_bytes(path) else { return Check::unknown("disk", "`df` says nothing about it") };
	let found = format!("{}.{} GiB are free", free / GIB, free % GIB * 10 / GIB);
	let cure = "free some space, prune with --state-pruning, or move the data to a larger disk";
	match free {
		..NONE => Check::fault("disk", found, cure),
		NONE..LITTLE => Check::warning("disk", found, cure),
		_ => Check::ok("disk", found),
	}
}

/// Returns the bytes that are free for this user below a path.
fn free_bytes(path: &Path) -> Option<u64> {
	let output = Command::new("df").args(["-P", "-k"]).arg(path).output().ok()?;
	let text = String::from_utf8(output.stdout).ok()?;
	text.lines().nth(1)?.split_whitespace().nth(3)?.parse::<u64>().ok()?.checked_mul(1024)
}

fn quota(node: &Node) -> Check {
	let blobs = fs::read_dir(node.folder.join("blobs").join("blobs")).into_iter().flatten().flatten();
	let sizes = blobs.take(MAX_BLOBS).filter_map(|entry| entry.metadata().ok()).map(|data| data.len());
	let used = sizes.fold(0u64, u64::saturating_add);
	let found = format!("blobs take {} of {} MiB", used >> 20, node.blob_quota >> 20);
	let cure = "raise --blob-quota-mib, or unpin blobs that are not needed";
	match used {
		used if used >= node.blob_quota => Check::fault("blob quota", found, cure),
		used if used > node.blob_quota / 10 * 9 => Check::warning("blob quota", found, cure),
		_ => Check::ok("blob quota", found),
	}
}
