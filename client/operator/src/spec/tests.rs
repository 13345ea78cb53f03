//! Each rule, by a specification that breaks it and nothing else.

use super::*;
use openledger_test_utils::{CountingAllocator, Fuzzed, fuzz_runner};
use proptest::prelude::*;
use serde_json::json;
use sp_core::{
	Pair,
	crypto::{AccountId32, DEV_PHRASE, Ss58Codec},
	ed25519, sr25519,
};
use std::cell::RefCell;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// One OPEN in planck.
const OPEN: u128 = 1_000_000_000_000_000_000;
/// The supply of the tests' chain.
const SUPPLY: u128 = 1_000_000_000 * OPEN;
/// The number of the treasury's account.
const TREASURY: u8 = 200;

fn account(number: u8) -> AccountId32 {
	AccountId32::new([number; 32])
}

fn address(number: u8) -> String {
	account(number).to_ss58check_with_version(42u16.into())
}

/// Code of a runtime that the rules are not for.
const OTHER_RUNTIME: &str = "0x7766554433221100";

fn rules() -> Rules {
	Rules {
		prefix: 42,
		decimals: 18,
		supply: SUPPLY,
		existential_deposit: OPEN / 1000,
		treasury: account(TREASURY),
		min_bond: 10_000 * OPEN,
		max_validators: 4,
		max_unbonding: 126,
		session_keys: vec!["babe", "grandpa", "authority_discovery"],
		is_own_runtime: |code| code != OTHER_RUNTIME,
	}
}

fn number(amount: u128) -> Value {
	Value::Number(serde_json::Number::from_u128(amount).unwrap())
}

/// A sound specification of two validators.
fn sound() -> Value {
	let keys = |number: u8| {
		json!({
			"babe": address(number + 10),
			"grandpa": address(number + 20),
			"authority_discovery": address(number + 10),
		})
	};
	let mut spec = json!({
		"name": "A chain",
		"id": "a_chain",
		"chainType": "Local",
		"bootNodes": [],
		"protocolId": "a_chain",
		"properties": { "ss58Format": 42, "tokenDecimals": 18, "tokenSymbol": "OPEN" },
		"genesis": { "runtimeGenesis": { "code": "0x0011223344556677", "patch": {
			"babe": { "epochConfig": { "allowed_slots": "PrimaryAndSecondaryVRFSlots", "c": [1, 4] } },
			"balances": { "balances": [] },
			"session": { "keys": [[address(1), address(1), keys(1)], [address(2), address(2), keys(2)]] },
			"sudo": { "key": null },
			"validators": {
				"validators": [address(1), address(2)], "minimum": 2, "slotDuration": 3000,
				"epochLength": 100,
				"unbonding": 6,
			},
		} } },
	});
	let patch = &mut spec["genesis"]["runtimeGenesis"]["patch"];
	let given = [(1, 1_000_000 * OPEN), (2, 1_000_000 * OPEN), (TREASURY, SUPPLY - 2_000_000 * OPEN)];
	patch["balances"]["balances"] =
		given.iter().map(|(who, amount)| json!([address(*who), number(*amount)])).collect();
	patch["validators"]["bond"] = number(100_000 * OPEN);
	patch["validators"]["reserve"] = number(50_000_000 * OPEN);
	patch["validators"]["blockReward"] = number(OPEN);
	spec
}

fn check_value(spec: &Value) -> Result<Value, Faults> {
	let bytes = serde_json::to_vec(spec).unwrap();
	check(&bytes, &rules()).map(|checked| serde_json::from_slice(&checked).unwrap())
}

/// Changes one setting of the sound specification, and returns what the check says.
fn said(edit: impl FnOnce(&mut Value, &mut Value)) -> String {
	let mut spec = sound();
	let mut patch = spec["genesis"]["runtimeGenesis"]["patch"].take();
	edit(&mut spec, &mut patch);
	if let Some(Value::Object(runtime)) = spec.pointer_mut("/genesis/runtimeGenesis") {
		runtime.insert("patch".into(), patch);
	}
	match check_value(&spec) {
		Ok(_) => "nothing".into(),
		Err(faults) => faults.to_string(),
	}
}

/// Asserts that one fault is found, at this place and with these words.
#[track_caller]
fn finds(place: &str, words: &[&str], edit: impl FnOnce(&mut Value, &mut Value)) {
	let said = said(edit);
	assert!(
		said.starts_with(place) || said.starts_with(&format!("genesis.runtimeGenesis.patch.{place}")),
		"{said}"
	);
	assert_eq!(said.lines().count(), 1, "{said}");
	for word in words {
		assert!(said.contains(word), "{word} is not in: {said}");
	}
}

#[test]
fn a_sound_specification_passes_unchanged() {
	let spec = sound();
	assert_eq!(check_value(&spec).unwrap(), spec);
	let mut full = spec.clone();
	let settings = full["genesis"]["runtimeGenesis"].as_object_mut().unwrap().remove("patch").unwrap();
	full["genesis"]["runtimeGenesis"]["config"] = settings;
	assert_eq!(check_value(&full).unwrap(), full);
}

#[test]
fn amounts_may_stand_in_quotes() {
	let mut spec = sound();
	let patch = &mut spec["genesis"]["runtimeGenesis"]["patch"];
	for entry in patch["balances"]["balances"].as_array_mut().unwrap() {
		entry[1] = Value::String(entry[1].to_string());
	}
	patch["validators"]["bond"] = Value::String(patch["validators"]["bond"].to_string());
	assert_eq!(check_value(&spec).unwrap(), sound());
}

#[test]
fn what_is_no_specification_is_said() {
	for (bytes, words) in [
		(&b""[..], "is no JSON"),
		(b"{", "is no JSON"),
		(b"[]", "is no JSON object"),
		(b"\xef\xbb\xbf{}", "byte order mark"),
		(b"\xff\xfe{\0", "is no JSON"),
		(b"{}", "id is missing"),
	] {
		let faults = check(bytes, &rules()).unwrap_err().to_string();
		assert!(faults.contains(words), "{faults}");
	}
	let deep = "[".repeat(100_000);
	assert!(check(deep.as_bytes(), &rules()).is_err());
}

#[test]
fn ids_stay_within_the_data_folder() {
	for id in ["../../evil", "a/b", "/etc", ".", "..", "", "a\u{0}b", "ä", "a b", &"a".repeat(65)] {
		finds("id is", &["names a folder"], |spec, _| spec["id"] = id.into());
	}
	finds("protocolId is", &[], |spec, _| spec["protocolId"] = "../x".into());
	finds("forkId is", &[], |spec, _| spec["forkId"] = "a/b".into());
	finds("id is 7", &[], |spec, _| spec["id"] = 7.into());
	finds("name is", &[], |spec, _| spec["name"] = " ".into());
}

#[test]
fn what_wallets_show_is_right() {
	finds("properties.ss58Format is 0", &["42"], |spec, _| spec["properties"]["ss58Format"] = 0.into());
	finds("properties.tokenDecimals is 12", &["18"], |spec, _| {
		spec["properties"]["tokenDecimals"] = 12.into()
	});
}

#[test]
fn accounts_are_named_once() {
	let first = address(1);
	finds("balances.balances[3] is a second entry of", &[&first, "[0]"], |_, patch| {
		let treasury = &mut patch["balances"]["balances"][2];
		treasury[1] = number(SUPPLY - 2_000_000 * OPEN - OPEN);
		patch["balances"]["balances"].as_array_mut().unwrap().push(json!([address(1), number(OPEN)]));
	});
	finds("validators.validators[2]", &[&first, "again", "[0]"], |_, patch| {
		patch["validators"]["validators"].as_array_mut().unwrap().push(address(1).into());
	});
}

#[test]
fn balances_sum_to_the_supply() {
	let treasury = address(TREASURY);
	finds("balances.balances sum to", &[&treasury, " 5 more"], |_, patch| {
		patch["balances"]["balances"][2][1] = number(SUPPLY - 2_000_000 * OPEN - 5);
	});
	finds("balances.balances sum to", &[&treasury, " 7 less"], |_, patch| {
		patch["balances"]["balances"][2][1] = number(SUPPLY - 2_000_000 * OPEN + 7);
	});
	finds("balances.balances sum to more than any amount", &[], |_, patch| {
		patch["balances"]["balances"][0][1] = number(u128::MAX);
	});
}

#[test]
fn amounts_are_whole_planck() {
	let who = address(1);
	for amount in ["1e+25", "1.5", "-1", "\"1e+25\"", "\"ten\"", "\"+5\"", "\"\"", "null", "[1]", "true"] {
		finds("balances.balances[0] gives", &[&who], |_, patch| {
			patch["balances"]["balances"][0][1] = serde_json::from_str(amount).unwrap();
		});
	}
	finds("balances.balances[0] gives", &["larger than any amount"], |_, patch| {
		patch["balances"]["balances"][0][1] = serde_json::from_str(&"9".repeat(60)).unwrap();
	});
	finds("balances.balances[0] gives", &[&who, "1 planck"], |_, patch| {
		patch["balances"]["balances"][0][1] = 1.into();
	});
	finds("balances.balances[0] is no pair", &[], |_, patch| {
		patch["balances"]["balances"][0] = json!([address(1)]);
	});
	finds("validators.bond is 1e+25", &["whole"], |_, patch| {
		patch["validators"]["bond"] = serde_json::from_str("1e+25").unwrap();
	});
}

#[test]
fn addresses_are_of_this_network() {
	let foreign = account(1).to_ss58check_with_version(0u16.into());
	finds("balances.balances[0]", &["prefix 0", &address(1)], |_, patch| {
		patch["balances"]["balances"][0][0] = foreign.clone().into();
	});
	let mut typo = address(2);
	typo.replace_range(5..6, if &typo[5..6] == "a" { "b" } else { "a" });
	finds("balances.balances[1]", &["checksum"], |_, patch| {
		patch["balances"]["balances"][1][0] = typo.into()
	});
	finds("balances.balances[1]", &["hexadecimal"], |_, patch| {
		patch["balances"]["balances"][1][0] =
			"0x0101010101010101010101010101010101010101010101010101010101010101".into();
	});
	finds("balances.balances[1]", &["no SS58 address"], |_, patch| {
		patch["balances"]["balances"][1][0] = "alice".into();
	});
	finds("balances.balances[1]", &["in quotes"], |_, patch| patch["balances"]["balances"][1][0] = 5.into());
	finds("sudo.key", &["no SS58 address"], |_, patch| patch["sudo"]["key"] = "root".into());
}

#[test]
fn bonds_are_covered() {
	let who = address(2);
	finds("validators.bond is", &[&who, "has 5000"], |_, patch| {
		let balances = &mut patch["balances"]["balances"];
		balances[1][1] = number(5_000 * OPEN);
		balances[2][1] = number(SUPPLY - 1_005_000 * OPEN);
	});
	finds("validators.bond is", &["at least 10000000000000000000000 planck"], |_, patch| {
		patch["validators"]["bond"] = number(OPEN);
	});
	finds("validators.reserve is", &["treasury", "has"], |_, patch| {
		patch["validators"]["reserve"] = number(SUPPLY);
	});
	finds("validators.reserve is 0", &["treasury", "has 1000000000000000:"], |_, patch| {
		patch["validators"]["reserve"] = 0.into();
		patch["attribution"] = json!({ "auditPurse": 0 });
		let balances = &mut patch["balances"]["balances"];
		balances[0][1] = number(SUPPLY - 1_000_000 * OPEN - OPEN / 1000);
		balances[2][1] = number(OPEN / 1000);
	});
	let purse = |planck: u128| json!({ "auditPurse": number(planck) });
	assert_eq!(said(|_, patch| patch["attribution"] = purse(10_000 * OPEN)), "nothing");
	finds("attribution.auditPurse is", &["treasury", "has"], |_, patch| {
		patch["attribution"] = purse(SUPPLY - 52_000_000 * OPEN);
	});
	finds("validators.blockReward is", &[], |_, patch| {
		patch["validators"]["blockReward"] = number(SUPPLY + 1);
	});
}

#[test]
fn validators_are_enough_and_not_too_many() {
	finds("validators.minimum is 3", &["1 to 2"], |_, patch| patch["validators"]["minimum"] = 3.into());
	finds("validators.minimum is 0", &["1 to 2"], |_, patch| patch["validators"]["minimum"] = 0.into());
	finds("validators.minimum is missing", &[], |_, patch| {
		patch["validators"].as_object_mut().unwrap().remove("minimum");
	});
	let said = said(|_, patch| patch["validators"]["validators"] = json!([]));
	assert!(said.contains("validators.validators is empty"), "{said}");
}

#[test]
fn every_validator_has_session_keys() {
	let who = address(2);
	finds("session.keys has no entry", &[&who], |_, patch| {
		patch["session"]["keys"].as_array_mut().unwrap().pop();
	});
	let said = said(|_, patch| patch["session"]["keys"] = json!([]));
	assert_eq!(said.lines().count(), 2, "{said}");
	finds("session.keys[2] is for", &["not in validators.validators"], |_, patch| {
		let keys = json!({ "babe": address(31), "grandpa": address(32), "authority_discovery": address(33) });
		patch["session"]["keys"].as_array_mut().unwrap().push(json!([address(3), address(3), keys]));
	});
	finds("session.keys[0] names", &["twice"], |_, patch| patch["session"]["keys"][0][1] = address(2).into());
	finds("session.keys[0] is no triple", &[], |_, patch| {
		patch["session"]["keys"].as_array_mut().unwrap().insert(0, json!(["x"]));
	});
	finds("session.keys[1].babe is missing", &[], |_, patch| {
		patch["session"]["keys"][1][2].as_object_mut().unwrap().remove("babe");
	});
	finds("session.keys[1] has an unknown key `imon`", &["babe"], |_, patch| {
		patch["session"]["keys"][1][2]["imon"] = address(9).into();
	});
}

#[test]
fn session_keys_are_keys_and_each_validators_own() {
	finds("session.keys[0].grandpa is no public key", &["wrong length"], |_, patch| {
		let short = sp_core::crypto::Ss58AddressFormat::custom(42);
		let mut bytes = vec![u8::try_from(u16::from(short)).unwrap()];
		bytes.extend([1; 33]);
		patch["session"]["keys"][0][2]["grandpa"] = ss58_of(&bytes).into();
	});
	finds("session.keys[1].babe is", &["session.keys[0].babe"], |_, patch| {
		patch["session"]["keys"][1][2]["babe"] = address(11).into();
	});
	finds("session.keys[0].grandpa is the same as `babe`", &["ed25519"], |_, patch| {
		patch["session"]["keys"][0][2]["grandpa"] = address(11).into();
	});
	finds("grandpa.authorities is filled", &[], |_, patch| {
		patch["grandpa"] = json!({ "authorities": [[address(21), 1]] });
	});
}

/// Returns the address of some bytes, prefix included, with a right checksum.
fn ss58_of(bytes: &[u8]) -> String {
	sp_core::ecdsa::Public::from_raw(bytes[1..].try_into().unwrap()).to_ss58check_with_version(42u16.into())
}

/// Returns the address of a key under the phrase of development.
fn everybodys<P: sp_core::Pair>(path: &str) -> String
where
	P::Public: Ss58Codec,
{
	P::from_string(&format!("{DEV_PHRASE}{path}"), None).unwrap().public().to_ss58check()
}

#[test]
fn nobody_else_has_the_keys_of_a_live_chain() {
	let with_sudo = |kind: Value| {
		said(|spec, patch| {
			spec["chainType"] = kind;
			patch["sudo"]["key"] = everybodys::<sr25519::Pair>("//Alice").into();
		})
	};
	assert_eq!(with_sudo("Local".into()), "nothing");
	assert_eq!(with_sudo("Development".into()), "nothing");
	let live = with_sudo("Live".into());
	assert!(live.contains("sudo.key") && live.contains("//Alice"), "{live}");
	let unsaid = said(|spec, patch| {
		spec.as_object_mut().unwrap().remove("chainType");
		patch["sudo"]["key"] = everybodys::<sr25519::Pair>("//Alice").into();
	});
	assert_eq!(unsaid, live, "a file that says nothing is of a live chain");

	for (path, key) in [
		("//Bob//stash", everybodys::<sr25519::Pair>("//Bob//stash")),
		("//Ferdie", everybodys::<ed25519::Pair>("//Ferdie")),
		("the phrase of development", everybodys::<sr25519::Pair>("")),
	] {
		finds("session.keys[0][2].authority_discovery is", &[path, "chainType"], |spec, patch| {
			spec["chainType"] = "Live".into();
			patch["session"]["keys"][0][2]["authority_discovery"] = key.into();
		});
	}
	finds("balances.balances[3][0] is", &["//Eve"], |spec, patch| {
		spec["chainType"] = "Live".into();
		let who = everybodys::<sr25519::Pair>("//Eve");
		patch["balances"]["balances"][2][1] = number(SUPPLY - 2_000_000 * OPEN - OPEN);
		patch["balances"]["balances"].as_array_mut().unwrap().push(json!([who, number(OPEN)]));
	});
	finds("chainType is", &["Development, Local or Live"], |spec, _| spec["chainType"] = "live".into());
}

#[test]
fn a_raw_live_chain_names_nobody_elses_keys() {
	let alice = sr25519::Pair::from_string(&format!("{DEV_PHRASE}//Alice"), None).unwrap().public().0;
	let alice: String = alice.iter().map(|byte| format!("{byte:02x}")).collect();
	let raw = |kind: &str, key: String, value: String| {
		let mut spec = sound();
		spec["chainType"] = kind.into();
		spec["genesis"] = json!({ "raw": { "top": { "0x3a636f6465": format!("0x{alice}"), key: value } } });
		check_value(&spec).map(|_| ()).map_err(|faults| faults.to_string())
	};
	assert_eq!(raw("Live", "0x26aa".into(), "0x00".into()), Ok(()));
	assert_eq!(raw("Local", "0x26aa".into(), format!("0x{alice}")), Ok(()));
	for (key, value) in
		[("0x26aa".into(), format!("0x01{alice}02")), (format!("0x26aa{alice}"), "0x00".into())]
	{
		let said = raw("Live", key, value).unwrap_err();
		assert!(said.contains("//Alice") && said.contains("0x26aa"), "{said}");
	}
}

#[test]
fn the_tempo_can_be_kept() {
	for (name, value, words) in [
		("slotDuration", 499, "500 to 60000"),
		("slotDuration", 0, "500 to 60000"),
		("slotDuration", 70_000, "500 to 60000"),
		("epochLength", 0, "4 to 604800"),
		("epochLength", 3, "4 to 604800"),
		("unbonding", 0, "1 to 126"),
		("unbonding", 127, "1 to 126"),
	] {
		finds(&format!("validators.{name} is {value}"), &[words], |_, patch| {
			patch["validators"][name] = value.into();
		});
	}
	finds("validators.slotDuration is 10", &["20 to 60000"], |spec, patch| {
		spec["chainType"] = "Development".into();
		patch["validators"]["slotDuration"] = 10.into();
	});
	let fast = said(|spec, patch| {
		spec["chainType"] = "Development".into();
		patch["validators"]["slotDuration"] = 20.into();
	});
	assert_eq!(fast, "nothing");
	finds("validators.slotDuration is 1e+3", &["whole"], |_, patch| {
		patch["validators"]["slotDuration"] = serde_json::from_str("1e3").unwrap();
	});
	for chance in [json!([0, 4]), json!([5, 4]), json!([1, 0]), json!([1]), json!("1/4")] {
		finds("babe.epochConfig", &["[1, 4]"], |_, patch| patch["babe"]["epochConfig"]["c"] = chance);
	}
}

#[test]
fn settings_of_another_runtime_are_its_own_affair() {
	let mut spec = sound();
	let settings = &mut spec["genesis"]["runtimeGenesis"];
	settings["patch"]["session"]["keys"] = json!([]);
	assert!(check_value(&spec).is_err());
	spec["genesis"]["runtimeGenesis"]["code"] = json!(OTHER_RUNTIME);
	assert!(check_value(&spec).is_ok());
	spec["id"] = json!("../evil");
	assert!(check_value(&spec).is_err());
}

#[test]
fn a_genesis_holds_a_runtime() {
	for code in [json!(null), json!(""), json!("0x"), json!("0x001"), json!("xyz"), json!(5)] {
		finds("genesis.runtimeGenesis.code", &["export"], |spec, _| {
			spec["genesis"]["runtimeGenesis"]["code"] = code;
		});
	}
	let raw = |top: Value| {
		let mut spec = sound();
		spec["genesis"] = json!({ "raw": { "top": top, "childrenDefault": {} } });
		check_value(&spec)
	};
	assert!(raw(json!({ "0x3a636f6465": "0x00" })).is_ok());
	assert!(raw(json!({})).unwrap_err().to_string().contains("holds no runtime"));
	assert!(raw(json!([])).unwrap_err().to_string().contains("is no object"));
	finds("genesis holds neither", &[], |spec, _| spec["genesis"] = json!({ "runtimeGenesis": 5 }));
}

#[test]
fn many_faults_are_counted() {
	let said = said(|_, patch| {
		patch["balances"]["balances"] = (0..100).map(|_| json!(["x", 1])).collect();
	});
	assert!(said.ends_with("more"), "{said}");
	assert!(said.lines().count() <= 22, "{said}");
}

fn any_json() -> impl Strategy<Value = Value> {
	let leaf = prop_oneof![
		Just(Value::Null),
		any::<bool>().prop_map(Value::Bool),
		any::<i64>().prop_map(Value::from),
		any::<f64>().prop_map(Value::from),
		any::<u128>().prop_map(number),
		Just(serde_json::from_str("1e+25").unwrap()),
		".{0,12}".prop_map(Value::String),
		any::<u8>().prop_map(|number| address(number).into()),
	];
	leaf.prop_recursive(3, 12, 3, |inner| {
		prop_oneof![
			prop::collection::vec(inner.clone(), 0..3).prop_map(Value::Array),
			prop::collection::vec(("[a-z]{1,6}", inner), 0..3)
				.prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
		]
	})
}

/// Counts the values in a document, itself included.
fn size(value: &Value) -> usize {
	1 + match value {
		Value::Array(items) => items.iter().map(size).sum(),
		Value::Object(fields) => fields.values().map(size).sum::<usize>(),
		_ => 0,
	}
}

/// Changes the value with this number, counted from the root: replaces it, or doubles what is in it.
fn mutate(value: &mut Value, at: &mut usize, with: &Value) -> bool {
	if *at == 0 {
		match value {
			Value::Array(items) if with.is_null() && !items.is_empty() => items.push(items[0].clone()),
			_ => *value = with.clone(),
		}
		return true;
	}
	*at -= 1;
	match value {
		Value::Array(items) => items.iter_mut().any(|item| mutate(item, at, with)),
		Value::Object(fields) => fields.values_mut().any(|field| mutate(field, at, with)),
		_ => false,
	}
}

/// Checks a specification in measured memory.
fn measured(bytes: &[u8], fuzzed: &mut Fuzzed) -> Result<Value, Faults> {
	let mut result = None;
	// A value of JSON and a node of its map for every few bytes, once as they are read and once as checked.
	fuzzed.read((1 << 18) + 128 * bytes.len(), || match result.insert(check(bytes, &rules())) {
		Ok(_) => "passed".into(),
		Err(faults) => format!("{} faults", faults.shown().len().min(3)),
	});
	result.unwrap().map(|checked| serde_json::from_slice(&checked).unwrap())
}

#[test]
fn mutated_specifications_pass_or_are_refused_in_sentences() {
	let fuzzed = RefCell::new(Fuzzed::default());
	let changes = prop::collection::vec((any::<prop::sample::Index>(), any_json()), 1..4);
	let check = |changes: Vec<(prop::sample::Index, Value)>| {
		let mut spec = sound();
		for (at, with) in changes {
			let mut at = at.index(size(&spec));
			mutate(&mut spec, &mut at, &with);
		}
		match measured(&serde_json::to_vec(&spec).unwrap(), &mut fuzzed.borrow_mut()) {
			// What passes keeps the rules that can be said of any document.
			Ok(checked) => {
				let id = checked["id"].as_str().unwrap();
				prop_assert!(!id.contains('/') && !id.contains(".."), "{}", id);
				let list = checked["genesis"]["runtimeGenesis"]["patch"]["balances"]["balances"].clone();
				let amounts = list.as_array().into_iter().flatten().map(|entry| entry[1].to_string());
				let sum: u128 = amounts.map(|amount| amount.parse::<u128>().unwrap()).sum();
				prop_assert!(sum == SUPPLY || checked["genesis"]["runtimeGenesis"]["patch"].is_null());
			},
			Err(faults) => {
				prop_assert!(!faults.shown().is_empty());
				for line in faults.to_string().lines() {
					prop_assert!(line.len() < 500, "{}", line);
				}
			},
		}
		Ok(())
	};
	fuzz_runner().run(&changes, check).unwrap();
	fuzzed.borrow().report("chain specifications", 3);
}

#[test]
fn bytes_of_any_kind_are_survived() {
	let fuzzed = RefCell::new(Fuzzed::default());
	let check = |bytes: Vec<u8>| {
		let _ = measured(&bytes, &mut fuzzed.borrow_mut());
		Ok(())
	};
	fuzz_runner().run(&prop::collection::vec(any::<u8>(), 0..300), check).unwrap();
	fuzzed.borrow().report("bytes as chain specifications", 1);
}
