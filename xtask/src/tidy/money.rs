//! `T::Currency` is named in a pallet's `money.rs` and nowhere else.

use crate::{
	problem::Problem,
	rust::tokens::{starts_with, tokens},
	tree::Tree,
};

/// Finds uses of a pallet's currency outside its `money.rs`.
pub fn check(tree: &Tree) -> Result<Vec<Problem>, String> {
	let mut found = Vec::new();
	for (path, text) in tree.ending(".rs") {
		if !path.starts_with("pallets/") || path.ends_with("/money.rs") {
			continue;
		}
		let tokens = tokens(text).map_err(|error| format!("{path}: {error}"))?;
		for index in 0..tokens.len() {
			let direct = starts_with(&tokens, index, &["T", ":", ":", "Currency"]);
			let qualified = starts_with(&tokens, index, &["Config", ">", ":", ":", "Currency"]);
			if direct || qualified {
				let what = "names the pallet's currency outside money.rs";
				let fix =
					"put a function that says what is paid to whom in the pallet's money.rs, and call that";
				found.push(Problem::new(path, tokens[index].line, what, fix));
			}
		}
	}
	Ok(found)
}

#[cfg(test)]
mod tests {
	use super::check;
	use crate::tree::Tree;

	#[test]
	fn currency_outside_money_is_found() {
		let code =
			"// T::Currency in prose\nfn f() { T::Currency::hold(); <T as Config>::Currency::release(); }";
		let tree = Tree::of(&[
			("pallets/a/src/money.rs", code),
			("pallets/a/src/join.rs", code),
			("runtime/src/lib.rs", code),
		]);
		let found = check(&tree).unwrap();
		assert_eq!(found.len(), 2);
		assert!(found[0].to_string().starts_with("pallets/a/src/join.rs:2: "));
	}
}
