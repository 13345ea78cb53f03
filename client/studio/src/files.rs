//! The files of the studio.

use std::collections::BTreeMap;

/// Names and contents of the files, as the build script found them.
static BUILT: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Reason for which there is no studio to serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
	"this program was built without the studio: run `npm ci && npm run build --workspace studio` in js/ and \
	 build the program again, or serve the folder js/studio/dist with any web server"
)]
pub struct NotBuilt;

/// Fails if the program was built without the studio.
pub fn check_built() -> Result<(), NotBuilt> {
	Files::built().map(drop)
}

/// One file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct File {
	/// Its bytes.
	pub plain: &'static [u8],
	/// The same, compressed, if that was worth it.
	pub gzip: Option<&'static [u8]>,
	/// Its media type.
	pub media_type: &'static str,
	/// True if its name changes with its content.
	pub is_immutable: bool,
}

/// The files by their names. No others are served.
pub(crate) struct Files(BTreeMap<&'static str, File>);

impl Files {
	/// Returns the files that the program was built with.
	pub fn built() -> Result<Self, NotBuilt> {
		Self::of(BUILT)
	}

	/// Pairs files with their compressed forms, whose names end in `.gz`.
	pub fn of(files: &[(&'static str, &'static [u8])]) -> Result<Self, NotBuilt> {
		let compressed: BTreeMap<&str, &'static [u8]> =
			files.iter().filter_map(|(name, bytes)| Some((name.strip_suffix(".gz")?, *bytes))).collect();
		let plain = files.iter().filter(|(name, _)| !name.ends_with(".gz"));
		let all: BTreeMap<_, _> = plain
			.map(|&(name, plain)| {
				let (gzip, media_type) = (compressed.get(name).copied(), media_type(name));
				(name, File { plain, gzip, media_type, is_immutable: name.starts_with("assets/") })
			})
			.collect();
		all.contains_key("index.html").then_some(Self(all)).ok_or(NotBuilt)
	}

	/// Returns the file at the path of a request. Nothing is decoded: a path is a name of the table, or there
	/// is no such file.
	pub fn find(&self, path: &str) -> Option<File> {
		let name = match path.strip_prefix('/')? {
			"" => "index.html",
			name => name,
		};
		self.0.get(name).copied()
	}
}

fn media_type(name: &str) -> &'static str {
	match name.rsplit_once('.').map(|(_, extension)| extension) {
		Some("html") => "text/html; charset=utf-8",
		Some("js") => "text/javascript; charset=utf-8",
		Some("css") => "text/css; charset=utf-8",
		Some("json") => "application/json",
		Some("svg") => "image/svg+xml",
		Some("wasm") => "application/wasm",
		_ => "application/octet-stream",
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_names_of_the_table_are_found() {
		let files = Files::of(&[
			("index.html", b"page"),
			("index.html.gz", b"zipped"),
			("assets/a.js", b"script"),
			("node.json", b"{}"),
		]);
		let files = files.ok().unwrap();
		let page = files.find("/").unwrap();
		assert_eq!((page.plain, page.gzip, page.is_immutable), (&b"page"[..], Some(&b"zipped"[..]), false));
		assert_eq!(files.find("/index.html"), Some(page));
		let script = files.find("/assets/a.js").unwrap();
		assert_eq!(
			(script.media_type, script.gzip, script.is_immutable),
			("text/javascript; charset=utf-8", None, true)
		);
		for path in [
			"",
			"index.html",
			"//",
			"/assets",
			"/assets/",
			"/assets/../index.html",
			"/..%2findex.html",
			"/%69ndex.html",
			"/index.html.gz",
			"/../../../etc/passwd",
			"/assets/a.js/",
			"/INDEX.HTML",
		] {
			assert_eq!(files.find(path), None, "{path}");
		}
	}

	#[test]
	fn without_a_page_there_is_no_studio_and_the_cure_is_said() {
		let error = Files::of(&[("assets/a.js", b"script")]).err().unwrap();
		assert!(error.to_string().contains("npm run build --workspace studio"), "{error}");
	}
}
