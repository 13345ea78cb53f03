//! A baseline from words alone.

use openledger_model::Record;
use std::collections::BTreeMap;

/// Returns the cosines of TF-IDF vectors, `idf = ln((1 + n) / (1 + df)) + 1`, of prompt and completion or of
/// completions only: words of at least two letters or digits, in lower case.
pub(crate) fn tf_idf(known: &[Record], asked: &[Record], prompts: bool) -> Vec<Vec<f64>> {
	let text = |record: &Record| match prompts {
		true => format!("{} {}", record.prompt(), record.completion()),
		false => record.completion(),
	};
	let known: Vec<_> = known.iter().map(|record| counts(&text(record))).collect();
	let asked: Vec<_> = asked.iter().map(|record| counts(&text(record))).collect();
	let mut records: BTreeMap<&str, f64> = BTreeMap::new();
	for word in known.iter().flat_map(BTreeMap::keys) {
		*records.entry(word).or_default() += 1.0;
	}
	let idf = |word: &str| records.get(word).map(|df| ((1.0 + known.len() as f64) / (1.0 + df)).ln() + 1.0);
	let weigh = |counts: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
		let all: BTreeMap<_, _> =
			counts.iter().filter_map(|(w, tf)| Some((w.clone(), tf * idf(w)?))).collect();
		let norm = all.values().map(|x| x * x).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
		all.into_iter().map(|(word, x)| (word, x / norm)).collect()
	};
	let (known, asked): (Vec<_>, Vec<_>) =
		(known.iter().map(weigh).collect(), asked.iter().map(weigh).collect());
	let dot = |a: &BTreeMap<String, f64>, b: &BTreeMap<String, f64>| {
		a.iter().filter_map(|(word, x)| Some(x * b.get(word)?)).sum()
	};
	asked.iter().map(|query| known.iter().map(|record| dot(query, record)).collect()).collect()
}

fn counts(text: &str) -> BTreeMap<String, f64> {
	let mut counts = BTreeMap::new();
	let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
	for word in words.filter(|word| word.chars().nth(1).is_some()) {
		*counts.entry(word.to_lowercase()).or_default() += 1.0;
	}
	counts
}

#[cfg(test)]
mod tests {
	use super::*;

	/// The numbers are scikit-learn's, `TfidfVectorizer().fit(known)`.
	#[test]
	fn cosines_are_those_of_the_reference() {
		let record = |text: &str| Record::pair("x", text);
		let known = [record("red green blue"), record("red red fox"), record("a cat")];
		let scores = tf_idf(&known, &[record("Red fox, new"), record("...")], false);
		for (found, expected) in scores[0].iter().zip([0.286_7, 0.943_1, 0.0]) {
			assert!((found - expected).abs() < 1e-4, "{found} {expected}");
		}
		assert_eq!(scores[1], [0.0; 3]);
	}
}
