//! Causal attention with grouped key-value heads, over one or several sequences laid end to end.
//!
//! For query row i of a sequence of K keys and Q query rows, and each key j ≤ i + K − Q (with a window of W,
//! of these the last W, and rows of scores begin with the first of them):
//!
//! - `s[j]` is the fma chain over the head of `q[d]·k[j][d]`, `p = softmax(s·scale)`, and `y[d]` = (the chain
//!   over j, ascending, of `p[j]·v[j][d]`) + (+0.0). The scale is 1 ÷ √D in binary64, narrowed. The last sum
//!   turns −0 into +0, so that a row does not depend on how many rows come after it.
//! - softmax: `z = s·scale`, `w = exp(z − max(z))`, `p = w ÷ sum(w)`, the sum a [`crate::math::sum`]. A score
//!   that overflowed, −∞ included, makes the whole row NaN.
//! - Backwards `dp[j]` is the chain of `dy[d]·v[j][d]`, `m = dot(p, dp)`, `ds[j] = (p[j]·(dp[j] − m))·scale`,
//!   and `dq[d]` = (the chain over j of `ds[j]·k[j][d]`) + (+0.0).
//! - A query head's part of `dk[j][d]` is the chain over the query rows i that see key j, ascending, of
//!   `ds[i][j]·q[i][d]`; its part of `dv[j][d]` is that of `p[i][j]·dy[i][d]`. The parts of the heads that
//!   share a key-value head are added in order, from +0.0.
//!
//! Shapes: q and y are query rows × query heads·D, k and v are key rows × key-value heads·D, with D a
//! multiple of 16 up to 256. See [`Heads`].

mod cpu;
pub(crate) mod heads;
pub(crate) mod softmax;

use super::tensors::{rows_of, tensor_like, values, with_values};
use crate::{backend::Backend, engine::Engine};
use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use heads::Heads;
use std::sync::Arc;

/// The attention, for a [`crate::Tape`].
pub struct Attention {
	engine: Arc<Engine>,
	heads: Heads,
}

impl Attention {
	/// Makes the operator. Its operands are queries, keys and values.
	pub fn new(engine: &Arc<Engine>, heads: &Heads) -> Self {
		Self { engine: engine.clone(), heads: heads.clone() }
	}

	/// Counts a number of products of all pairs that are not masked.
	fn count(&self, products: usize) {
		self.engine.count(products * 2 * self.heads.pairs());
	}
}

impl CustomOp3 for Attention {
	fn name(&self) -> &'static str {
		"attention"
	}

	fn cpu_fwd(
		&self,
		s1: &CpuStorage,
		l1: &Layout,
		s2: &CpuStorage,
		l2: &Layout,
		s3: &CpuStorage,
		l3: &Layout,
	) -> Result<(CpuStorage, Shape)> {
		self.heads.check(rows_of(l1)?, rows_of(l2)?, rows_of(l3)?)?;
		let operands = [values(s1, l1)?, values(s2, l2)?, values(s3, l3)?];
		self.count(2);
		let y = match self.engine.backend() {
			Backend::Cpu(cpu) => cpu::forward(cpu, &self.heads, operands),
		};
		Ok((CpuStorage::F32(y), l1.shape().clone()))
	}

	fn bwd(
		&self,
		q: &Tensor,
		k: &Tensor,
		v: &Tensor,
		_: &Tensor,
		dy: &Tensor,
	) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
		// Scores again, dp, dq, dk and dv.
		self.count(5);
		let [dq, dk, dv] = with_values(q, |q_values| {
			with_values(k, |k| {
				with_values(v, |v| {
					with_values(dy, |dy| match self.engine.backend() {
						Backend::Cpu(cpu) => Ok(cpu::backward(cpu, &self.heads, [q_values, k, v], dy)),
					})
				})
			})
		})?;
		Ok((Some(tensor_like(dq, q)?), Some(tensor_like(dk, k)?), Some(tensor_like(dv, v)?)))
	}
}

/// Applies causal attention: rows of `q` (tokens × query heads · size) over rows of `k` and `v` (tokens × key
/// heads · size).
pub fn attention(engine: &Arc<Engine>, q: &Tensor, k: &Tensor, v: &Tensor, heads: &Heads) -> Result<Tensor> {
	q.apply_op3(k, v, Attention::new(engine, heads))
}
