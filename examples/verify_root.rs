//! Checks that a file is the blob that a root names: `verify_root FILE ROOT`. Nobody needs to trust whoever
//! sent it.

use openledger_content::{Hash, files};
use std::{error::Error, path::Path};

/// Returns the length of a file, if its root is the one given.
pub fn run(file: &str, root: &str) -> Result<u64, Box<dyn Error>> {
	let expected: Hash = root.parse()?;
	let (found, length) = files::root_of(Path::new(file))?;
	match found == expected {
		true => Ok(length),
		false => Err(format!("{file} has root {found:?}, not {expected:?}").into()),
	}
}

#[allow(dead_code, reason = "the test calls `run`")]
fn main() -> Result<(), Box<dyn Error>> {
	let arguments: Vec<String> = std::env::args().skip(1).collect();
	let [file, root] = &arguments[..] else { return Err("verify_root FILE ROOT".into()) };
	println!("{} bytes, as the root says", run(file, root)?);
	Ok(())
}
