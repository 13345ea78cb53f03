//! Fifty steps on the reference model against the same fifty steps in PyTorch
//! (engine/test-utils/reference/curve.py): same initial adapter, same order, AdamW with decay, clipping,
//! warm-up and decay of the rate.

mod common;

use openledger_content::decimal::Decimal;
use openledger_model::{Record, Tokenized, tokenize};
use openledger_spec::HyperParameters;
use openledger_test_utils::{REFERENCE, smollm2};
use openledger_train::{Observer, Phase, Progress, train};
use serde::Deserialize;
use std::sync::Mutex;

#[derive(Deserialize)]
struct Reference {
	curve: Curve,
}

#[derive(Deserialize)]
struct Curve {
	hyper: HyperParameters,
	train: Vec<Record>,
	held_out: Vec<Record>,
	losses: Vec<f64>,
	/// Of the gradient, before clipping.
	norms: Vec<f64>,
	before: f64,
	after: f64,
}

/// Keeps the loss of each step.
#[derive(Default)]
struct Losses(Mutex<Vec<f32>>);

impl Observer for Losses {
	fn progress(&self, progress: &Progress) {
		let mut losses = self.0.lock().unwrap();
		if progress.phase == Phase::Training && progress.step as usize == losses.len() + 1 {
			losses.push(progress.loss);
		}
	}
}

#[test]
fn fifty_steps_agree_with_pytorch() {
	let Reference { curve } = serde_json::from_str(REFERENCE).unwrap();
	let base = smollm2();
	let ids = |records: &[Record]| -> Vec<Tokenized> {
		records.iter().map(|record| tokenize(&base, record, curve.hyper.max_length).unwrap()).collect()
	};
	let (train_on, held_out) = (ids(&curve.train), ids(&curve.held_out));
	let losses = Losses::default();
	let dir = tempfile::tempdir().unwrap();
	let job = common::job(&base, &train_on, &held_out, &curve.hyper, dir.path());
	let evaluation = train(&job, &losses).unwrap().result.evaluation.unwrap();

	let losses = losses.0.into_inner().unwrap();
	assert_eq!((losses.len(), curve.losses.len()), (50, 50));
	let worst = losses.iter().zip(&curve.losses).map(|(got, expected)| (f64::from(*got) - expected).abs());
	let worst = worst.fold(0.0, f64::max);
	let off = |got: Decimal, expected: f64| (got.0 as f64 / 1e9 - expected).abs();
	let (before, after) = (off(evaluation.before, curve.before), off(evaluation.after, curve.after));
	println!(
		"losses of 50 steps within {worst:e}, held-out loss within {before:e} before and {after:e} after"
	);
	assert!(worst < 1e-3 && before < 1e-4 && after < 1e-3, "{worst} {before} {after}");

	// The run exercises what it claims to: it learns, and clipping acts on some steps but not on all.
	assert!(curve.after < curve.before - 0.5);
	let limit = f64::from(curve.hyper.clip_norm.to_f32());
	let clipped = curve.norms.iter().filter(|norm| **norm > limit).count();
	assert!((1..50).contains(&clipped), "{clipped}");
}
