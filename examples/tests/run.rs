//! Every example, one after the other, on a tiny model.

#[path = "../build_index.rs"]
mod build_index;
#[path = "../chat.rs"]
mod chat;
#[path = "../train.rs"]
mod train;
#[path = "../verify_root.rs"]
mod verify_root;

use openledger_test_utils::Gguf;

#[test]
fn a_model_is_trained_asked_attributed_and_verified() {
	let dir = tempfile::tempdir().unwrap();
	let path = |name: &str| dir.path().join(name).to_str().unwrap().to_string();
	let model = Gguf::tiny().write(dir.path()).to_str().unwrap().to_string();
	let words = ["river", "stone", "cloud"];
	let line = |i: usize| {
		let word = words[i % words.len()];
		format!("{{\"prompt\": \"{word} number {i}?\", \"completion\": \"the {word}\"}}\n")
	};
	let (records, run, index) = (path("records.jsonl"), path("run"), path("index"));
	std::fs::write(&records, (0..9).map(line).collect::<String>()).unwrap();

	let result = train::run(&model, &records, &run).unwrap();
	assert_eq!(result.steps, 2);
	// The same job once more gives the same bits.
	assert_eq!(train::run(&model, &records, &path("again")).unwrap(), result);

	let mut streamed = String::new();
	let question = "river number 3?";
	let completion =
		chat::run(&model, &path("run/adapter"), question, &mut |text| streamed.push_str(text)).unwrap();
	assert_eq!(completion.text, streamed);

	let attribution = build_index::run(&model, &path("run/adapter"), &records, &index).unwrap();
	let shares: u64 = attribution.influence.iter().map(|(_, share)| u64::from(*share)).sum();
	assert!(shares == 0 || shares == 1_000_000_000, "{shares}");

	let (raw, root) = (path("run/adapter.raw"), format!("{:?}", result.adapter));
	assert_eq!(verify_root::run(&raw, &root).unwrap(), result.adapter_bytes);
	std::fs::write(&raw, b"other bytes").unwrap();
	assert!(verify_root::run(&raw, &root).unwrap_err().to_string().contains("has root"));
}
