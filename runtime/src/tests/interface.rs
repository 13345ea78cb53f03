//! The calls of the project's own pallets, as `docs/reference/calls.md` lists them for clients.

use crate::RuntimeCall;
use scale_info::{TypeDef, TypeInfo, Variant, form::MetaForm};

/// Pallets of the project. The calls of others are documented by their authors.
const PALLETS: [&str; 6] = ["Validators", "Datanets", "Models", "ModelFactory", "Attribution", "Disputes"];

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/calls.md");

const HEAD: &str = "# Calls

Every call of the project's own pallets, by pallet and call index. The README of each pallet and the metadata
say what it does. Indices and arguments are part of what clients sign, so a change here that is not an
addition needs a higher `transaction_version`.

This writes the file; the same test without the variable fails if it is out of date:

```sh
. scripts/env.sh
export OPENLEDGER_WRITE=1 SKIP_WASM_BUILD=1
cargo test --release --locked -p openledger-node -p openledger-runtime --lib reference
```
";

/// Returns the pallet index and the call index of every call of the runtime.
pub(super) fn indices() -> Vec<[u8; 2]> {
	let of_pallet = |pallet: Variant<MetaForm>| {
		let calls = pallet.fields.into_iter().flat_map(|field| variants(field.ty.type_info()));
		calls.map(move |call| [pallet.index, call.index])
	};
	variants(RuntimeCall::type_info()).into_iter().flat_map(of_pallet).collect()
}

/// Returns the variants of a call type.
fn variants(info: scale_info::Type) -> Vec<Variant<MetaForm>> {
	match info.type_def {
		TypeDef::Variant(calls) => calls.variants,
		_ => Vec::new(),
	}
}

/// Returns a call with its arguments and their types as the pallet writes them.
fn signature(call: &Variant<MetaForm>) -> String {
	let argument = |field: &scale_info::Field<MetaForm>| {
		let (name, of) = (field.name.unwrap_or_default(), field.type_name.unwrap_or_default());
		format!("{name}: {}", of.replace("T::", ""))
	};
	let arguments: Vec<_> = call.fields.iter().map(argument).collect();
	format!("{}({})", call.name, arguments.join(", "))
}

/// Returns the file as it should be.
fn reference() -> String {
	let mut text = HEAD.to_owned();
	for pallet in variants(RuntimeCall::type_info()).iter().filter(|one| PALLETS.contains(&one.name)) {
		text += &format!("\n## {}\n\n| index | call |\n|---|---|\n", pallet.name);
		let mut calls: Vec<_> =
			pallet.fields.iter().flat_map(|field| variants(field.ty.type_info())).collect();
		calls.sort_by_key(|call| call.index);
		for call in &calls {
			text += &format!("| {}.{} | `{}` |\n", pallet.index, call.index, signature(call));
		}
	}
	text
}

#[test]
fn the_reference_lists_every_call() {
	let expected = reference();
	if std::env::var_os("OPENLEDGER_WRITE").is_some() {
		std::fs::write(FILE, &expected).expect("the reference can be written");
	}
	let kept = std::fs::read_to_string(FILE).unwrap_or_default();
	let stale = expected.lines().find(|line| !kept.lines().any(|other| other == *line));
	assert!(
		kept == expected,
		"docs/reference/calls.md is out of date, at {stale:?}. If a call was added, raise `spec_version`. \
		 If one was changed or removed, raise `transaction_version` too. Then run this test with \
		 OPENLEDGER_WRITE=1."
	);
}
