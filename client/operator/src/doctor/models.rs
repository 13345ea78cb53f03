//! Checks of base models: those that are named, and those that the node knows by their roots.

use super::{Check, Node};
use crate::folder;
use serde_json::Value;
use std::{
	fs::{self, File},
	io::Read,
	path::Path,
	time::UNIX_EPOCH,
};

/// First bytes of a GGUF file.
const MAGIC: &[u8] = b"GGUF";
/// Most links that are looked at.
const MAX_LINKS: usize = 1_000;

/// Checks that base models are there, readable and unchanged.
pub(crate) fn check(node: &Node) -> Vec<Check> {
	let mut checks: Vec<Check> = node.base_models.iter().map(|path| file(path)).collect();
	let links = fs::read_dir(node.folder.join("blobs").join("links")).into_iter().flatten().flatten();
	checks.extend(links.take(MAX_LINKS).filter_map(|link| changed(&link.path())));
	if node.is_provider && checks.is_empty() {
		let cure = "name the GGUF files with --base-model, to the node and to this command";
		checks.push(Check::warning("models", "no base model is named", cure));
	}
	checks
}

fn file(path: &Path) -> Check {
	if path.is_dir() {
		return match path.join("config.json").is_file() {
			true => Check::ok("models", format!("{} is a model's folder", path.display())),
			false => {
				let cure = "name a folder with config.json and model.safetensors, or a GGUF file";
				Check::fault("models", format!("{} has no config.json", path.display()), cure)
			},
		};
	}
	let mut magic = [0; 4];
	match File::open(path).and_then(|mut file| file.read_exact(&mut magic)) {
		Ok(()) if magic == MAGIC => Check::ok("models", format!("{} is a GGUF file", path.display())),
		Ok(()) => Check::fault("models", format!("{} is no GGUF file", path.display()), "download it again"),
		Err(error) => Check::fault(
			"models",
			folder::cannot("read", path, &error),
			"the node must be able to read its base models",
		),
	}
}

/// Returns a fault if a file that the node hashed is gone or has changed since.
fn changed(link: &Path) -> Option<Check> {
	let link: Value = serde_json::from_slice(&fs::read(link).ok()?).ok()?;
	let path = Path::new(link.get("path")?.as_str()?);
	let cure = "put the file back, or start the node again with the right --base-model";
	let shown = path.display();
	let Ok(data) = fs::metadata(path) else {
		return Some(Check::fault("models", format!("{shown} is gone or cannot be read"), cure));
	};
	let modified = data.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
	let is_same =
		link.get("length")?.as_u64()? == data.len() && link.get("modified")?.get(0)?.as_u64()? == modified;
	(!is_same).then(|| Check::fault("models", format!("{shown} has changed since the node hashed it"), cure))
}
