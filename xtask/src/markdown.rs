//! Markdown, read as far as the checks need it: lines outside code, links, headings, words in backticks.

/// One line of a Markdown file.
pub struct Line<'a> {
	/// Its number, from 1.
	pub number: usize,
	/// Its text.
	pub text: &'a str,
	/// Whether it lies in a fenced block of code, or fences one.
	pub code: bool,
}

/// Returns the lines of a file, each with whether it is code.
pub fn lines(text: &str) -> Vec<Line<'_>> {
	// The fence that closes the open block.
	let mut fence: Option<&str> = None;
	let mut found = Vec::new();
	for (index, text) in text.lines().enumerate() {
		let start = text.trim_start();
		let code = match fence {
			Some(open) => {
				if start.starts_with(open) && start.trim_matches('`').trim().is_empty() {
					fence = None;
				}
				true
			},
			None if start.starts_with("```") => {
				let marks = start.len() - start.trim_start_matches('`').len();
				fence = Some(&start[..marks]);
				true
			},
			None => false,
		};
		found.push(Line { number: index + 1, text, code });
	}
	found
}

/// Returns what stands between backticks in a line.
pub fn code_spans(line: &str) -> Vec<&str> {
	split_spans(line).into_iter().filter(|(code, _)| *code).map(|(_, text)| text).collect()
}

/// Returns a line without what stands between backticks.
pub fn prose(line: &str) -> String {
	split_spans(line).into_iter().map(|(code, text)| if code { "``" } else { text }).collect()
}

/// Splits a line into prose and code.
fn split_spans(line: &str) -> Vec<(bool, &str)> {
	let mut found = Vec::new();
	let mut rest = line;
	while let Some(start) = rest.find('`') {
		let marks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
		let fence = &rest[start..start + marks];
		let body = &rest[start + marks..];
		let Some(end) = body.find(fence) else { break };
		found.push((false, &rest[..start]));
		found.push((true, &body[..end]));
		rest = &body[end + marks..];
	}
	found.push((false, rest));
	found
}

/// Returns the targets of a line's links and images, and of a link's definition (`[name]: target`).
pub fn links(line: &str) -> Vec<String> {
	let line = prose(line);
	let mut found = Vec::new();
	for (index, _) in line.match_indices("](") {
		let rest = &line[index + 2..];
		let mut depth = 0;
		let end = rest.find(|character| {
			match character {
				'(' => depth += 1,
				')' if depth == 0 => return true,
				')' => depth -= 1,
				_ => {},
			}
			false
		});
		let target = &rest[..end.unwrap_or(rest.len())];
		// A title may follow: `(target "title")`.
		found.extend(
			target.split_whitespace().next().map(|target| target.trim_matches(['<', '>']).to_string()),
		);
	}
	if let Some(("", definition)) = line.trim_start().split_once('[')
		&& let Some((_, target)) = definition.split_once("]:")
	{
		found.extend(target.split_whitespace().next().map(str::to_string));
	}
	found
}

/// Returns the anchors of a file: of its headings, as forges make them, and those set by hand.
pub fn anchors(text: &str) -> Vec<String> {
	let mut found: Vec<String> = Vec::new();
	for line in lines(text).into_iter().filter(|line| !line.code) {
		for mark in ["<a id=\"", "<a name=\""] {
			let by_hand = line.text.split(mark).skip(1).filter_map(|rest| rest.split_once('"'));
			found.extend(by_hand.map(|(name, _)| name.to_string()));
		}
		let title = line.text.trim_start_matches('#');
		let level = line.text.len() - title.len();
		if level == 0 || level > 6 || !title.starts_with(' ') {
			continue;
		}
		let slug = slug(title);
		let same =
			found.iter().filter(|other| **other == slug || other.strip_prefix(&slug).is_some_and(is_count));
		let count = same.count();
		found.push(if count == 0 { slug } else { format!("{slug}-{count}") });
	}
	found
}

fn is_count(text: &str) -> bool {
	text.strip_prefix('-')
		.is_some_and(|number| !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()))
}

/// Returns the anchor of a heading: lower case, blanks as hyphens, no punctuation.
fn slug(title: &str) -> String {
	// Of a link, only its text counts.
	let mut visible = String::new();
	let mut rest = title.trim();
	while let Some((before, after)) = rest.split_once("](") {
		visible.push_str(before);
		rest = after.split_once(')').map_or("", |(_, after)| after);
	}
	visible.push_str(rest);
	visible
		.chars()
		.filter_map(|character| match character {
			' ' => Some('-'),
			'-' | '_' => Some(character),
			_ if character.is_alphanumeric() => Some(character.to_lowercase().next().unwrap_or(character)),
			_ => None,
		})
		.collect()
}

#[cfg(test)]
mod tests {
	use super::{anchors, code_spans, lines, links};

	#[test]
	fn links_are_found_outside_code() {
		let line = "See [a](x.md#y \"t\"), ![b](<i.png>), `[c](no.md)`, [d](e_(f).md).";
		assert_eq!(links(line), ["x.md#y", "i.png", "e_(f).md"]);
		assert_eq!(links("[name]: other.md"), ["other.md"]);
		assert_eq!(code_spans("`a` b ``c`d``"), ["a", "c`d"]);
	}

	#[test]
	fn headings_have_the_anchors_that_forges_give_them() {
		let text =
			"# The `house`: a [plan](x.md)!\n```\n# no heading\n```\n## Twice\n## Twice\n<a id=\"mine\"></a>";
		assert_eq!(anchors(text), ["the-house-a-plan", "twice", "twice-1", "mine"]);
	}

	#[test]
	fn fences_close_with_as_many_marks() {
		let code: Vec<_> = lines("a\n````md\n```\nb\n````\nc").into_iter().map(|line| line.code).collect();
		assert_eq!(code, [false, true, true, true, true, false]);
	}
}
