//! Models split over several files, named `…-00001-of-00003.gguf` and so on.

use super::error::GgufError;
use std::path::{Path, PathBuf};

/// The largest number of parts.
const MAX_PARTS: usize = 256;
/// The number of digits in the name of a part.
const DIGITS: usize = 5;

/// Returns the paths of all parts of a model, given that of the first; only this path if it is not split.
pub(super) fn parts(path: &Path) -> Result<Vec<PathBuf>, GgufError> {
	let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
	let Some((stem, number, count)) = numbered(name) else { return Ok(vec![path.into()]) };
	if number != 1 {
		return Err(GgufError::Split(format!(
			"{name} is part {number}: name the first of the {count} parts"
		)));
	}
	if !(1..=MAX_PARTS).contains(&count) {
		return Err(GgufError::Split(format!("{count} parts, at most {MAX_PARTS} are allowed")));
	}
	let part = |i| path.with_file_name(format!("{stem}-{i:05}-of-{count:05}.gguf"));
	Ok((1..=count).map(part).collect())
}

/// Takes the name of a part apart: what comes before the numbers, its number, and the number of parts.
fn numbered(name: &str) -> Option<(&str, usize, usize)> {
	let (rest, count) = name.strip_suffix(".gguf")?.rsplit_once("-of-")?;
	let (stem, number) = rest.rsplit_once('-')?;
	let digits = |text: &str| {
		let whole = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
		whole.then(|| text.parse().ok()).flatten()
	};
	Some((stem, digits(number)?, digits(count)?))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_of_parts() {
		let names = |path: &str| {
			let paths = parts(path.as_ref()).unwrap();
			paths.into_iter().map(|path| path.to_str().unwrap().to_string()).collect::<Vec<_>>()
		};
		assert_eq!(names("a/model.gguf"), ["a/model.gguf"]);
		assert_eq!(names("a/m-1-of-2.gguf"), ["a/m-1-of-2.gguf"]);
		assert_eq!(
			names("a/m-Q4-00001-of-00002.gguf"),
			["a/m-Q4-00001-of-00002.gguf", "a/m-Q4-00002-of-00002.gguf"]
		);
		for wrong in ["m-00002-of-00002.gguf", "m-00001-of-00000.gguf", "m-00001-of-99999.gguf"] {
			assert!(matches!(parts(wrong.as_ref()), Err(GgufError::Split(_))), "{wrong}");
		}
	}
}
