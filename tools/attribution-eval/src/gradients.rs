//! Methods from per-record LoRA gradients, to compare with: in floating point, with every gradient in memory.

use crate::{EvalError, Method, Scores, setting::Setting};
use openledger_model::Tokenized;
use openledger_train::Gradients;

/// Damping of the Fisher matrix, in parts of its mean eigenvalue over the records.
const FISHER_DAMPING: f64 = 0.1;
/// Damping of DataInf, in parts of the mean square of a gradient's number, as its paper has it.
const DATAINF_DAMPING: f64 = 0.1;

/// The gradients of one tensor, by record.
type Rows<'a> = Vec<&'a [f32]>;

/// The gradients of each record and each query, by tensor.
pub(crate) struct Taken {
	names: Vec<String>,
	pub(crate) known: Vec<Vec<Vec<f32>>>,
	pub(crate) asked: Vec<Vec<Vec<f32>>>,
}

impl Taken {
	/// Takes the gradients of all records and queries of a setting.
	pub(crate) fn new(setting: &Setting) -> Result<Self, EvalError> {
		let mut model = Gradients::new(setting.model.clone(), setting.adapter)?;
		let mut names = Vec::new();
		let mut of = |set: &[Tokenized]| {
			let each = set.iter().enumerate().map(|(at, record)| {
				if at.is_multiple_of(50) {
					eprintln!("gradients: record {at}/{}", set.len());
				}
				let (of, values) = model.of(record)?.into_iter().unzip();
				names = of;
				Ok(values)
			});
			each.collect::<Result<Vec<Vec<Vec<f32>>>, EvalError>>()
		};
		let (known, asked) = (of(&setting.known.tokens)?, of(&setting.asked.tokens)?);
		Ok(Self { names, known, asked })
	}

	/// Returns each tensor's name and length.
	pub(crate) fn tensors(&self) -> Vec<(&str, usize)> {
		let lengths = self.known.iter().take(1).flatten().map(Vec::len);
		self.names.iter().map(String::as_str).zip(lengths).collect()
	}

	/// Returns the scores of five methods, each computed by tensor and summed over tensors.
	///
	/// They are the gradient product, the gradient cosine, DataInf (arXiv 2310.00902, equation 5), exact
	/// damped Fisher influence in dual form, and that over the root of a record's influence on itself.
	pub(crate) fn scores(&self, threads: usize) -> Vec<Method> {
		let tensors: Vec<usize> = (0..self.names.len()).collect();
		let mut total: Option<Tensor> = None;
		for some in tensors.chunks(threads.max(1)) {
			let each: Vec<Tensor> = std::thread::scope(|scope| {
				let run = |tensor: &usize| {
					let tensor = *tensor;
					scope.spawn(move || {
						let known: Rows = self.known.iter().map(|record| &record[tensor][..]).collect();
						let asked: Rows = self.asked.iter().map(|query| &query[tensor][..]).collect();
						Tensor::of(&known, &asked)
					})
				};
				let running: Vec<_> = some.iter().map(run).collect();
				running.into_iter().filter_map(|thread| thread.join().ok()).collect()
			});
			for tensor in each {
				match &mut total {
					None => total = Some(tensor),
					Some(total) => total.add(&tensor),
				}
			}
		}
		total.map(Tensor::scores).unwrap_or_default()
	}
}

/// The results of one tensor, or of a sum of several.
struct Tensor {
	product: Scores,
	datainf: Scores,
	fisher: Scores,
	/// The influence of each record on itself.
	own: Vec<f64>,
	/// The squared lengths of records and queries.
	lengths: (Vec<f64>, Vec<f64>),
}

impl Tensor {
	fn of(known: &Rows, asked: &Rows) -> Self {
		let size = known.first().map_or(1, |row| row.len().max(1)) as f64;
		let count = known.len() as f64;
		let mut gram = vec![vec![0.0; known.len()]; known.len()];
		for i in 0..known.len() {
			for j in 0..=i {
				let product = dot(known[i], known[j]);
				(gram[i][j], gram[j][i]) = (product, product);
			}
		}
		let product: Scores =
			asked.iter().map(|query| known.iter().map(|record| dot(query, record)).collect()).collect();
		let lengths: Vec<f64> = gram.iter().enumerate().map(|(i, row)| row[i]).collect();
		let mean = (lengths.iter().sum::<f64>() / count).max(f64::MIN_POSITIVE);
		let damping = DATAINF_DAMPING * mean / size;
		let datainf = product
			.iter()
			.map(|query| {
				let weights: Vec<f64> = query.iter().zip(&lengths).map(|(q, l)| q / (damping + l)).collect();
				let spread = gram.iter().map(|row| weights.iter().zip(row).map(|(w, k)| w * k).sum::<f64>());
				query.iter().zip(spread).map(|(q, spread)| (q - spread / count) / damping).collect()
			})
			.collect();
		let damped = Cholesky::of(&gram, FISHER_DAMPING * mean);
		let fisher: Scores = product.iter().map(|query| damped.solve(query)).collect();
		let own = gram.iter().enumerate().map(|(i, row)| damped.solve(row)[i]).collect();
		let queries = asked.iter().map(|query| dot(query, query)).collect();
		Self { product, datainf, fisher, own, lengths: (lengths, queries) }
	}

	fn add(&mut self, other: &Self) {
		let add =
			|to: &mut Vec<f64>, from: &[f64]| to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
		let add_all =
			|to: &mut Scores, from: &Scores| to.iter_mut().zip(from).for_each(|(to, from)| add(to, from));
		add_all(&mut self.product, &other.product);
		add_all(&mut self.datainf, &other.datainf);
		add_all(&mut self.fisher, &other.fisher);
		add(&mut self.own, &other.own);
		add(&mut self.lengths.0, &other.lengths.0);
		add(&mut self.lengths.1, &other.lengths.1);
	}

	fn scores(self) -> Vec<Method> {
		let cosine = self.product.iter().zip(&self.lengths.1).map(|(query, own)| {
			query
				.iter()
				.zip(&self.lengths.0)
				.map(|(product, length)| product / (own * length).sqrt())
				.collect()
		});
		let cosine = cosine.collect();
		let over = |query: &Vec<f64>| {
			query.iter().zip(&self.own).map(|(x, own)| x / own.max(f64::MIN_POSITIVE).sqrt()).collect()
		};
		let normalised = self.fisher.iter().map(over).collect();
		vec![
			("gradient-dot", self.product),
			("gradient-cosine", cosine),
			("datainf", self.datainf),
			("fisher", self.fisher),
			("fisher-normalised", normalised),
		]
	}
}

/// Returns the dot product in 16 partial sums, which vector instructions can run.
fn dot(a: &[f32], b: &[f32]) -> f64 {
	let mut sums = [0f32; 16];
	let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
	for (a, b) in a.iter().zip(b) {
		for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
			*sum += a * b;
		}
	}
	let rest: f64 = rest_a.iter().zip(rest_b).map(|(a, b)| f64::from(a * b)).sum();
	rest + sums.iter().map(|sum| f64::from(*sum)).sum::<f64>()
}

/// The lower Cholesky factor of K + d·I.
struct Cholesky(Vec<Vec<f64>>);

impl Cholesky {
	fn of(gram: &[Vec<f64>], damping: f64) -> Self {
		let mut lower: Vec<Vec<f64>> = Vec::with_capacity(gram.len());
		for (i, row) in gram.iter().enumerate() {
			let mut new: Vec<f64> = Vec::with_capacity(i + 1);
			for (j, above) in lower.iter().enumerate() {
				let sum: f64 = new.iter().zip(above).map(|(a, b)| a * b).sum();
				new.push((row[j] - sum) / above[j]);
			}
			let square = row[i] + damping - new.iter().map(|x| x * x).sum::<f64>();
			new.push(square.max(f64::MIN_POSITIVE).sqrt());
			lower.push(new);
		}
		Self(lower)
	}

	/// Returns x with (K + d·I) x = b.
	fn solve(&self, b: &[f64]) -> Vec<f64> {
		let mut x: Vec<f64> = Vec::with_capacity(b.len());
		for (row, b) in self.0.iter().zip(b) {
			let sum: f64 = row.iter().zip(&x).map(|(l, x)| l * x).sum();
			x.push((b - sum) / row[x.len()]);
		}
		for (i, row) in self.0.iter().enumerate().rev() {
			let value = x[i] / row[i];
			x[i] = value;
			for (x, l) in x.iter_mut().zip(&row[..i]) {
				*x -= l * value;
			}
		}
		x
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_system_is_solved() {
		let gram = vec![vec![4.0, 1.0, 0.5], vec![1.0, 3.0, -1.0], vec![0.5, -1.0, 2.0]];
		let b = [1.0, -2.0, 3.0];
		let x = Cholesky::of(&gram, 0.25).solve(&b);
		for (i, row) in gram.iter().enumerate() {
			let found: f64 = row.iter().zip(&x).map(|(k, x)| k * x).sum::<f64>() + 0.25 * x[i];
			assert!((found - b[i]).abs() < 1e-12);
		}
	}

	/// With orthogonal gradients of equal length, every method finds the one record that is the query.
	#[test]
	fn every_method_finds_a_record_by_itself() {
		let rows: Vec<Vec<f32>> = (0..20).map(|i| (0..20).map(|j| f32::from(i == j)).collect()).collect();
		let rows: Rows = rows.iter().map(|row| &row[..]).collect();
		for (method, scores) in Tensor::of(&rows, &rows[3..4].to_vec()).scores() {
			for (record, score) in scores[0].iter().enumerate() {
				assert_eq!(record == 3, *score > 1e-9, "{method}, record {record}: {score}");
			}
		}
	}
}
