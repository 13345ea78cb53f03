//! Licences that follow from licences: which terms a model is under that learnt from data under others.
//!
//! The table says of each SPDX identifier what it asks of works made from the licensed one, and which other
//! licence such a work may be under instead. It takes a model for a work made from its base and from every
//! record that it learnt from, which is the cautious reading: nobody can be robbed of terms by it.
//! `docs/design/licences.md` names the sources. An identifier that is not in the table, and an expression
//! with operators, keeps its terms whatever they are: it combines with itself and with what asks for credit
//! at most.

use crate::Licence;
use alloc::vec::Vec;

/// Terms of a model whose licences cannot be combined. It cannot be listed.
pub const CONFLICT: &[u8] = b"LicenseRef-Conflict";

/// Reasons for licences not to be combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LicenceConflict {
	/// One of them allows no works made from the licensed one.
	NoDerivatives,
	/// One allows no commerce, and another one no terms beyond its own.
	NonCommercial,
	/// Two ask for works to be under themselves, and neither accepts the other.
	ShareAlike,
	/// One is not in the table, and another one asks for more than credit.
	Unknown,
}

/// Demands of a licence on works made from the licensed one, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Demand {
	/// Nothing, not even credit.
	Nothing,
	/// Credit and notices.
	Credit,
	/// Credit, notices and a list of changes, in the form of a data or content licence.
	Attribution,
	/// Whatever its text says.
	Unknown,
	/// No commerce.
	NonCommercial,
	/// The same licence.
	ShareAlike,
	/// The same licence, which allows no commerce.
	NonCommercialShareAlike,
	/// No such works at all.
	NoDerivatives,
}

/// Identifiers by what they demand.
const TABLE: [(Demand, &[&str]); 7] = [
	(Demand::Nothing, &["CC0-1.0", "PDDL-1.0", "Unlicense", "0BSD", "MIT-0", "CC-PDDC"]),
	(
		Demand::Credit,
		&[
			"MIT",
			"Apache-2.0",
			"BSD-2-Clause",
			"BSD-3-Clause",
			"ISC",
			"Zlib",
			"BSL-1.0",
			"CDLA-Permissive-1.0",
			"CDLA-Permissive-2.0",
		],
	),
	(Demand::Attribution, &["CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0", "ODC-By-1.0", "OGL-UK-3.0"]),
	(Demand::NonCommercial, &["CC-BY-NC-2.0", "CC-BY-NC-2.5", "CC-BY-NC-3.0", "CC-BY-NC-4.0"]),
	(
		Demand::ShareAlike,
		&[
			"CC-BY-SA-3.0",
			"CC-BY-SA-4.0",
			"ODbL-1.0",
			"CDLA-Sharing-1.0",
			"GPL-2.0-only",
			"GPL-2.0-or-later",
			"GPL-3.0-only",
			"GPL-3.0-or-later",
			"AGPL-3.0-only",
			"AGPL-3.0-or-later",
			"LGPL-2.1-or-later",
			"LGPL-3.0-only",
			"LGPL-3.0-or-later",
			"MPL-2.0",
		],
	),
	(Demand::NonCommercialShareAlike, &["CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0"]),
	(
		Demand::NoDerivatives,
		&["CC-BY-ND-3.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-3.0", "CC-BY-NC-ND-4.0", "CC-BY-ND-2.0"],
	),
];

/// Licences that a work may be under instead of the first: each line says so of itself, and nothing follows
/// from two lines.
const ACCEPTED: [(&str, &[&str]); 10] = [
	("CC-BY-SA-3.0", &["CC-BY-SA-4.0"]),
	("CC-BY-SA-4.0", &["GPL-3.0-only"]),
	("CC-BY-NC-SA-3.0", &["CC-BY-NC-SA-4.0"]),
	("GPL-2.0-or-later", &["GPL-2.0-only", "GPL-3.0-only", "GPL-3.0-or-later", "AGPL-3.0-only"]),
	("GPL-3.0-or-later", &["GPL-3.0-only", "AGPL-3.0-only"]),
	("GPL-3.0-only", &["AGPL-3.0-only"]),
	("AGPL-3.0-or-later", &["AGPL-3.0-only"]),
	("LGPL-2.1-or-later", &["LGPL-3.0-only", "LGPL-3.0-or-later", "GPL-2.0-only", "GPL-3.0-only"]),
	("LGPL-3.0-or-later", &["LGPL-3.0-only", "GPL-3.0-only", "GPL-3.0-or-later"]),
	("LGPL-3.0-only", &["GPL-3.0-only"]),
];

/// Credit-only licences that a share-alike licence does not take in.
const REFUSED: [(&str, &str); 1] = [("Apache-2.0", "GPL-2.0-only")];

fn same(a: &[u8], b: &[u8]) -> bool {
	a.eq_ignore_ascii_case(b)
}

fn demand(licence: &[u8]) -> Demand {
	let knows = |ids: &[&str]| ids.iter().any(|id| same(id.as_bytes(), licence));
	TABLE.iter().find(|(_, ids)| knows(ids)).map_or(Demand::Unknown, |(demand, _)| *demand)
}

/// Returns whether a work made from something under `from` may be under `to`.
fn accepts(from: &[u8], to: &[u8]) -> bool {
	let allows = |(id, others): &(&str, &[&str])| {
		same(id.as_bytes(), from) && others.iter().any(|other| same(other.as_bytes(), to))
	};
	same(from, to) || ACCEPTED.iter().any(allows)
}

fn refuses(from: &[u8], to: &[u8]) -> bool {
	REFUSED.iter().any(|(id, other)| same(id.as_bytes(), from) && same(other.as_bytes(), to))
}

/// Returns the licence of a model under `base` that learnt from data under `data`: the first of those that
/// demand most and that all the others let a work be under.
pub fn combine<'a>(
	base: &'a Licence,
	data: impl IntoIterator<Item = &'a Licence>,
) -> Result<Licence, LicenceConflict> {
	use Demand::*;
	let all: Vec<(Demand, &Licence)> =
		core::iter::once(base).chain(data).map(|licence| (demand(licence), licence)).collect();
	let has = |wanted: Demand| all.iter().any(|(demand, _)| *demand == wanted);
	if has(NoDerivatives) {
		return Err(LicenceConflict::NoDerivatives);
	}
	if has(ShareAlike) && (has(NonCommercial) || has(NonCommercialShareAlike)) {
		return Err(LicenceConflict::NonCommercial);
	}
	let most = all.iter().map(|(demand, _)| *demand).max().unwrap_or(Nothing);
	let covers = |to: &Licence| {
		all.iter().all(|(demand, from)| match demand {
			Nothing | Credit | Attribution => !refuses(from, to),
			// Whatever demands more than it lets no more commerce in.
			NonCommercial => true,
			_ => accepts(from, to),
		})
	};
	let found = all.iter().find(|(demand, licence)| *demand == most && covers(licence));
	match found {
		Some((_, licence)) => Ok((*licence).clone()),
		None if has(Unknown) => Err(LicenceConflict::Unknown),
		None => Err(LicenceConflict::ShareAlike),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn licence(id: &str) -> Licence {
		Licence::try_from(id.as_bytes().to_vec()).unwrap()
	}

	fn of(base: &str, data: &[&str]) -> Result<String, LicenceConflict> {
		let data: Vec<_> = data.iter().map(|id| licence(id)).collect();
		combine(&licence(base), &data).map(|id| String::from_utf8(id.to_vec()).unwrap())
	}

	#[test]
	fn the_most_demanding_licence_wins() {
		for (base, data, result) in [
			("Apache-2.0", &[][..], "Apache-2.0"),
			("Apache-2.0", &["CC0-1.0", "MIT"], "Apache-2.0"),
			("Apache-2.0", &["CC-BY-4.0", "CC0-1.0"], "CC-BY-4.0"),
			("CC0-1.0", &["MIT"], "MIT"),
			("MIT", &["CC-BY-SA-4.0", "CC-BY-4.0"], "CC-BY-SA-4.0"),
			("MIT", &["CC-BY-NC-4.0", "CC-BY-4.0"], "CC-BY-NC-4.0"),
			("MIT", &["CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"], "CC-BY-NC-SA-4.0"),
			("MIT", &["CC-BY-SA-3.0", "CC-BY-SA-4.0"], "CC-BY-SA-4.0"),
			("GPL-3.0-only", &["CC-BY-SA-4.0", "MIT"], "GPL-3.0-only"),
			("GPL-2.0-or-later", &["Apache-2.0"], "GPL-2.0-or-later"),
			("apache-2.0", &["mit"], "apache-2.0"),
			("LicenseRef-llama", &["CC-BY-4.0", "LicenseRef-llama"], "LicenseRef-llama"),
		] {
			assert_eq!(of(base, data).as_deref(), Ok(result), "{base} {data:?}");
		}
	}

	#[test]
	fn what_cannot_be_combined_is_refused() {
		use LicenceConflict::*;
		for (base, data, conflict) in [
			("MIT", &["CC-BY-ND-4.0"][..], NoDerivatives),
			("CC-BY-NC-ND-4.0", &[], NoDerivatives),
			("CC-BY-SA-4.0", &["CC-BY-NC-4.0"], NonCommercial),
			("GPL-3.0-only", &["CC-BY-NC-SA-4.0"], NonCommercial),
			("GPL-2.0-only", &["CC-BY-SA-4.0"], ShareAlike),
			("GPL-2.0-only", &["Apache-2.0"], ShareAlike),
			("Apache-2.0", &["MIT", "GPL-2.0-only"], ShareAlike),
			("ODbL-1.0", &["CC-BY-SA-4.0"], ShareAlike),
			("LicenseRef-a", &["LicenseRef-b"], Unknown),
			("LicenseRef-a", &["CC-BY-NC-4.0"], Unknown),
			("MIT OR Apache-2.0", &["GPL-3.0-only"], Unknown),
		] {
			assert_eq!(of(base, data), Err(conflict), "{base} {data:?}");
		}
	}

	#[test]
	fn the_order_of_data_should_not_decide_what_is_refused() {
		let ids: Vec<&str> = TABLE.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
		for a in &ids {
			for b in &ids {
				assert_eq!(of("MIT", &[a, b]).is_ok(), of("MIT", &[b, a]).is_ok(), "{a} {b}");
				assert_eq!(of(a, &[b]).is_ok(), of(b, &[a]).is_ok(), "{a} {b}");
			}
		}
	}

	#[test]
	fn no_identifier_is_in_the_table_twice() {
		let mut ids: Vec<&str> = TABLE.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
		ids.sort_unstable();
		let count = ids.len();
		ids.dedup();
		assert_eq!(ids.len(), count);
		for (id, others) in ACCEPTED {
			assert!(ids.contains(&id) && others.iter().all(|other| ids.contains(other)), "{id}");
		}
	}
}
