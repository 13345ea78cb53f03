//! Attention on the processor: one head of one sequence a task, a block of query rows at a time. Where a
//! sequence has a single query row, as in decoding, the heads that share keys and values are the rows of a
//! task: their keys are packed once.
//!
//! Keys beyond a query row enter the products as zeros, which leaves a chain as it is but for the sign of a
//! zero; the +0.0 added at the end makes that the same too. Backward recomputes p for a block of rows: no T ×
//! T matrix is kept.

use super::{
	heads::Heads,
	softmax::{masked_softmax, softmax_backward},
};
use crate::{
	cpu::{
		device::Cpu,
		elementwise,
		isa::Isa,
		micro::{
			self,
			tile::{PANEL, ROWS, Tile},
		},
		shards::{self, Shards},
		transpose,
	},
	math::LANES,
};
use std::ops::Range;

/// The largest number of query rows whose scores exist at a time.
const MAX_BLOCK_ROWS: usize = 8 * ROWS;
/// The number of scores that exist at a time, unless a tile of rows has more: probabilities and their
/// gradients stay in the second-level cache.
const BLOCK_SCORES: usize = 64 << 10;
/// The number of keys in a task that adds up gradients.
const GATHERED_KEYS: usize = 64;

/// One head of one sequence.
struct Head<'a> {
	cpu: &'a Cpu,
	q: &'a [f32],
	q_stride: usize,
	k: &'a [f32],
	v: &'a [f32],
	kv_stride: usize,
	rows: usize,
	keys: usize,
	size: usize,
	scale: f32,
	/// The number of latest keys that a row sees.
	window: usize,
	/// The number of keys of the sequence that no row sees, which come before the others.
	skipped: usize,
	/// Whether the rows are heads of the same query row, which see the same keys.
	level: bool,
}

/// Packs keys (or values) like a weight matrix: panels of 32 keys, within a panel 32 values for each place of
/// the head.
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
	/// Returns the place behind the last key that query row `i` sees.
	fn seen(&self, i: usize) -> usize {
		if self.level { self.keys } else { self.keys - self.rows + i + 1 }
	}

	/// Returns the first key that query row `i` sees.
	fn first(&self, i: usize) -> usize {
		self.seen(i).saturating_sub(self.window)
	}

	/// Returns the keys that query row `i` sees, then up to 15 places that complete whole vectors.
	fn padded(&self, i: usize) -> Range<usize> {
		let first = self.first(i);
		first..first + (self.seen(i) - first).next_multiple_of(LANES)
	}

	/// Returns the distance of two rows of scores: whole panels and, lest rows lie whole pages apart, a
	/// vector more.
	fn width(&self) -> usize {
		self.keys.next_multiple_of(PANEL) + 16
	}

	/// Returns the number of query rows whose scores exist at a time, whole tiles.
	fn block(&self) -> usize {
		(BLOCK_SCORES / self.width()).clamp(ROWS, MAX_BLOCK_ROWS) / ROWS * ROWS
	}

	/// Computes `out[r][j] = a[r] · keys[j]` for rows `first..first + count` of `a` and the keys that any of
	/// them sees.
	fn scores(&self, a: &[f32], stride: usize, first: usize, count: usize, packed: &[f32], out: &mut [f32]) {
		let width = self.width();
		for row in (0..count).step_by(ROWS) {
			let height = ROWS.min(count - row);
			for p in self.first(first + row) / PANEL..self.seen(first + row + height - 1).div_ceil(PANEL) {
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
				unsafe { micro::run(self.cpu.isa(), height, 2, &tile) };
			}
		}
	}

	/// Writes the probabilities of rows `first..first + count`, in rows of padded width: zero where a row
	/// sees nothing, from the first key that any of them sees to the last.
	fn probabilities(&self, first: usize, count: usize, packed: &[f32], out: &mut [f32]) {
		self.scores(self.q, self.q_stride, first, count, packed, out);
		let (start, last) = (self.first(first), self.seen(first + count - 1));
		for (r, row) in out.chunks_exact_mut(self.width()).enumerate().take(count) {
			let (seen, own) = (self.seen(first + r), self.padded(first + r));
			// Whole vectors: e^−∞ is the +0.0 that belongs there, and adds nothing to the sum.
			row[seen..own.end].fill(f32::NEG_INFINITY);
			masked_softmax(self.cpu.isa(), &mut row[own.clone()], own.end - seen, self.scale);
			row[start..own.start].fill(0.0);
			row[own.end.min(last)..last].fill(0.0);
		}
	}

	/// Computes `c[r] = Σ over j of p[r][j] · b[j]` for `count` rows of `p`, whose first is row `first` of
	/// the head, and the keys that each tile of rows sees.
	///
	/// # Safety
	/// `c` points to `count` rows of a head's values, `c_step` apart, that belong to the calling task.
	unsafe fn mix(&self, p: &[f32], first: usize, count: usize, b: &[f32], c: *mut f32, c_step: usize) {
		// SAFETY: the callers' promise above covers every access of the body.
		unsafe {
			let width = self.width();
			for row in (0..count).step_by(ROWS) {
				let height = ROWS.min(count - row);
				let (from, seen) = (self.first(first + row), self.seen(first + row + height - 1));
				for d in (0..self.size).step_by(PANEL) {
					let tile = Tile {
						depth: seen - from,
						a: p[row * width + from..].as_ptr(),
						a_row: width,
						a_step: 1,
						b: b[from * self.kv_stride + d..].as_ptr(),
						b_step: self.kv_stride,
						c: c.add(row * c_step + d),
						c_step,
						fresh: true,
					};
					let vectors = ((self.size - d) / 16).min(2);
					micro::run(self.cpu.isa(), height, vectors, &tile);
				}
			}
		}
	}

	/// Computes `c[j] += Σ over rows r of p[r][j] · b[r]` for `count` rows of `p`, whose first is row `first`
	/// of the head; C is keys × size.
	///
	/// A tile of keys begins with the first row that sees any of them: up to there its sums are +0.0 and the
	/// probabilities are zero, so nothing is left out. It ends with the last such row. A zero between them
	/// may turn −0 into +0, which [`gather`] does too.
	fn scatter(&self, p: &[f32], first: usize, count: usize, b: &[f32], b_step: usize, c: &mut [f32]) {
		let keys = self.seen(first + count - 1);
		for j in (self.first(first)..keys).step_by(ROWS) {
			let height = ROWS.min(keys - j);
			let skipped = (j + 1).saturating_sub(self.seen(first));
			let end = (j + height).saturating_add(self.window) - self.seen(first);
			for d in (0..self.size).step_by(PANEL) {
				let tile = Tile {
					depth: end.min(count) - skipped,
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
				unsafe { micro::run(self.cpu.isa(), height, vectors, &tile) };
			}
		}
	}

	/// Writes this head of the output, whose rows are `stride` apart.
	///
	/// # Safety
	/// `y` points to as many rows of a head's values as there are query rows, which belong to the calling
	/// task.
	unsafe fn forward(&self, y: *mut f32, stride: usize) {
		// SAFETY: the callers' promise above covers every access of the body.
		unsafe {
			let packed = pack_keys(self.cpu.isa(), self.k, self.kv_stride, self.keys, self.size);
			let block = self.block();
			let mut p = vec![0.0; block.min(self.rows) * self.width()];
			for first in (0..self.rows).step_by(block) {
				let count = block.min(self.rows - first);
				self.probabilities(first, count, &packed, &mut p);
				let y = y.add(first * stride);
				self.mix(&p, first, count, self.v, y, stride);
				clear_signs(y, count, stride, self.size);
			}
		}
	}

	/// Writes the gradients of this head: dQ into rows as far apart as those of Q, dK and dV as keys × size.
	///
	/// # Safety
	/// `dq` points to as many rows of a head's values as there are query rows, which belong to the calling
	/// task.
	unsafe fn backward(&self, dy: &[f32], dq: *mut f32, dk: &mut [f32], dv: &mut [f32]) {
		// SAFETY: the callers' promise above covers every access of the body.
		unsafe {
			let width = self.width();
			let packed_k = pack_keys(self.cpu.isa(), self.k, self.kv_stride, self.keys, self.size);
			let packed_v = pack_keys(self.cpu.isa(), self.v, self.kv_stride, self.keys, self.size);
			let block = self.block();
			let mut p = vec![0.0; block.min(self.rows) * width];
			let mut ds = p.clone();
			for first in (0..self.rows).step_by(block) {
				let count = block.min(self.rows - first);
				let (start, last) = (self.first(first), self.seen(first + count - 1));
				self.probabilities(first, count, &packed_k, &mut p);
				self.scores(dy, self.q_stride, first, count, &packed_v, &mut ds);
				for r in 0..count {
					let (seen, own) = (self.seen(first + r), self.padded(first + r));
					let (p, ds) = (&p[r * width..][..width], &mut ds[r * width..][..width]);
					ds[seen..own.end].fill(0.0);
					softmax_backward(self.cpu.isa(), &p[own.clone()], &mut ds[own.clone()], self.scale);
					ds[start..own.start].fill(0.0);
					ds[seen..own.end.max(last)].fill(0.0);
				}
				let dq = dq.add(first * self.q_stride);
				self.mix(&ds, first, count, self.k, dq, self.q_stride);
				clear_signs(dq, count, self.q_stride, self.size);
				self.scatter(&ds, first, count, &self.q[first * self.q_stride..], self.q_stride, dk);
				self.scatter(&p, first, count, &dy[first * self.q_stride..], self.q_stride, dv);
			}
		}
	}
}

/// Adds +0.0 to `count` rows of `size` values: −0 becomes +0, everything else stays.
///
/// # Safety
/// `y` points to these rows, `stride` apart, which are initialised and belong to the calling task.
unsafe fn clear_signs(y: *mut f32, count: usize, stride: usize, size: usize) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe {
		for row in 0..count {
			for value in std::slice::from_raw_parts_mut(y.add(row * stride), size) {
				*value += 0.0;
			}
		}
	}
}

/// Runs `f` for every head of every sequence: (task number, the head, offset of its first query value).
fn each_head(cpu: &Cpu, h: &Heads, [q, k, v]: [&[f32]; 3], f: &(dyn Fn(usize, Head, usize) + Sync)) {
	let (q_stride, kv_stride) = (h.queries * h.size, h.keys * h.size);
	let starts = h.starts();
	let work: usize = h.sequences.iter().map(|&(rows, keys)| rows * keys * q_stride).sum();
	cpu.run(starts.len() * h.queries, work, &|task| {
		let (sequence, head) = (task / h.queries, task % h.queries);
		let (rows, keys) = h.sequences[sequence];
		if rows == 0 {
			return;
		}
		let (first, first_key) = starts[sequence];
		let at = first * q_stride + head * h.size;
		let window = h.window.unwrap_or(usize::MAX);
		let skipped = keys.saturating_sub(window.saturating_add(rows - 1));
		let kv_at = (first_key + skipped) * kv_stride + head / (h.queries / h.keys) * h.size;
		let part = Head {
			cpu,
			q: &q[at..],
			q_stride,
			k: &k[kv_at..],
			v: &v[kv_at..],
			kv_stride,
			rows,
			keys: keys - skipped,
			size: h.size,
			scale: (1.0 / (h.divisor as f64).sqrt()) as f32,
			window,
			skipped,
			level: false,
		};
		f(task, part, at);
	});
}

/// Runs `f` for the query heads of each key-value head, each sequence of one query row: (the heads as rows,
/// offset of the first one's query values).
fn each_group(cpu: &Cpu, h: &Heads, [q, k, v]: [&[f32]; 3], f: &(dyn Fn(Head, usize) + Sync)) {
	let (group, kv_stride) = (h.queries / h.keys, h.keys * h.size);
	let starts = h.starts();
	let keys: usize = h.sequences.iter().map(|(_, keys)| keys).sum();
	cpu.run(starts.len() * h.keys, keys * h.queries * h.size, &|task| {
		let (sequence, head) = (task / h.keys, task % h.keys);
		let ((first, first_key), keys) = (starts[sequence], h.sequences[sequence].1);
		let at = (first * h.queries + head * group) * h.size;
		let skipped = keys - keys.min(h.window.unwrap_or(usize::MAX));
		let kv_at = (first_key + skipped) * kv_stride + head * h.size;
		let part = Head {
			cpu,
			q: &q[at..],
			q_stride: h.size,
			k: &k[kv_at..],
			v: &v[kv_at..],
			kv_stride,
			rows: group,
			keys: keys - skipped,
			size: h.size,
			scale: (1.0 / (h.divisor as f64).sqrt()) as f32,
			window: usize::MAX,
			skipped,
			level: true,
		};
		f(part, at);
	});
}

/// Returns y for operands q, k and v.
pub(super) fn forward(cpu: &Cpu, h: &Heads, operands: [&[f32]; 3]) -> Vec<f32> {
	let heads = |y: &Shards<f32>| {
		if h.sequences.iter().all(|(rows, _)| *rows == 1) {
			// SAFETY: the heads of a row lie within y, which is shaped like q, and no other task has them.
			return each_group(cpu, h, operands, &|heads, at| unsafe {
				heads.forward(y.ptr().add(at), h.size)
			});
		}
		let stride = h.queries * h.size;
		each_head(cpu, h, operands, &|_, head, at| {
			// SAFETY: the head's rows lie within y, which is shaped like q, and no other task has them.
			unsafe { head.forward(y.ptr().add(at), stride) }
		});
	};
	// SAFETY: together the heads write every row of every sequence.
	unsafe { shards::filled(operands[0].len(), heads) }
}

/// Returns dq, dk and dv for operands q, k and v.
pub(super) fn backward(cpu: &Cpu, h: &Heads, operands: [&[f32]; 3], dy: &[f32]) -> [Vec<f32>; 3] {
	let total_keys = operands[1].len() / (h.keys * h.size);
	let starts = h.starts();
	let mut dk_parts = vec![0.0; h.queries * total_keys * h.size];
	let mut dv_parts = dk_parts.clone();
	let (dks, dvs) = (Shards::new(&mut dk_parts), Shards::new(&mut dv_parts));
	let heads = |dq: &Shards<f32>| {
		each_head(cpu, h, operands, &|task, head, at| {
			let (sequence, index) = (task / h.queries, task % h.queries);
			let start = (index * total_keys + starts[sequence].1 + head.skipped) * h.size;
			let length = head.keys * h.size;
			// SAFETY: these places are those of one head of one sequence, which no other task has; dk and dv
			// are initialised.
			unsafe {
				let (dk, dv) = (dks.slice(start, length), dvs.slice(start, length));
				head.backward(&dy[at..], dq.ptr().add(at), dk, dv);
			}
		});
	};
	// SAFETY: together the heads write every row of every sequence.
	let dq = unsafe { shards::filled(operands[0].len(), heads) };
	[dq, gather(cpu, h, &dk_parts, total_keys), gather(cpu, h, &dv_parts, total_keys)]
}

/// Adds up the gradients of the query heads that share a key-value head, in their order, from +0.0. Parts lie
/// by head, then by key.
fn gather(cpu: &Cpu, h: &Heads, parts: &[f32], total_keys: usize) -> Vec<f32> {
	let (group, stride) = (h.queries / h.keys, h.keys * h.size);
	cpu.strips(total_keys * stride, GATHERED_KEYS * stride, parts.len(), |start, out| {
		for (key, out) in (start / stride..).zip(out.chunks_exact_mut(stride)) {
			for head in 0..h.queries {
				let from = &parts[(head * total_keys + key) * h.size..][..h.size];
				elementwise::add_to(cpu.isa(), from, &mut out[head / group * h.size..][..h.size]);
			}
		}
	})
}
