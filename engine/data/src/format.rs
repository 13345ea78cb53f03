//! Formats of files, told from their first bytes and their first line.

use serde::Serialize;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
	/// One JSON object on each line: what is read here.
	JsonLines,
	/// A JSON array over the whole file.
	JsonArray,
	/// JSON objects that go over several lines.
	PrettyJson,
	/// JSON objects with a comma after each.
	CommaLines,
	/// Dictionaries as Python prints them.
	Python,
	/// Comma-separated values.
	Csv,
	/// Values separated by tabulators.
	Tsv,
	/// A page for a browser.
	Html,
	/// A pointer of Git LFS in place of the file.
	LfsPointer,
	/// Text of another kind.
	Text,
	/// Text in UTF-16.
	Utf16,
	/// Text in UTF-32.
	Utf32,
	/// A file packed by gzip.
	Gzip,
	/// A file packed by Zstandard.
	Zstandard,
	/// A file packed by xz.
	Xz,
	/// A file packed by bzip2.
	Bzip2,
	/// A ZIP archive.
	Zip,
	/// An Apache Parquet table.
	Parquet,
	/// An Apache Arrow table.
	Arrow,
	/// An SQLite database.
	Sqlite,
	/// A PDF document.
	Pdf,
	/// Bytes that are no text.
	Binary,
}

impl Format {
	/// Returns the name that people use, with its article.
	pub fn name(self) -> &'static str {
		match self {
			Self::JsonLines => "JSON lines",
			Self::JsonArray => "a JSON array",
			Self::PrettyJson => "JSON that is spread over several lines",
			Self::CommaLines => "JSON objects with commas between them",
			Self::Python => "Python's notation of dictionaries, with single quotes",
			Self::Csv => "CSV",
			Self::Tsv => "a table with tabulators",
			Self::Html => "HTML",
			Self::LfsPointer => "a pointer of Git LFS, not the file itself",
			Self::Text => "text that is no JSON",
			Self::Utf16 => "UTF-16",
			Self::Utf32 => "UTF-32",
			Self::Gzip => "a gzip file",
			Self::Zstandard => "a Zstandard file",
			Self::Xz => "an xz file",
			Self::Bzip2 => "a bzip2 file",
			Self::Zip => "a ZIP archive",
			Self::Parquet => "a Parquet table",
			Self::Arrow => "an Arrow table",
			Self::Sqlite => "an SQLite database",
			Self::Pdf => "a PDF document",
			Self::Binary => "no text",
		}
	}

	/// Returns what to do to get JSON lines.
	pub fn cure(self) -> &'static str {
		match self {
			Self::JsonLines => "nothing is to be done",
			Self::JsonArray => "put each record on a line of its own, `jq -c '.[]' FILE > NEW.jsonl`",
			Self::PrettyJson => "put each record on one line, `jq -c . FILE > NEW.jsonl`",
			Self::CommaLines => "take the commas away, `sed 's/,[[:space:]]*$//' FILE > NEW.jsonl`",
			Self::Python => "write the rows with Python's `json.dumps`, not with `str` or `repr`",
			Self::Csv => {
				"write JSON lines, `python3 -c 'import csv,json,sys; [print(json.dumps(r)) for r in \
				 csv.DictReader(sys.stdin)]' < FILE > NEW.jsonl`"
			},
			Self::Tsv => {
				"write JSON lines, `python3 -c 'import csv,json,sys; [print(json.dumps(r)) for r in \
				 csv.DictReader(sys.stdin, delimiter=\"\\t\")]' < FILE > NEW.jsonl`"
			},
			Self::Html => "a download gave a page instead of the file: download it again",
			Self::LfsPointer => "run `git lfs pull`",
			Self::Text => "write one JSON object on each line",
			Self::Utf16 => "`iconv -f UTF-16 -t UTF-8 FILE > NEW.jsonl`",
			Self::Utf32 => "`iconv -f UTF-32 -t UTF-8 FILE > NEW.jsonl`",
			Self::Gzip => "`gunzip -c FILE > NEW.jsonl`",
			Self::Zstandard => "`zstd -dc FILE > NEW.jsonl`",
			Self::Xz => "`xz -dc FILE > NEW.jsonl`",
			Self::Bzip2 => "`bzip2 -dc FILE > NEW.jsonl`",
			Self::Zip => "`unzip FILE`, then name what is in it",
			Self::Parquet => {
				"write JSON lines, `python3 -c 'import pandas; \
				 pandas.read_parquet(\"FILE\").to_json(\"NEW.jsonl\", orient=\"records\", lines=True)'`"
			},
			Self::Arrow => {
				"write JSON lines, `python3 -c 'import pandas; \
				 pandas.read_feather(\"FILE\").to_json(\"NEW.jsonl\", orient=\"records\", lines=True)'`"
			},
			Self::Sqlite => "select the rows with `sqlite3 -json`, then `jq -c '.[]'`",
			Self::Pdf => "write the questions and answers as JSON, one on each line",
			Self::Binary => "name a file of JSON lines in UTF-8",
		}
	}
}

/// The UTF-8 byte order mark.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Beginnings of files that are no JSON lines. A longer one stands before its own beginning.
const MAGIC: &[(&[u8], Format)] = &[
	(b"\xff\xfe\0\0", Format::Utf32),
	(b"\0\0\xfe\xff", Format::Utf32),
	(b"\xff\xfe", Format::Utf16),
	(b"\xfe\xff", Format::Utf16),
	(b"\x1f\x8b", Format::Gzip),
	(b"\x28\xb5\x2f\xfd", Format::Zstandard),
	(b"\xfd7zXZ", Format::Xz),
	(b"BZh", Format::Bzip2),
	(b"PK\x03\x04", Format::Zip),
	(b"PAR1", Format::Parquet),
	(b"ARROW1", Format::Arrow),
	(b"SQLite format 3", Format::Sqlite),
	(b"%PDF-", Format::Pdf),
	(b"version https://git-lfs", Format::LfsPointer),
];

/// Returns the format that the first bytes of a file tell, if they are no JSON lines.
pub(crate) fn of_bytes(head: &[u8]) -> Option<Format> {
	if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
		return Some(*format);
	}
	let text = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
	match head {
		// UTF-16 without a mark: every other byte of a text in Latin letters is zero.
		[a, 0, b, 0, ..] | [0, a, 0, b, ..] if text(*a) && text(*b) => Some(Format::Utf16),
		_ if head.contains(&0) => Some(Format::Binary),
		_ => None,
	}
}

/// Returns the format that the first line with anything on it tells. `whole` is false if the line goes on.
pub(crate) fn of_line(line: &str, whole: bool) -> Format {
	let line = line.trim();
	match line.as_bytes().first() {
		Some(b'[') if whole && is_list_of_scalars(line) => Format::JsonLines,
		Some(b'[') => Format::JsonArray,
		Some(b'{') => of_object(line, whole),
		Some(b'<') => Format::Html,
		_ if whole && serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok() => Format::JsonLines,
		_ if line.contains(',') => Format::Csv,
		_ if line.contains('\t') => Format::Tsv,
		_ => Format::Text,
	}
}

fn of_object(line: &str, whole: bool) -> Format {
	let inside = line.get(1..).unwrap_or_default().trim_start();
	if inside.starts_with('\'') {
		return Format::Python;
	}
	let parsed = serde_json::from_str::<serde::de::IgnoredAny>(line);
	match parsed {
		Err(error) if whole && error.is_eof() && line.ends_with(['{', '[', ',']) => Format::PrettyJson,
		Err(error) if whole && error.is_syntax() && line.ends_with(',') => {
			let object = serde_json::from_str::<serde::de::IgnoredAny>(line.trim_end_matches(','));
			if object.is_ok() { Format::CommaLines } else { Format::JsonLines }
		},
		_ => Format::JsonLines,
	}
}

/// Returns true for `["question", "answer"]`: a row of its own, though no record.
fn is_list_of_scalars(line: &str) -> bool {
	use serde_json::Value;
	match serde_json::from_str(line) {
		Ok(Value::Array(items)) => {
			!items.is_empty() && !items.iter().any(|item| item.is_array() || item.is_object())
		},
		_ => false,
	}
}
