//! Operands that a hostile claimant may send: any bits, any lengths, any places. Every operator answers with
//! a finite number or a fault, and never panics.

use openledger_referee::{
	F32, F64, Fault, attention, decimal, decoding, embedding, exact8, geglu, loss, norm, optimizer, product,
	random, rotary, softmax, swiglu, weights,
};
use proptest::{collection::vec, prelude::*};

fn row() -> impl Strategy<Value = Vec<F32>> {
	let wild = any::<u32>().prop_map(F32::from_bits);
	let tame = (-1000i32..1000).prop_map(|n| F32::from_i32(n) / F32::from_i32(64));
	prop_oneof![vec(wild, 0..40), vec(tame, 0..40)]
}

fn finite(result: Result<F32, Fault>) {
	if let Ok(x) = result {
		assert!(x.is_finite(), "{x:?}");
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(2000))]

	#[test]
	fn operators_on_rows(
		a in row(),
		b in row(),
		c in row(),
		i in 0usize..50,
		j in 0usize..50,
		words: [u32; 3],
	) {
		let [x, y, z] = words.map(F32::from_bits);
		finite(product::element(&a, &b));
		finite(product::continued(x, &a, &b));
		finite(product::scaled(&a, &b, x));
		finite(product::adapted(&a, &b, &c, &c));
		finite(product::segmented(&a, &b));
		finite(product::add(x, y));
		finite(exact8::magnitude(&a));
		finite(exact8::scale(x));
		finite(exact8::forward(&a, &b));
		finite(exact8::backward(&a, &b, &c));
		finite(exact8::backward(&a, &a, &b));
		if let Ok(code) = exact8::code(x, y) {
			assert!((-127..=127).contains(&code), "{code}");
		}
		finite(norm::output(&a, &b, x, i));
		finite(norm::gradient(&a, &b, x, &c, i));
		finite(softmax::output(&a, x, i));
		finite(softmax::gradient(&a, &b, x, i));
		finite(loss::output(&a, i));
		finite(loss::error(&a, i, j));
		finite(loss::hidden_gradient(&a, &b, x));
		finite(attention::mix(&a, &b));
		finite(attention::scatter(&a, &b));
		finite(attention::gather(&a));
		finite(swiglu::output(x, y));
		finite(swiglu::gradients(x, y, z).map(|(dg, _)| dg));
		finite(geglu::output(x, y));
		finite(geglu::gradients(x, y, z).map(|(dg, _)| dg));
		finite(embedding::element(x, y));
		finite(rotary::rotate([x, y], z, x, rotary::Turn::Backward).map(|[first, _]| first));
		finite(optimizer::square_sum(&a));
		finite(optimizer::clip(a.iter().copied(), x));
		let _ = (decoding::most_likely(&a), decimal::mean_loss(a.iter().copied()));
		let (mut out, mut errors) = (c.clone(), a.clone());
		if attention::probabilities(&a, b.chunks(a.len().max(1)), x, &mut out).is_ok() {
			assert!(out.iter().all(|p| p.is_finite()));
		}
		let _ = attention::score_gradients(&c, &a, b.chunks(a.len().max(1)), x, &mut out);
		if loss::errors(&mut errors, i).is_ok() {
			assert!(errors.iter().all(|p| p.is_finite()));
		}
	}

	#[test]
	fn operators_on_words(words: [u32; 12], long: u64, count in 0u32..100) {
		let [rate, beta1, beta2, eps, decay, correction1, correction2, clip, value, first, second, gradient] =
			words.map(F32::from_bits);
		let step = optimizer::Step { rate, beta1, beta2, eps, decay, correction1, correction2, clip };
		let before = optimizer::Moments { value, first, second };
		if let Ok(after) = optimizer::adamw(&step, before, gradient) {
			assert!([after.value, after.first, after.second].iter().all(|x| x.is_finite()));
		}
		let _ = optimizer::correction(beta1, count);
		let _ = optimizer::rate(rate, words[0], words[1], words[2]);
		let _ = (decimal::to_binary32(long), attention::scale(words[3]), random::initial(words[0], words[1]));
		assert!(random::swap(words[0], words[1]) <= words[1]);
		assert!(attention::first_key(words[0], words[1]) <= words[0]);
		let _ = (random::word(long, long, long), embedding::scale(words[2]));
		let _ = (F64::from_bits(long).truncate(), F64::from_bits(long).narrow());
	}

	#[test]
	fn weights_of_any_bytes(
		bytes in vec(any::<u8>(), 0..220),
		place in 0usize..300,
		head in 0usize..300,
		row: usize,
	) {
		for format in weights::Format::ALL {
			finite(format.weight(&bytes, place));
			let block = bytes.get(..format.block_bytes()).unwrap_or_default();
			finite(format.weight(block, place));
			finite(format.row_weight(&bytes, place));
		}
		let stored = weights::stored_row(row, head);
		// A multiple of what a pair needs, or a fault.
		assert!(stored.is_ok() == (head >= 2 && head % 2 == 0) || stored == Err(Fault::Place));
	}
}

#[test]
fn faults_are_told_apart() {
	let (one, nan) = (F32::ONE, F32::NAN);
	assert_eq!(product::element(&[one], &[one, one]), Err(Fault::Lengths));
	assert_eq!(product::element(&[one, nan], &[one, one]), Err(Fault::NotFinite));
	assert_eq!(product::element(&[F32::INFINITY], &[F32::ZERO]), Err(Fault::NotFinite));
	assert_eq!(product::segmented(&[], &[]), Err(Fault::Lengths));
	assert_eq!(exact8::forward(&[one; 32], &[one; 31]), Err(Fault::Lengths));
	assert_eq!(exact8::forward(&[one; 31], &[one; 31]), Err(Fault::Lengths));
	assert_eq!(exact8::forward(&[], &[]), Err(Fault::Lengths));
	assert_eq!(exact8::forward(&[nan; 32], &[one; 32]), Err(Fault::NotFinite));
	assert_eq!(exact8::backward(&[one; 32], &[one; 32], &[nan; 32]), Err(Fault::NotFinite));
	// A weight beyond the largest magnitude of its row.
	assert_eq!(exact8::backward(&[one; 32], &[one; 32], &[F32::ZERO; 32]), Err(Fault::Place));
	assert_eq!(softmax::output(&[one], one, 1), Err(Fault::Place));
	assert_eq!(softmax::output(&[one, F32::NEG_INFINITY], one, 0), Err(Fault::NotFinite));
	assert_eq!(loss::output(&[one], 3), Err(Fault::Place));
	assert_eq!(decoding::most_likely(&[]), Err(Fault::Lengths));
	assert_eq!(decoding::most_likely(&[one, nan]), Err(Fault::NotFinite));
	assert_eq!(decimal::mean_loss([]), Err(Fault::NotFinite));
	assert_eq!(decimal::mean_loss([-one]), Err(Fault::NotFinite));
	assert_eq!(weights::Format::Q4_0.weight(&[0; 17], 0), Err(Fault::Lengths));
	assert_eq!(weights::Format::Q4_0.weight(&[0; 18], 32), Err(Fault::Place));
	// A scale that is infinite.
	assert_eq!(
		weights::Format::Q8_0.weight(&[&[0x00, 0x7c][..], &[1; 32]].concat(), 0),
		Err(Fault::NotFinite)
	);
	assert_eq!(weights::stored_row(0, 3), Err(Fault::Lengths));
	for fault in [Fault::NotFinite, Fault::Lengths, Fault::Place] {
		assert!(!fault.to_string().is_empty());
	}
}
