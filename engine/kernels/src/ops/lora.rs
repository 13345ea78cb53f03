//! `y = x·Wᵀ + s·(x·Aᵀ)·Bᵀ` with a frozen W, fused.
//!
//! With t[j] = Σ x[i]·A[j][i] and e[j] = t[j]·s, element y[o] is one chain: over the inputs of W, then over the r products
//! e[j]·B[o][j]. Backwards, with f[j] = (Σ over o of dy[o]·B[o][j])·s, dx[i] is the chain over dy[o]·W[o][i], then
//! over f[j]·A[j][i]; dA[j][i] is the chain over tokens of f[j]·x[i] and dB[o][j] that of e[j]·dy[o].

use super::{rows_of, tensor_like, values, with_values};
use crate::{
	gemm,
	operand::{Left, Right},
	pool::{self, Shards},
	rows, Engine, Matrix, MatrixError,
};
use candle_core::{bail, CpuStorage, CustomOp3, Device, Layout, Result, Shape, Tensor};
use parking_lot::Mutex;
use std::sync::{Arc, OnceLock};

/// The two factors of a LoRA update, packed for the products of one training step.
pub struct LoraPair {
	a: Matrix,
	b: Matrix,
	a_tensor: Tensor,
	b_tensor: Tensor,
	scale: f32,
}

impl LoraPair {
	/// Packs A (`rank` × `inputs`) and B (`outputs` × `rank`); the update is multiplied by `scale`.
	pub fn new(
		a: Vec<f32>,
		b: Vec<f32>,
		(rank, inputs, outputs): (usize, usize, usize),
		scale: f32,
	) -> std::result::Result<Self, LoraError> {
		let packed_a = Matrix::from_rows(&a, rank, inputs)?;
		let packed_b = Matrix::from_rows(&b, outputs, rank)?;
		let a_tensor = Tensor::from_vec(a, (rank, inputs), &Device::Cpu)?;
		let b_tensor = Tensor::from_vec(b, (outputs, rank), &Device::Cpu)?;
		Ok(Self { a: packed_a, b: packed_b, a_tensor, b_tensor, scale })
	}

	/// From tensors A and B, whose gradients [`lora_linear`]'s backward then gives (if they are variables).
	pub fn from_tensors(a: &Tensor, b: &Tensor, scale: f32) -> std::result::Result<Self, LoraError> {
		let ((rank, inputs), (outputs, _)) = (a.dims2()?, b.dims2()?);
		let packed_a = Matrix::from_rows(&a.flatten_all()?.to_vec1::<f32>()?, rank, inputs)?;
		let packed_b = Matrix::from_rows(&b.flatten_all()?.to_vec1::<f32>()?, outputs, rank)?;
		Ok(Self { a: packed_a, b: packed_b, a_tensor: a.clone(), b_tensor: b.clone(), scale })
	}

	/// Tensors A and B.
	pub fn factors(&self) -> (&Tensor, &Tensor) {
		(&self.a_tensor, &self.b_tensor)
	}

	/// Rank of the update.
	pub fn rank(&self) -> usize {
		self.a.rows()
	}
}

/// Why factors do not make a pair.
#[derive(Debug, thiserror::Error)]
pub enum LoraError {
	/// Shapes and lengths disagree.
	#[error(transparent)]
	Matrix(#[from] MatrixError),
	/// The tensors are not two-dimensional f32.
	#[error(transparent)]
	Tensor(#[from] candle_core::Error),
}

/// Gradients of a pair over a whole step: the chain over tokens runs on from one sequence to the next, so how
/// sequences are grouped does not matter.
#[derive(Default)]
pub struct LoraGradients(Mutex<Sums>);

#[derive(Default)]
struct Sums {
	a: Vec<f32>,
	/// B's gradient, rank × outputs.
	b: Vec<f32>,
}

impl LoraGradients {
	/// Takes the gradients of A (rank × inputs) and B (outputs × rank), leaving none; `None` if there are none.
	pub fn take(&self, rank: usize) -> Option<(Vec<f32>, Vec<f32>)> {
		let sums = std::mem::take(&mut *self.0.lock());
		(!sums.a.is_empty()).then(|| (sums.a, transpose(&sums.b, rank)))
	}
}

/// rank × outputs to outputs × rank.
fn transpose(x: &[f32], rank: usize) -> Vec<f32> {
	let outputs = x.len() / rank;
	let mut out = vec![0.0; x.len()];
	for (j, row) in x.chunks_exact(outputs).enumerate() {
		for (o, value) in row.iter().enumerate() {
			out[o * rank + j] = *value;
		}
	}
	out
}

/// The operator, for a [`crate::Tape`]: takes x and the pair's [`LoraPair::factors`].
pub struct LoraLinear {
	engine: Arc<Engine>,
	weight: Arc<Matrix>,
	pair: Arc<LoraPair>,
	gradients: Option<Arc<LoraGradients>>,
	/// e of the forward pass, tokens × padded rank.
	scaled: OnceLock<Vec<f32>>,
}

impl LoraLinear {
	/// Applies `weight` and `pair`; gradients of the factors go into `gradients` if given.
	pub fn new(
		engine: &Arc<Engine>,
		weight: &Arc<Matrix>,
		pair: &Arc<LoraPair>,
		gradients: Option<&Arc<LoraGradients>>,
	) -> Self {
		Self {
			engine: engine.clone(),
			weight: weight.clone(),
			pair: pair.clone(),
			gradients: gradients.cloned(),
			scaled: OnceLock::new(),
		}
	}

	/// Rank, padded to whole vectors.
	fn padded(&self) -> usize {
		self.pair.rank().next_multiple_of(16)
	}

	fn add_gradients(&self, x: &[f32], dy: &[f32], f: &[f32], sums: &mut Sums) {
		let (rank, padded) = (self.pair.rank(), self.padded());
		let (inputs, outputs) = (self.weight.columns(), self.weight.rows());
		let fresh = sums.a.is_empty();
		sums.a.resize(rank * inputs, 0.0);
		sums.b.resize(rank * outputs, 0.0);
		let e = self.scaled.get().map_or(&[][..], |e| e);
		let outer = |left: &[f32], right: &[f32], width: usize, sum: &mut [f32]| {
			let tokens = right.len() / width;
			let left = Left::columns(left, rank, tokens, padded);
			let right = Right::Rows { values: right, stride: width, depth: tokens };
			// SAFETY: the sum is rank × width.
			unsafe { gemm::product(&self.engine, &[(&left, right)], width, &Shards::new(sum), width, fresh) }
		};
		outer(f, x, inputs, &mut sums.a);
		outer(e, dy, outputs, &mut sums.b);
	}

	/// `x·pᵀ` or `x·p` for a factor p, times the scale: tokens × padded rank, of which the columns beyond the rank mean
	/// nothing.
	fn reduced(&self, x: &Left, factor: Right) -> Vec<f32> {
		let (engine, padded) = (&*self.engine, self.padded());
		// SAFETY: the product writes whole vectors, so every value.
		let mut y = unsafe {
			pool::filled(x.rows * padded, |y| {
				gemm::product(engine, &[(x, factor)], self.pair.rank(), y, padded, true)
			})
		};
		rows::scale(engine.isa(), &mut y, self.pair.scale);
		y
	}
}

impl CustomOp3 for LoraLinear {
	fn name(&self) -> &'static str {
		"lora-linear"
	}

	fn cpu_fwd(
		&self,
		s: &CpuStorage,
		l: &Layout,
		_: &CpuStorage,
		_: &Layout,
		_: &CpuStorage,
		_: &Layout,
	) -> Result<(CpuStorage, Shape)> {
		let (tokens, inputs) = rows_of(l)?;
		let (w, pair) = (&*self.weight, &*self.pair);
		let fits = inputs == w.columns()
			&& pair.a.columns() == inputs
			&& pair.b.rows() == w.rows()
			&& pair.b.columns() == pair.rank()
			&& w.rows().is_multiple_of(32)
			&& inputs.is_multiple_of(32);
		if !fits {
			bail!("the shapes of inputs, weight and LoRA factors do not fit");
		}
		let engine = &*self.engine;
		let (padded, outputs) = (self.padded(), w.rows());
		let x = Left::rows(engine, values(s, l)?, tokens, inputs, inputs);
		let e = self.reduced(&x, Right::outputs(&pair.a));
		let scaled = Left::rows(engine, &e, tokens, pair.rank(), padded);
		let pairs = [(&x, Right::outputs(w)), (&scaled, Right::outputs(&pair.b))];
		// SAFETY: the product writes every value.
		let y = unsafe {
			pool::filled(tokens * outputs, |y| gemm::product(engine, &pairs, outputs, y, outputs, true))
		};
		let _ = self.scaled.set(e);
		Ok((CpuStorage::F32(y), Shape::from((tokens, outputs))))
	}

	fn bwd(
		&self,
		x: &Tensor,
		_: &Tensor,
		_: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
		let (tokens, inputs) = x.dims2()?;
		let engine = &*self.engine;
		let pair = &*self.pair;
		let (padded, rank, outputs) = (self.padded(), pair.rank(), self.weight.rows());
		let mut own = Sums::default();
		let dx = with_values(dy, |dy| {
			let left = Left::rows(engine, dy, tokens, outputs, outputs);
			let f = self.reduced(&left, Right::inputs(&pair.b));
			let scaled = Left::rows(engine, &f, tokens, rank, padded);
			let pairs = [(&left, Right::inputs(&self.weight)), (&scaled, Right::inputs(&pair.a))];
			// SAFETY: the product writes every value.
			let dx = unsafe {
				pool::filled(tokens * inputs, |dx| gemm::product(engine, &pairs, inputs, dx, inputs, true))
			};
			with_values(x, |x| {
				match &self.gradients {
					Some(shared) => self.add_gradients(x, dy, &f, &mut shared.0.lock()),
					None => self.add_gradients(x, dy, &f, &mut own),
				}
				Ok(())
			})?;
			Ok(dx)
		})?;
		let dx = tensor_like(dx, x)?;
		if self.gradients.is_some() {
			return Ok((Some(dx), None, None));
		}
		let da = tensor_like(own.a, &pair.a_tensor)?;
		let db = tensor_like(transpose(&own.b, rank), &pair.b_tensor)?;
		Ok((Some(dx), Some(da), Some(db)))
	}
}

/// A frozen linear with a LoRA update. Backward gives dX and, into `gradients` if given and as ordinary candle gradients
/// of the pair's tensors otherwise, dA and dB. No gradient of the weight is ever computed.
pub fn lora_linear(
	engine: &Arc<Engine>,
	x: &Tensor,
	weight: &Arc<Matrix>,
	pair: &Arc<LoraPair>,
	gradients: Option<&Arc<LoraGradients>>,
) -> Result<Tensor> {
	x.apply_op3(&pair.a_tensor, &pair.b_tensor, LoraLinear::new(engine, weight, pair, gradients))
}
