//! Arrows between crates point one way: `node → {runtime, client, engine} → primitives`, `runtime → pallets →
//! primitives`, and nothing under `engine/` knows Substrate.

use crate::{
	manifest::{Dependency, Need, Package, folders, packages},
	problem::Problem,
	tree::{Tree, folder_of, normalise, run},
};

/// A folder of crates and the folders that its crates may use.
pub struct Layer {
	/// The folder; the longest that fits a crate is its layer.
	pub folder: &'static str,
	/// The folders whose crates it may use, or the crates themselves.
	pub may_use: &'static [&'static str],
	/// Whether its crates keep clear of Substrate, through others too.
	pub pure: bool,
}

/// What knows no chain and no engine: the commitments that both are made of.
const PURE: &[&str] = &["primitives/content", "primitives/program", "primitives/referee", "primitives/spec"];

const LAYERS: &[Layer] = &[
	Layer { folder: "primitives/content", may_use: &[], pure: true },
	Layer { folder: "primitives/spec", may_use: PURE, pure: true },
	Layer { folder: "primitives/program", may_use: PURE, pure: true },
	Layer { folder: "primitives/referee", may_use: PURE, pure: true },
	Layer { folder: "primitives", may_use: &["primitives"], pure: false },
	Layer {
		folder: "engine",
		may_use: &[
			"engine",
			"primitives/content",
			"primitives/program",
			"primitives/referee",
			"primitives/spec",
		],
		pure: true,
	},
	Layer { folder: "pallets", may_use: &["primitives"], pure: false },
	Layer { folder: "runtime", may_use: &["pallets", "primitives"], pure: false },
	Layer { folder: "client/blobs", may_use: &["primitives"], pure: false },
	Layer { folder: "client/gossip", may_use: &["primitives"], pure: false },
	Layer { folder: "client", may_use: &["client", "engine", "primitives"], pure: false },
	Layer { folder: "node", may_use: &["client", "engine", "primitives", "runtime"], pure: false },
	Layer { folder: "tools", may_use: &["tools", "client", "engine", "primitives"], pure: false },
	Layer { folder: "examples", may_use: &["client", "engine", "primitives"], pure: false },
	Layer { folder: "xtask", may_use: &[], pure: true },
];

/// Folders before the house was built, so that a report can count the arrows of an older checkout.
const OLD_LAYERS: &[Layer] = &[
	Layer { folder: "client/kernels", may_use: &["engine"], pure: true },
	Layer { folder: "client/finetune", may_use: &["client/kernels"], pure: true },
	Layer { folder: "client/attribution", may_use: &["client/kernels", "client/finetune"], pure: true },
];

/// Arrows within a layer that are not to be, though their layer would allow them.
const NEVER: &[(&str, &str)] = &[("client/serving", "client/worker"), ("client/worker", "client/serving")];

/// Arrows of tests that are meant, with the reason.
const TESTS_MAY: &[(&str, &str)] = &[
	// The referee shows that its elements are the kernels' to the bit.
	("primitives/referee", "engine/kernels"),
	// One test goes the whole way from records through training to a paid answer.
	("client/serving", "client/worker"),
];

/// Finds arrows that point elsewhere, and crates in no layer.
pub fn check(tree: &Tree) -> Vec<Problem> {
	let mut found = arrows(tree, LAYERS);
	found.extend(typescript(tree));
	found
}

/// Returns the arrows that point elsewhere, with the older checkout's folders known too.
pub fn arrows_of_any_age(tree: &Tree) -> Vec<Problem> {
	let layers: Vec<&Layer> = LAYERS.iter().chain(OLD_LAYERS).collect();
	let known = |package: &&Package| layer(layers.iter().copied(), &package.folder).is_some();
	let packages = packages(tree);
	packages
		.iter()
		.filter(known)
		.flat_map(|package| package_arrows(&packages, package, layers.iter().copied()))
		.collect()
}

fn arrows(tree: &Tree, layers: &[Layer]) -> Vec<Problem> {
	let packages = packages(tree);
	packages.iter().flat_map(|package| package_arrows(&packages, package, layers.iter())).collect()
}

/// Returns a crate's arrows that point elsewhere.
fn package_arrows<'a>(
	packages: &[Package],
	package: &Package,
	layers: impl Iterator<Item = &'a Layer>,
) -> Vec<Problem> {
	let manifest = package.manifest();
	let Some(layer) = layer(layers, &package.folder) else {
		let what = format!("`{}` lies in no layer", package.name);
		let fix =
			"move it into one, or add a layer to xtask/src/tidy/layers.rs and docs/design/architecture.md";
		return vec![Problem::new(&manifest, 1, what, fix)];
	};
	let folders = folders(packages);
	let mut found = Vec::new();
	for dependency in &package.dependencies {
		let Dependency { package: name, line, need } = dependency;
		if layer.pure && is_substrate(name) {
			let what = format!("`{}` depends on `{name}` and is to know no Substrate", package.name);
			found.push(Problem::new(&manifest, *line, what, "move what needs it to client/ or node/"));
		}
		let Some(folder) = folders.get(name.as_str()) else { continue };
		let pair = (package.folder.as_str(), *folder);
		let tests = *need == Need::Tests && (TESTS_MAY.contains(&pair) || both_pallets(pair));
		let allowed = layer.may_use.iter().any(|may| is_under(folder, may)) && !NEVER.contains(&pair);
		if !allowed && !tests {
			let what = format!("{} → {folder} is no arrow of the house", package.folder);
			let fix = "move what both need below them, or take a trait and let the node wire it";
			found.push(Problem::new(&manifest, *line, what, fix));
		}
	}
	found
}

/// Returns whether both are pallets: one's tests may use another.
fn both_pallets((from, to): (&str, &str)) -> bool {
	is_under(from, "pallets") && is_under(to, "pallets")
}

fn layer<'a>(layers: impl Iterator<Item = &'a Layer>, folder: &str) -> Option<&'a Layer> {
	layers.filter(|layer| is_under(folder, layer.folder)).max_by_key(|layer| layer.folder.len())
}

fn is_under(folder: &str, around: &str) -> bool {
	folder.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns whether a package is part of Substrate.
pub fn is_substrate(package: &str) -> bool {
	["sp-", "sc-", "frame-", "pallet-", "substrate-", "polkadot-", "cumulus-"]
		.iter()
		.any(|start| package.starts_with(start))
}

/// Finds Substrate's crates among all that the pure crates are built from.
pub fn check_closure(tree: &Tree) -> Result<Vec<Problem>, String> {
	let packages = packages(tree);
	let pure = packages
		.iter()
		.filter(|package| layer(LAYERS.iter(), &package.folder).is_some_and(|layer| layer.pure));
	let mut found = Vec::new();
	for package in pure {
		let listed = closure(tree, &[&package.name])?;
		if let Some(name) = listed.lines().find_map(substrate_in) {
			let what = format!("`{}` is built from `{name}` through another crate", package.name);
			let fix = format!("see `cargo tree -e normal,build -p {} -i {name}`", package.name);
			found.push(Problem::new(&package.manifest(), 1, what, fix));
		}
	}
	Ok(found)
}

/// Returns what cargo lists of all that some packages are built from, a package a line.
pub fn closure(tree: &Tree, packages: &[&str]) -> Result<String, String> {
	let mut arguments = vec!["tree", "--locked", "--prefix", "none", "--edges", "normal,build"];
	arguments.extend(packages.iter().flat_map(|package| ["-p", package]));
	run(&tree.root, "cargo", &arguments)
}

fn substrate_in(line: &str) -> Option<&str> {
	line.split_whitespace().next().filter(|name| is_substrate(name))
}

/// Finds TypeScript imports that reach into another package's folder.
fn typescript(tree: &Tree) -> Vec<Problem> {
	let mut found = Vec::new();
	for (path, text) in tree.ending(".ts") {
		let Some(package) = typescript_package(tree, path) else { continue };
		for (index, line) in text.lines().enumerate() {
			let Some((_, quoted)) = line.split_once(" from '").or_else(|| line.split_once("import '")) else {
				continue;
			};
			let target = quoted.split('\'').next().unwrap_or_default();
			if !target.starts_with('.') {
				continue;
			}
			let to = normalise(&format!("{}/{target}", folder_of(path))).unwrap_or_default();
			if !is_under(&to, package) {
				let what = format!("imports `{target}`, which lies outside its package {package}");
				found.push(Problem::new(
					path,
					index + 1,
					what,
					"depend on that package in package.json and import it by name",
				));
			}
		}
	}
	found
}

fn typescript_package<'a>(tree: &Tree, path: &'a str) -> Option<&'a str> {
	let mut folder = folder_of(path);
	loop {
		if tree.text(&format!("{folder}/package.json")).is_some() {
			return Some(folder);
		}
		folder = folder.rsplit_once('/')?.0;
	}
}

#[cfg(test)]
mod tests {
	use super::{check, is_substrate, substrate_in};
	use crate::tree::Tree;

	fn manifest(name: &str, rest: &str) -> String {
		format!("[package]\nname = \"{name}\"\n{rest}")
	}

	fn found(extra: &[(&str, &str)]) -> Vec<String> {
		let mut files = vec![
			("primitives/core/Cargo.toml".to_string(), manifest("ol-core", "")),
			("primitives/spec/Cargo.toml".into(), manifest("ol-spec", "")),
			(
				"engine/kernels/Cargo.toml".into(),
				manifest("ol-kernels", "[dependencies]\nol-spec.workspace = true"),
			),
			(
				"primitives/referee/Cargo.toml".into(),
				manifest("ol-ref", "[dev-dependencies]\nol-kernels.workspace = true"),
			),
			("pallets/a/Cargo.toml".into(), manifest("pallet-a", "[dependencies]\nol-core.workspace = true")),
			(
				"client/worker/Cargo.toml".into(),
				manifest("ol-worker", "[dependencies]\nol-kernels = { workspace = true }"),
			),
			(
				"runtime/Cargo.toml".into(),
				manifest("ol-runtime", "[dependencies]\npallet-a.workspace = true"),
			),
			(
				"node/Cargo.toml".into(),
				manifest(
					"ol-node",
					"[dependencies]\nol-runtime.workspace = true\nol-worker.workspace = true",
				),
			),
		];
		files.extend(extra.iter().map(|(path, text)| (path.to_string(), text.to_string())));
		let files: Vec<(&str, &str)> =
			files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
		check(&Tree::of(&files)).iter().map(ToString::to_string).collect()
	}

	#[test]
	fn the_house_has_no_wrong_arrow() {
		assert_eq!(found(&[]), Vec::<String>::new());
	}

	#[test]
	fn every_wrong_arrow_is_found() {
		for (path, name, dependencies, line) in [
			("engine/x/Cargo.toml", "x", "[dependencies]\nol-core.workspace = true", 4),
			("engine/x/Cargo.toml", "x", "[dependencies]\nsp-core.workspace = true", 4),
			(
				"engine/x/Cargo.toml",
				"x",
				"[target.'cfg(unix)'.dependencies]\nrt = { package = \"sp-runtime\", version = \"1\" }",
				4,
			),
			("engine/x/Cargo.toml", "x", "[dependencies.ol-worker]\nworkspace = true", 3),
			("pallets/x/Cargo.toml", "x", "[dependencies]\npallet-a.workspace = true", 4),
			("client/x/Cargo.toml", "x", "[dependencies]\npallet-a.workspace = true", 4),
			("client/x/Cargo.toml", "x", "[dev-dependencies]\nol-runtime.workspace = true", 4),
			("client/serving/Cargo.toml", "x", "[dependencies]\nol-worker.workspace = true", 4),
			("primitives/x/Cargo.toml", "x", "[build-dependencies]\nol-kernels.workspace = true", 4),
			("runtime/x/Cargo.toml", "x", "[dependencies]\nol-worker.workspace = true", 4),
			("attic/x/Cargo.toml", "x", "", 1),
		] {
			let found = found(&[(path, &manifest(name, dependencies))]);
			assert_eq!(found.len(), 1, "{path}: {dependencies}: {found:?}");
			assert!(found[0].starts_with(&format!("{path}:{line}: ")), "{found:?}");
		}
	}

	#[test]
	fn tests_of_a_pallet_may_use_another() {
		let text = manifest("x", "[dev-dependencies]\npallet-a.workspace = true");
		assert_eq!(found(&[("pallets/x/Cargo.toml", &text)]), Vec::<String>::new());
	}

	#[test]
	fn an_import_across_packages_is_found() {
		let files = [
			("js/e2e/package.json", "{}"),
			("js/sdk/package.json", "{}"),
			("js/e2e/src/a.ts", "import { B } from './b.js';\nimport { C } from '../../sdk/src/c.js';"),
		];
		let found = found(&files);
		assert_eq!(found.len(), 1);
		assert!(found[0].starts_with("js/e2e/src/a.ts:2: "), "{found:?}");
	}

	#[test]
	fn substrate_is_told_in_what_cargo_lists() {
		assert_eq!(substrate_in("sp-core v43.0.0 (*)"), Some("sp-core"));
		assert_eq!(substrate_in("spin v0.9.8"), None);
		assert!(is_substrate("frame-support") && !is_substrate("parity-scale-codec"));
	}
}
