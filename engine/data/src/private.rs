//! What looks like a key, a password, or data about a person. Patterns find what is written as usual and no
//! more: a text without a finding may still hold secrets.

use crate::{kind::Kind, numbers};
use alloc::{format, string::String};
use core::ops::Range;

/// Beginnings of keys, each with the fewest characters that follow.
const PREFIXES: &[(&str, usize)] = &[
	("sk-", 20),
	("sk_live_", 16),
	("rk_live_", 16),
	("ghp_", 30),
	("gho_", 30),
	("ghu_", 30),
	("ghs_", 30),
	("ghr_", 30),
	("github_pat_", 30),
	("glpat-", 18),
	("AKIA", 16),
	("ASIA", 16),
	("AIza", 30),
	("ya29.", 20),
	("xoxa-", 10),
	("xoxb-", 10),
	("xoxp-", 10),
	("xoxr-", 10),
	("xoxs-", 10),
	("hf_", 30),
	("npm_", 30),
	("pypi-", 30),
	("dop_v1_", 40),
	("SG.", 30),
];

/// Names whose value is a secret.
const NAMES: &[&str] = &[
	"password",
	"passwd",
	"secret",
	"secret_key",
	"client_secret",
	"api_key",
	"apikey",
	"api-key",
	"access_token",
	"auth_token",
	"private_key",
	"access_key",
];

/// Reports everything in a text that looks like a secret or like data about a person.
pub(crate) fn scan(text: &str, found: &mut dyn FnMut(Kind, Range<usize>)) {
	let bytes = text.as_bytes();
	let (mut at, mut before) = (0, b' ');
	while let Some(byte) = bytes.get(at).copied() {
		let hit = match byte {
			b'@' => mail(bytes, at),
			b':' => credentials(bytes, at),
			b'-' if before != b'-' => private_key(bytes, at),
			b'0'..=b'9' | b'+' | b'(' if !is_word(before) => numbers::find(bytes, at),
			_ if byte.is_ascii_alphabetic() && !is_word(before) => word(bytes, at),
			_ => None,
		};
		match hit {
			Some((kind, range)) => {
				let end = range.end.max(at + 1);
				found(kind, range);
				at = end;
			},
			None => at += 1,
		}
		before = bytes.get(at.wrapping_sub(1)).copied().unwrap_or(b' ');
	}
}

type Hit = Option<(Kind, Range<usize>)>;

fn is_word(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Returns the length of the run of bytes at the beginning that `is` accepts.
fn run(bytes: &[u8], is: impl Fn(u8) -> bool) -> usize {
	bytes.iter().take_while(|byte| is(**byte)).count()
}

fn rest(bytes: &[u8], at: usize) -> &[u8] {
	bytes.get(at..).unwrap_or_default()
}

/// Longest part of an address before and after the at sign.
const MAIL: usize = 254;

fn mail(bytes: &[u8], at: usize) -> Hit {
	let local = |byte: u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(&byte);
	let before = bytes.get(at.saturating_sub(MAIL)..at)?.iter().rev().take_while(|b| local(**b)).count();
	let domain = rest(bytes, at + 1);
	let domain = domain.get(..domain.len().min(MAIL))?;
	let length = run(domain, |byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
	let mut domain = domain.get(..length)?;
	while let Some(shorter) = domain.strip_suffix(b".").or_else(|| domain.strip_suffix(b"-")) {
		domain = shorter;
	}
	let dot = domain.iter().rposition(|byte| *byte == b'.')?;
	let top = domain.get(dot + 1..)?;
	let sound = before > 0 && dot > 0 && top.len() >= 2 && top.iter().all(u8::is_ascii_alphabetic);
	sound.then(|| (Kind::Mail, at - before..at + 1 + domain.len()))
}

/// Finds `://name:password@`.
fn credentials(bytes: &[u8], at: usize) -> Hit {
	let after = rest(bytes, at).strip_prefix(b"://")?;
	let authority = run(after.get(..after.len().min(MAIL))?, |b| b.is_ascii_graphic() && b != b'/');
	let authority = after.get(..authority)?;
	let end = authority.iter().rposition(|byte| *byte == b'@')?;
	let colon = authority.get(..end)?.iter().position(|byte| *byte == b':')?;
	(colon > 0 && colon + 1 < end).then(|| (Kind::Credentials, at + 3..at + 3 + end + 1))
}

fn private_key(bytes: &[u8], at: usize) -> Hit {
	let head = rest(bytes, at).strip_prefix(b"-----BEGIN ")?;
	let label = run(head.get(..head.len().min(40))?, |b| b.is_ascii_uppercase() || b == b' ');
	let label = head.get(..label)?;
	let private = label.ends_with(b"PRIVATE KEY") || label.ends_with(b"PRIVATE KEY BLOCK");
	private.then(|| (Kind::PrivateKey, at..at + 11 + label.len()))
}

fn word(bytes: &[u8], at: usize) -> Hit {
	let here = rest(bytes, at);
	match here.first()? {
		b's' | b'r' | b'g' | b'A' | b'y' | b'x' | b'h' | b'n' | b'p' | b'd' | b'S' | b'c' | b'P' | b'a'
		| b'e' | b'C' => prefixed(here, at).or_else(|| web_token(here, at)).or_else(|| password(here, at)),
		_ => None,
	}
}

fn is_key(byte: u8) -> bool {
	byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

fn prefixed(here: &[u8], at: usize) -> Hit {
	let first = here.first()?;
	let fits = |prefix: &str| prefix.as_bytes().first() == Some(first) && here.starts_with(prefix.as_bytes());
	let (prefix, least) = PREFIXES.iter().find(|(prefix, _)| fits(prefix))?;
	let length = run(here.get(prefix.len()..)?, |byte| is_key(byte) || byte == b'.');
	let key = here.get(prefix.len()..prefix.len() + length)?;
	// Words with hyphens have no digits.
	let mixed = key.iter().any(u8::is_ascii_digit) || prefix.starts_with('A');
	(length >= *least && mixed).then(|| (Kind::ApiKey, at..at + prefix.len() + length))
}

/// Finds three parts in base 64, the first of which begins as `{"` does.
fn web_token(here: &[u8], at: usize) -> Hit {
	if !here.starts_with(b"eyJ") {
		return None;
	}
	let mut length = 0;
	for least in [10, 10, 20] {
		let part = run(here.get(length..)?, is_key);
		if part < least {
			return None;
		}
		length += part;
		if least == 10 {
			(here.get(length) == Some(&b'.')).then_some(())?;
			length += 1;
		}
	}
	Some((Kind::WebToken, at..at + length))
}

/// Finds a secret's name, a colon or an equals sign, and a value of eight characters with a digit in it.
fn password(here: &[u8], at: usize) -> Hit {
	let named = |name: &&&str| {
		let name = name.as_bytes();
		here.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name))
			&& here.get(name.len()).is_some_and(|byte| !is_key(*byte))
	};
	let first = here.first()?.to_ascii_lowercase();
	let name = NAMES.iter().filter(|name| name.as_bytes().first() == Some(&first)).find(named)?;
	let skip = |from: usize, is: fn(u8) -> bool| from + run(rest(here, from), is);
	let quoted = |byte| byte == b'"' || byte == b'\'' || byte == b' ';
	let sign = skip(name.len(), quoted);
	let after = skip(sign, |byte| byte == b':' || byte == b'=');
	if after == sign {
		return None;
	}
	let start = skip(after, quoted);
	let end = skip(start, |byte| byte.is_ascii_graphic() && !b"\"',;<>{}()".contains(&byte));
	let value = here.get(start..end)?;
	(value.len() >= 8 && value.iter().any(u8::is_ascii_digit))
		.then_some((Kind::Password, at + start..at + end))
}

/// Returns enough of a finding to recognise it by, and not enough to use it.
pub(crate) fn mask(kind: Kind, text: &str) -> String {
	let shown = match kind {
		Kind::PrivateKey => return text.into(),
		Kind::Mail => {
			let domain = text.rsplit('@').next().unwrap_or_default();
			let first: String = text.chars().take(1).collect();
			return format!("{first}…@{domain}");
		},
		Kind::Password | Kind::Credentials => 1,
		Kind::ApiKey | Kind::WebToken => 4,
		Kind::Phone | Kind::Card => 3,
	};
	let first: String = text.chars().take(shown).collect();
	format!("{first}… ({} characters)", text.chars().count())
}

#[cfg(test)]
mod tests {
	use super::*;
	use alloc::{vec, vec::Vec};

	fn kinds(text: &str) -> Vec<Kind> {
		let mut kinds = Vec::new();
		scan(text, &mut |kind, range| {
			assert!(text.get(range).is_some_and(|part| !part.is_empty()), "{text}");
			kinds.push(kind);
		});
		kinds
	}

	#[test]
	fn secrets_are_found() {
		for (text, kind) in [
			("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1", Kind::PrivateKey),
			("-----BEGIN PGP PRIVATE KEY BLOCK-----", Kind::PrivateKey),
			("use sk-proj-a1B2c3D4e5F6g7H8i9J0k1L2", Kind::ApiKey),
			("token ghp_0123456789abcdefghijABCDEFGHIJ012345", Kind::ApiKey),
			("AKIAIOSFODNN7EXAMPLE", Kind::ApiKey),
			("hf_abcdefghij0123456789ABCDEFGHIJabcd", Kind::ApiKey),
			(
				"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9",
				Kind::WebToken,
			),
			("api_key = \"s3cr3tvalue\"", Kind::Password),
			("Password: hunter2hunter", Kind::Password),
			("postgres://admin:hunter2@db.internal/main", Kind::Credentials),
		] {
			assert_eq!(kinds(text), [kind], "{text}");
		}
	}

	#[test]
	fn people_are_found() {
		for (text, kind) in [
			("write to anna.b+x@mail.example.org.", Kind::Mail),
			("call +49 30 901820 now", Kind::Phone),
			("(212) 555-0147", Kind::Phone),
			("card 4111 1111 1111 1111, please", Kind::Card),
			("5500005555555559", Kind::Card),
		] {
			assert_eq!(kinds(text), [kind], "{text}");
		}
	}

	#[test]
	fn ordinary_text_is_left_alone() {
		for text in [
			"",
			"@ home, me@, @you, a@b, 3@4.5",
			"What is the password?",
			"The secret: patience and time.",
			"password: ********",
			"-----BEGIN PUBLIC KEY-----",
			"http://example.org:8080/a@b",
			"sk-learn is a library for machine-learning-in-python",
			"48/2 = <<48/2=24>>24 clips, 1,234,567 in all, 3.14159265358979",
			"4111 1111 1111 1112",
			"block 1234567890123456, on 2026-11-27",
			"1 2 3 4 5 6 7 8 9 10 11 12",
		] {
			assert_eq!(kinds(text), vec![], "{text}");
		}
	}

	#[test]
	fn nothing_is_printed_whole() {
		assert_eq!(mask(Kind::Mail, "anna@example.org"), "a…@example.org");
		assert_eq!(mask(Kind::Card, "4111111111111111"), "411… (16 characters)");
	}
}
