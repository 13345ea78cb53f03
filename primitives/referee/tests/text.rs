//! The vectors inside `docs/reference/arithmetic.md`, recomputed, so that text and code cannot drift apart.
//!
//! After adding a line there, with `?` for its result, this test with `OPENLEDGER_WRITE_VECTORS=1` writes
//! what is computed, and `python3 docs/reference/arithmetic.py` must then agree:
//! `docs/contributing/change-an-operator.md` has the commands.

// The kernels' own generator of numbers; the rest of their reader is not used here.
#[allow(dead_code)]
#[path = "../../../engine/kernels/tests/vectors/file.rs"]
mod file;

use openledger_referee::{
	F32, F64, Fault, attention, decimal, decoding, elementary, embedding, exact8, geglu, loss, norm,
	optimizer, product, random, rotary, row, softmax, swiglu, weights,
};
use std::str::FromStr;

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/reference/arithmetic.md");

/// The operations that the text must have a vector of.
const NAMES: &[&str] = &[
	"adamw",
	"adapted",
	"add",
	"attention-first-key",
	"attention-scale",
	"bf16",
	"chain",
	"clip",
	"continued",
	"correction",
	"cross-entropy",
	"cross-entropy-error",
	"decimal",
	"div",
	"dot",
	"embedding-scale",
	"exact8-backward",
	"exact8-code",
	"exact8-forward",
	"exact8-scale",
	"exp",
	"fma",
	"gather",
	"geglu",
	"geglu-gradient",
	"half",
	"hidden-gradient",
	"initial",
	"integer",
	"iq4_nl",
	"ln",
	"max",
	"mean-loss",
	"mix",
	"most-likely",
	"mul",
	"narrow",
	"q2_k",
	"q3_k",
	"q4_0",
	"q4_1",
	"q4_k",
	"q5_0",
	"q5_1",
	"q5_k",
	"q6_k",
	"q8_0",
	"random-word",
	"rate",
	"rms-norm",
	"rms-norm-gradient",
	"rope-table",
	"rope-table-slowed",
	"rotate",
	"rotate-back",
	"scaled",
	"segmented",
	"sigmoid",
	"softmax",
	"softmax-gradient",
	"sqrt",
	"stored-row",
	"sum",
	"swap",
	"swiglu",
	"swiglu-gradient",
];

/// The operands of a line.
struct Operands<'a>(Vec<&'a str>);

impl Operands<'_> {
	fn word(&self, at: usize) -> &str {
		self.0.get(at).unwrap_or_else(|| panic!("operand {at} of {:?} is missing", self.0))
	}

	/// Returns a row of numbers, listed or generated.
	fn row(&self, at: usize) -> Vec<F32> {
		let word = self.word(at);
		match word.strip_prefix("gen:") {
			None => {
				word.split(',').map(|bits| F32::from_bits(u32::from_str_radix(bits, 16).unwrap())).collect()
			},
			Some(numbers) => {
				let numbers: Vec<i64> = numbers.split(':').map(|n| n.parse().unwrap()).collect();
				let (seed, exponent) = (numbers[0] as u64, numbers[2] as i32);
				let value = |i| {
					let whole = (file::word(seed, i) >> 40) as i32 - (1 << 23);
					F32::from_bits(((f64::from(whole) * 2f64.powi(exponent - 23)) as f32).to_bits())
				};
				(0..numbers[1] as u64).map(value).collect()
			},
		}
	}

	fn number(&self, at: usize) -> F32 {
		let row = self.row(at);
		assert_eq!(row.len(), 1, "operand {at} of {:?} is a row", self.0);
		row[0]
	}

	fn decimal<T: FromStr>(&self, at: usize) -> T {
		self.word(at).parse().unwrap_or_else(|_| panic!("operand {at} of {:?} is no such integer", self.0))
	}

	fn word32(&self, at: usize) -> u32 {
		u32::from_str_radix(self.word(at), 16).unwrap()
	}

	fn weight(&self, format: weights::Format) -> Result<F32, Fault> {
		let hex = self.word(0);
		let byte = |i: usize| u8::from_str_radix(&hex[i..i + 2], 16).unwrap();
		let block: Vec<u8> = (0..hex.len()).step_by(2).map(byte).collect();
		format.weight(&block, self.decimal(1))
	}

	fn pairs(&self) -> impl Iterator<Item = (F32, F32)> {
		self.row(0).into_iter().zip(self.row(1))
	}
}

fn bits(row: &[F32]) -> String {
	let words: Vec<String> = row.iter().map(|x| format!("{x:?}")).collect();
	words.join(",")
}

/// Computes a line's operation and returns its result as the text writes it.
fn result(name: &str, o: &Operands) -> Result<String, Fault> {
	let one = |x: F32| Ok(bits(&[x]));
	match name {
		"add" => one(o.number(0) + o.number(1)),
		"mul" => one(o.number(0) * o.number(1)),
		"div" => one(o.number(0) / o.number(1)),
		"sqrt" => one(o.number(0).sqrt()),
		"fma" => one(o.number(0).fma(o.number(1), o.number(2))),
		"half" => one(F32::from_half(o.word32(0) as u16)),
		"narrow" => one(F64::from_bits(u64::from_str_radix(o.word(0), 16).unwrap()).narrow()),
		"integer" => one(F32::from_i32(o.decimal(0))),
		"chain" => one(product::element(&o.row(0), &o.row(1))?),
		"continued" => one(product::continued(o.number(0), &o.row(1), &o.row(2))?),
		"scaled" => one(product::scaled(&o.row(0), &o.row(1), o.number(2))?),
		"adapted" => one(product::adapted(&o.row(0), &o.row(1), &o.row(2), &o.row(3))?),
		"exact8-scale" => one(exact8::scale(o.number(0))?),
		"exact8-code" => Ok(exact8::code(o.number(0), o.number(1))?.to_string()),
		"exact8-forward" => one(exact8::forward(&o.row(0), &o.row(1))?),
		"exact8-backward" => one(exact8::backward(&o.row(0), &o.row(1), &o.row(2))?),
		"segmented" => one(product::segmented(&o.row(0), &o.row(1))?),
		"sum" => one(row::sum(o.row(0))),
		"dot" => one(row::dot(o.pairs())),
		"max" => one(row::max(o.row(0))),
		"exp" => one(elementary::exp(o.number(0))),
		"ln" => one(elementary::ln(o.number(0))),
		"sigmoid" => one(elementary::sigmoid(o.number(0))),
		"stored-row" => Ok(weights::stored_row(o.decimal(0), o.decimal(1))?.to_string()),
		"rms-norm" => one(norm::output(&o.row(0), &o.row(1), o.number(2), o.decimal(3))?),
		"rms-norm-gradient" => {
			one(norm::gradient(&o.row(0), &o.row(1), o.number(2), &o.row(3), o.decimal(4))?)
		},
		"rope-table" => Ok(bits(&rope_table(o, 1.0))),
		"rope-table-slowed" => Ok(bits(&rope_table(o, f64::from(f32::from_bits(o.word32(4)))))),
		"rotate" => rotate(o, rotary::Turn::Forward),
		"rotate-back" => rotate(o, rotary::Turn::Backward),
		"embedding-scale" => one(embedding::scale(o.decimal(0))),
		"attention-first-key" => Ok(attention::first_key(o.decimal(0), o.decimal(1)).to_string()),
		"attention-scale" => one(attention::scale(o.decimal(0))),
		"softmax" => one(softmax::output(&o.row(0), o.number(1), o.decimal(2))?),
		"softmax-gradient" => one(softmax::gradient(&o.row(0), &o.row(1), o.number(2), o.decimal(3))?),
		"mix" => one(attention::mix(&o.row(0), &o.row(1))?),
		"gather" => one(attention::gather(&o.row(0))?),
		"swiglu" => one(swiglu::output(o.number(0), o.number(1))?),
		"swiglu-gradient" => {
			let (dg, du) = swiglu::gradients(o.number(0), o.number(1), o.number(2))?;
			Ok(bits(&[dg, du]))
		},
		"geglu" => one(geglu::output(o.number(0), o.number(1))?),
		"geglu-gradient" => {
			let (dg, du) = geglu::gradients(o.number(0), o.number(1), o.number(2))?;
			Ok(bits(&[dg, du]))
		},
		"cross-entropy" => one(loss::output(&o.row(0), o.decimal(1))?),
		"cross-entropy-error" => one(loss::error(&o.row(0), o.decimal(1), o.decimal(2))?),
		"hidden-gradient" => one(loss::hidden_gradient(&o.row(0), &o.row(1), o.number(2))?),
		_ => match format(name) {
			Some(format) => one(o.weight(format)?),
			None => training(name, o),
		},
	}
}

/// Returns the format of stored weights that an operation is named after.
fn format(name: &str) -> Option<weights::Format> {
	use weights::Format::*;
	Some(match name {
		"bf16" => BF16,
		"q4_0" => Q4_0,
		"q4_1" => Q4_1,
		"q5_0" => Q5_0,
		"q5_1" => Q5_1,
		"q8_0" => Q8_0,
		"q2_k" => Q2K,
		"q3_k" => Q3K,
		"q4_k" => Q4K,
		"q5_k" => Q5K,
		"q6_k" => Q6K,
		"iq4_nl" => IQ4NL,
		_ => return None,
	})
}

/// Computes the operations of decoding and training.
fn training(name: &str, o: &Operands) -> Result<String, Fault> {
	let one = |x: F32| Ok(bits(&[x]));
	match name {
		"most-likely" => Ok(decoding::most_likely(&o.row(0))?.to_string()),
		"decimal" => one(decimal::to_binary32(o.decimal(0))),
		"mean-loss" => Ok(decimal::mean_loss(o.row(0))?.to_string()),
		"random-word" => Ok(format!("{:08x}", random::word(o.decimal(0), o.decimal(1), o.decimal(2)))),
		"initial" => one(random::initial(o.word32(0), o.decimal(1))),
		"swap" => Ok(random::swap(o.word32(0), o.decimal(1)).to_string()),
		"rate" => one(optimizer::rate(o.number(0), o.decimal(1), o.decimal(2), o.decimal(3))),
		"clip" => one(optimizer::clip(o.row(0), o.number(1))?),
		"correction" => one(optimizer::correction(o.number(0), o.decimal(1))),
		"adamw" => {
			let [rate, beta1, beta2, eps, decay, correction1, correction2, clip] =
				o.row(0).try_into().expect("eight constants");
			let step = optimizer::Step { rate, beta1, beta2, eps, decay, correction1, correction2, clip };
			let [value, first, second] = o.row(1).try_into().expect("a value and its moments");
			let before = optimizer::Moments { value, first, second };
			let after = optimizer::adamw(&step, before, o.number(2))?;
			Ok(bits(&[after.value, after.first, after.second]))
		},
		_ => panic!("no operation {name}"),
	}
}

fn rotate(o: &Operands, turn: rotary::Turn) -> Result<String, Fault> {
	let pair = o.row(0).try_into().expect("a pair");
	Ok(bits(&rotary::rotate(pair, o.number(1), o.number(2), turn)?))
}

/// Returns cosine and sine of a pair at a position, its turns slowed by a factor.
fn rope_table(o: &Operands, factor: f64) -> [F32; 2] {
	let (base, head) = (f64::from(f32::from_bits(o.word32(0))), o.decimal::<f64>(1));
	let angle = o.decimal::<f64>(3) * (libm::pow(base, -2.0 * o.decimal::<f64>(2) / head) / factor);
	[libm::cos(angle), libm::sin(angle)].map(|x| F32::from_bits((x as f32).to_bits()))
}

#[test]
fn every_line_of_the_text_is_recomputed() {
	let text = std::fs::read_to_string(PATH).unwrap();
	let (mut inside, mut met, mut wrong) = (false, Vec::new(), Vec::new());
	let mut written = String::new();
	for line in text.lines() {
		let mut computed = line.to_string();
		if line.starts_with("```") {
			inside = line == "```vectors";
		} else if inside {
			let (left, expected) = line.split_once(" = ").unwrap_or_else(|| panic!("no result: {line}"));
			let mut words = left.split(' ');
			let name = words.next().unwrap();
			met.push(name.to_string());
			let found =
				result(name, &Operands(words.collect())).unwrap_or_else(|fault| panic!("{left}: {fault}"));
			if found != expected {
				wrong.push(format!("{left} = {found}, not {expected}"));
			}
			computed = format!("{left} = {found}");
		}
		written += &computed;
		written.push('\n');
	}
	if std::env::var_os("OPENLEDGER_WRITE_VECTORS").is_some() {
		std::fs::write(PATH, written).unwrap();
		return;
	}
	assert!(wrong.is_empty(), "{wrong:#?}");
	for name in NAMES {
		assert!(met.iter().any(|met| met == name), "the text has no vector of {name}");
	}
}
