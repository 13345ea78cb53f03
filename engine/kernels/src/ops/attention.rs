//! Causal attention with grouped key-value heads, over one or several sequences laid end to end.
//!
//! For query row i of a sequence and each key j ≤ i: s[j] = chain over the head of q·k, p = softmax(s · scale), y = chain over j
//! of p[j]·v[j]. Keys beyond i enter the products as zeros, which leaves a chain as it is but for the sign of a zero;
//! adding +0.0 at the end makes that the same too, so that a row does not depend on how many rows come after it.
//! Backward recomputes p for a block of rows at a time: no T × T matrix is kept.

use super::{rows_of, tensor_like, values, with_values};
use crate::{
	math::LANES,
	micro::{self, Tile, PANEL, ROWS},
	pool::{self, Shards},
	rows, transpose, Engine, Isa,
};
use candle_core::{bail, CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};
use std::sync::Arc;

/// Most query rows whose scores exist at a time.
const BLOCK: usize = 8 * ROWS;
/// Scores that exist at a time, unless a tile of rows has more: probabilities and their gradients stay in the second-level
/// cache.
const SCORES: usize = 64 << 10;

/// Heads, and how the rows of the operands fall into sequences.
#[derive(Clone, Debug)]
pub struct Heads {
	/// Query heads.
	pub queries: usize,
	/// Key-value heads; divides the query heads.
	pub keys: usize,
	/// Values in a head, a multiple of 16.
	pub size: usize,
	/// For each sequence, its number of query rows and of key rows. Query rows are the last ones of
	/// their sequence: with a cache, there are more keys than queries.
	pub sequences: Arc<[(usize, usize)]>,
}

/// One head of one sequence.
struct Head<'a> {
	engine: &'a Engine,
	q: &'a [f32],
	q_stride: usize,
	k: &'a [f32],
	v: &'a [f32],
	kv_stride: usize,
	rows: usize,
	keys: usize,
	size: usize,
	scale: f32,
}

/// Keys (or values) packed as a weight matrix: panels of 32 keys, within a panel 32 values for each place of the head.
fn pack_keys(isa: Isa, k: &[f32], stride: usize, keys: usize, size: usize) -> Vec<f32> {
	let mut packed = vec![0.0; keys.next_multiple_of(PANEL) * size];
	for (p, panel) in packed.chunks_exact_mut(PANEL * size).enumerate() {
		let rows = PANEL.min(keys - p * PANEL);
		for d in (0..size).step_by(PANEL) {
			let from = &k[p * PANEL * stride + d..];
			let columns = PANEL.min(size - d);
			transpose::square(isa, from, stride, &mut panel[d * PANEL..], PANEL, (rows, columns));
		}
	}
	packed
}

impl Head<'_> {
	/// Keys that query row `i` sees.
	fn seen(&self, i: usize) -> usize {
		self.keys - self.rows + i + 1
	}

	/// Distance of two rows of scores: whole panels and, lest rows lie whole pages apart, a vector more.
	fn width(&self) -> usize {
		self.keys.next_multiple_of(PANEL) + 16
	}

	/// Query rows whose scores exist at a time, whole tiles.
	fn block(&self) -> usize {
		(SCORES / self.width()).clamp(ROWS, BLOCK) / ROWS * ROWS
	}

	/// `out[r][j] = a[r] · keys[j]` for rows `first..first + count` of `a` and the keys that the last of them sees.
	fn scores(&self, a: &[f32], stride: usize, first: usize, count: usize, packed: &[f32], out: &mut [f32]) {
		let width = self.width();
		for row in (0..count).step_by(ROWS) {
			let height = ROWS.min(count - row);
			for p in 0..self.seen(first + row + height - 1).div_ceil(PANEL) {
				let tile = Tile {
					depth: self.size,
					a: a[(first + row) * stride..].as_ptr(),
					a_row: stride,
					a_step: 1,
					b: packed[p * PANEL * self.size..].as_ptr(),
					b_step: PANEL,
					c: out[row * width + p * PANEL..].as_mut_ptr(),
					c_step: width,
					fresh: true,
				};
				// SAFETY: `a` has the rows, `packed` whole panels, and `out` rows of whole panels.
				unsafe { micro::run(self.engine.isa(), height, 2, &tile) };
			}
		}
	}

	/// Probabilities of rows `first..first + count`, zero beyond what each row sees, in rows of padded width.
	fn probabilities(&self, first: usize, count: usize, packed: &[f32], out: &mut [f32]) {
		self.scores(self.q, self.q_stride, first, count, packed, out);
		let last = self.seen(first + count - 1);
		for (r, row) in out.chunks_exact_mut(self.width()).enumerate().take(count) {
			let seen = self.seen(first + r);
			// Whole vectors: e^−∞ is the +0.0 that belongs there, and adds nothing to the sum.
			let whole = seen.next_multiple_of(LANES);
			row[seen..whole].fill(f32::NEG_INFINITY);
			rows::softmax(self.engine.isa(), &mut row[..whole], self.scale);
			row[whole.min(last)..last].fill(0.0);
		}
	}

	/// `c[r] = Σ over j of p[r][j] · b[j]` for `count` rows of `p`, whose first is row `first` of the head, and the keys that each
	/// tile of rows sees.
	fn mix(&self, p: &[f32], first: usize, count: usize, b: &[f32], c: *mut f32, c_step: usize) {
		let width = self.width();
		for row in (0..count).step_by(ROWS) {
			let height = ROWS.min(count - row);
			for d in (0..self.size).step_by(PANEL) {
				let tile = Tile {
					depth: self.seen(first + row + height - 1),
					a: p[row * width..].as_ptr(),
					a_row: width,
					a_step: 1,
					b: b[d..].as_ptr(),
					b_step: self.kv_stride,
					// SAFETY: the rows and the head lie within the output.
					c: unsafe { c.add(row * c_step + d) },
					c_step,
					fresh: true,
				};
				let vectors = ((self.size - d) / 16).min(2);
				// SAFETY: `b` has `keys` rows of `kv_stride`; this task owns its rows of the output.
				unsafe { micro::run(self.engine.isa(), height, vectors, &tile) };
			}
		}
	}

	/// `c[j] += Σ over rows r of p[r][j] · b[r]` for `count` rows of `p`, whose first is row `first` of the head; C is
	/// keys × size. A tile of keys begins with the first row that sees any of them: up to there its sums are +0.0 and the
	/// probabilities are zero, so nothing is left out.
	fn scatter(&self, p: &[f32], first: usize, count: usize, b: &[f32], b_step: usize, c: &mut [f32]) {
		let keys = self.seen(first + count - 1);
		for j in (0..keys).step_by(ROWS) {
			let skipped = (j + 1).saturating_sub(self.seen(first));
			for d in (0..self.size).step_by(PANEL) {
				let tile = Tile {
					depth: count - skipped,
					a: p[skipped * self.width() + j..].as_ptr(),
					a_row: 1,
					a_step: self.width(),
					b: b[skipped * b_step + d..].as_ptr(),
					b_step,
					c: c[j * self.size + d..].as_mut_ptr(),
					c_step: self.size,
					fresh: false,
				};
				let vectors = ((self.size - d) / 16).min(2);
				// SAFETY: P has `count` rows of at least `keys`, B `count` rows, C `keys` rows.
				unsafe { micro::run(self.engine.isa(), ROWS.min(keys - j), vectors, &tile) };
			}
		}
	}

	/// Writes this head of the output, whose rows are `stride` apart.
	fn forward(&self, y: *mut f32, stride: usize) {
		let packed = pack_keys(self.engine.isa(), self.k, self.kv_stride, self.keys, self.size);
		let block = self.block();
		let mut p = vec![0.0; block.min(self.rows) * self.width()];
		for first in (0..self.rows).step_by(block) {
			let count = block.min(self.rows - first);
			self.probabilities(first, count, &packed, &mut p);
			// SAFETY: rows `first..first + count` of this head belong to this task.
			unsafe {
				let y = y.add(first * stride);
				self.mix(&p, first, count, self.v, y, stride);
				clear_signs(y, count, stride, self.size);
			}
		}
	}

	/// Gradients of this head: dQ into rows `stride` apart, dK and dV as keys × size.
	fn backward(&self, dy: &[f32], dq: *mut f32, dk: &mut [f32], dv: &mut [f32]) {
		let width = self.width();
		let packed_k = pack_keys(self.engine.isa(), self.k, self.kv_stride, self.keys, self.size);
		let packed_v = pack_keys(self.engine.isa(), self.v, self.kv_stride, self.keys, self.size);
		let block = self.block();
		let mut p = vec![0.0; block.min(self.rows) * width];
		let mut ds = p.clone();
		for first in (0..self.rows).step_by(block) {
			let count = block.min(self.rows - first);
			let keys = self.seen(first + count - 1);
			self.probabilities(first, count, &packed_k, &mut p);
			self.scores(dy, self.q_stride, first, count, &packed_v, &mut ds);
			for r in 0..count {
				let seen = self.seen(first + r);
				let whole = seen.next_multiple_of(LANES);
				let (p, ds) = (&p[r * width..][..width], &mut ds[r * width..][..width]);
				ds[seen..whole].fill(0.0);
				rows::softmax_backward(self.engine.isa(), &p[..whole], &mut ds[..whole], self.scale);
				ds[seen..whole.max(keys)].fill(0.0);
			}
			// SAFETY: rows `first..first + count` of this head belong to this task.
			unsafe {
				let dq = dq.add(first * self.q_stride);
				self.mix(&ds, first, count, self.k, dq, self.q_stride);
				clear_signs(dq, count, self.q_stride, self.size);
			}
			self.scatter(&ds, first, count, &self.q[first * self.q_stride..], self.q_stride, dk);
			self.scatter(&p, first, count, &dy[first * self.q_stride..], self.q_stride, dv);
		}
	}
}

/// Adds +0.0 to `count` rows of `size` values: −0 becomes +0, everything else stays.
unsafe fn clear_signs(y: *mut f32, count: usize, stride: usize, size: usize) {
	for row in 0..count {
		for value in std::slice::from_raw_parts_mut(y.add(row * stride), size) {
			*value += 0.0;
		}
	}
}

/// The operator, for a [`crate::Tape`].
pub struct Attention {
	engine: Arc<Engine>,
	heads: Heads,
}

impl Attention {
	/// Takes queries, keys and values.
	pub fn new(engine: &Arc<Engine>, heads: &Heads) -> Self {
		Self { engine: engine.clone(), heads: heads.clone() }
	}

	fn check(&self, q: (usize, usize), k: (usize, usize), v: (usize, usize)) -> Result<()> {
		let h = &self.heads;
		let whole = h.keys > 0
			&& h.queries.is_multiple_of(h.keys)
			&& h.size.is_multiple_of(16)
			&& (16..=256).contains(&h.size);
		let rows: usize = h.sequences.iter().map(|s| s.0).sum();
		let keys: usize = h.sequences.iter().map(|s| s.1).sum();
		let ordered = h.sequences.iter().all(|&(rows, keys)| rows <= keys);
		if !whole || !ordered || q != (rows, h.queries * h.size) || k != (keys, h.keys * h.size) || v != k {
			bail!("attention of {h:?} got q {q:?}, k {k:?}, v {v:?}");
		}
		Ok(())
	}

	/// First query row, first key row of each sequence.
	fn starts(&self) -> Vec<(usize, usize)> {
		let mut at = (0, 0);
		self.heads
			.sequences
			.iter()
			.map(|&(rows, keys)| {
				let start = at;
				at = (at.0 + rows, at.1 + keys);
				start
			})
			.collect()
	}

	/// Query-key pairs that are not masked, times the values of all heads: the fmas of one product.
	fn pairs(&self) -> usize {
		let h = &self.heads;
		let seen = |&(rows, keys): &(usize, usize)| rows * (keys - rows) + rows * (rows + 1) / 2;
		h.sequences.iter().map(seen).sum::<usize>() * h.queries * h.size
	}

	/// Runs `f` for every head of every sequence: (task number, the head, offset of its first query value).
	fn each_head(&self, q: &[f32], k: &[f32], v: &[f32], f: &(dyn Fn(usize, Head, usize) + Sync)) {
		let h = &self.heads;
		let (q_stride, kv_stride) = (h.queries * h.size, h.keys * h.size);
		let starts = self.starts();
		let work: usize = h.sequences.iter().map(|&(rows, keys)| rows * keys * q_stride).sum();
		self.engine.run(starts.len() * h.queries, work, &|task| {
			let (sequence, head) = (task / h.queries, task % h.queries);
			let (rows, keys) = h.sequences[sequence];
			if rows == 0 {
				return;
			}
			let (first, first_key) = starts[sequence];
			let at = first * q_stride + head * h.size;
			let kv_at = first_key * kv_stride + head / (h.queries / h.keys) * h.size;
			let part = Head {
				engine: &self.engine,
				q: &q[at..],
				q_stride,
				k: &k[kv_at..],
				v: &v[kv_at..],
				kv_stride,
				rows,
				keys,
				size: h.size,
				scale: (1.0 / (h.size as f64).sqrt()) as f32,
			};
			f(task, part, at);
		});
	}

	/// Adds up the gradients of the query heads that share a key-value head, in their order, from +0.0. Parts lie by head,
	/// then by key.
	fn gather(&self, parts: &[f32], total_keys: usize) -> Vec<f32> {
		const KEYS: usize = 64;
		let h = &self.heads;
		let (group, stride) = (h.queries / h.keys, h.keys * h.size);
		self.engine.strips(total_keys * stride, KEYS * stride, parts.len(), |start, out| {
			for (key, out) in (start / stride..).zip(out.chunks_exact_mut(stride)) {
				for head in 0..h.queries {
					let from = &parts[(head * total_keys + key) * h.size..][..h.size];
					rows::add_to(self.engine.isa(), from, &mut out[head / group * h.size..][..h.size]);
				}
			}
		})
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
		self.check(rows_of(l1)?, rows_of(l2)?, rows_of(l3)?)?;
		let (q, k, v) = (values(s1, l1)?, values(s2, l2)?, values(s3, l3)?);
		let stride = self.heads.queries * self.heads.size;
		self.engine.count(2 * 2 * self.pairs());
		// SAFETY: heads do not overlap, and together they write every row of every sequence.
		let y = unsafe {
			pool::filled(q.len(), |y| {
				self.each_head(q, k, v, &|_, head, at| head.forward(y.ptr().add(at), stride))
			})
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
		let h = &self.heads;
		let total_keys = k.dim(0)?;
		let starts = self.starts();
		let mut dk_parts = vec![0.0; h.queries * total_keys * h.size];
		let mut dv_parts = dk_parts.clone();
		// Scores again, dP, dQ, dK and dV.
		self.engine.count(5 * 2 * self.pairs());
		let dq = with_values(q, |q| {
			with_values(k, |k| {
				with_values(v, |v| {
					with_values(dy, |dy| {
						let (dks, dvs) = (Shards::new(&mut dk_parts), Shards::new(&mut dv_parts));
						let head = |dq: *mut f32, task: usize, head: Head, at: usize| {
							let (sequence, index) = (task / h.queries, task % h.queries);
							let start = (index * total_keys + starts[sequence].1) * h.size;
							let length = head.keys * h.size;
							// SAFETY: places of different heads and sequences do not overlap.
							let (dq, dk, dv) =
								unsafe { (dq.add(at), dks.slice(start, length), dvs.slice(start, length)) };
							head.backward(&dy[at..], dq, dk, dv);
						};
						// SAFETY: together the heads write every row of every sequence.
						Ok(unsafe {
							pool::filled(q.len(), |dq| {
								self.each_head(q, k, v, &|task, part, at| head(dq.ptr(), task, part, at))
							})
						})
					})
				})
			})
		})?;
		let dk = self.gather(&dk_parts, total_keys);
		let dv = self.gather(&dv_parts, total_keys);
		Ok((Some(tensor_like(dq, q)?), Some(tensor_like(dk, k)?), Some(tensor_like(dv, v)?)))
	}
}

/// Causal attention: rows of `q` (tokens × query heads · size) over rows of `k` and `v` (tokens × key heads · size).
pub fn attention(engine: &Arc<Engine>, q: &Tensor, k: &Tensor, v: &Tensor, heads: &Heads) -> Result<Tensor> {
	q.apply_op3(k, v, Attention::new(engine, heads))
}
