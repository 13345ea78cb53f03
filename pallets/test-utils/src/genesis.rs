//! Genesis configurations of a whole runtime.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// Returns the default genesis with a preset's patch laid over it, as chain specs do.
pub fn patched<Genesis: Default + Serialize + DeserializeOwned>(patch: Value) -> Genesis {
	let mut genesis = serde_json::to_value(Genesis::default()).expect("a genesis is JSON");
	lay_over(&mut genesis, patch);
	serde_json::from_value(genesis).expect("a patch fits the genesis")
}

fn lay_over(base: &mut Value, patch: Value) {
	match (base, patch) {
		(Value::Object(base), Value::Object(patch)) => {
			for (key, value) in patch {
				lay_over(base.entry(key).or_insert(Value::Null), value);
			}
		},
		(base, patch) => *base = patch,
	}
}
