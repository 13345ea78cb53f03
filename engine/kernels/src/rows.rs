//! Element-wise and row-wise arithmetic on slices. Each formula is written once and compiled for every instruction set.

use crate::{
	isa::every_isa,
	math::{self, dot, exp, sigmoid},
};

every_isa! {
	/// y = (x · r) · w with r = 1 / √(Σx²/n + ε).
	pub fn rms_norm(x: &[f32], w: &[f32], eps: f32, y: &mut [f32]) {
		let r = 1.0 / (dot(x, x) / x.len() as f32 + eps).sqrt();
		for i in 0..x.len() {
			y[i] = (x[i] * r) * w[i];
		}
	}
}

every_isa! {
	/// Gradient of [`rms_norm`] with respect to x: with g = dy · w and s = Σ g·x, dx = g · r − x · (r³ · s / n).
	pub fn rms_norm_backward(x: &[f32], w: &[f32], eps: f32, dy: &[f32], dx: &mut [f32]) {
		let n = x.len() as f32;
		let r = 1.0 / (dot(x, x) / n + eps).sqrt();
		for i in 0..x.len() {
			dx[i] = dy[i] * w[i];
		}
		let scale = r * r * r * dot(dx, x) / n;
		for i in 0..x.len() {
			dx[i] = (-x[i]).mul_add(scale, dx[i] * r);
		}
	}
}

every_isa! {
	/// Rotates the pairs (x[i], x[i + d/2]) of each head of a row by the angles whose cosines and sines are given; `sign`
	/// is 1 forwards and −1 backwards.
	pub fn rope(x: &[f32], cos: &[f32], sin: &[f32], sign: f32, y: &mut [f32]) {
		let half = cos.len();
		for (x, y) in x.chunks_exact(2 * half).zip(y.chunks_exact_mut(2 * half)) {
			let (x1, x2) = x.split_at(half);
			let (y1, y2) = y.split_at_mut(half);
			for i in 0..half {
				let s = sin[i] * sign;
				y1[i] = x1[i].mul_add(cos[i], -(x2[i] * s));
				y2[i] = x2[i].mul_add(cos[i], x1[i] * s);
			}
		}
	}
}

every_isa! {
	/// y = g · sigmoid(g) · u.
	pub fn swiglu(g: &[f32], u: &[f32], y: &mut [f32]) {
		for i in 0..y.len() {
			y[i] = g[i] * sigmoid(g[i]) * u[i];
		}
	}
}

every_isa! {
	/// Gradients of [`swiglu`]: du = dy · g·σ, dg = dy · u · (σ · (1 + g · (1 − σ))).
	pub fn swiglu_backward(g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]) {
		for i in 0..dy.len() {
			let s = sigmoid(g[i]);
			du[i] = dy[i] * (g[i] * s);
			dg[i] = dy[i] * u[i] * (s * g[i].mul_add(1.0 - s, 1.0));
		}
	}
}

every_isa! {
	/// Replaces scores by softmax(scores · scale): e^(z − max) ÷ their sum.
	pub fn softmax(row: &mut [f32], scale: f32) {
		for x in row.iter_mut() {
			*x *= scale;
		}
		let top = math::max(row);
		for x in row.iter_mut() {
			*x = exp(*x - top);
		}
		let total = math::sum(row);
		for x in row.iter_mut() {
			*x /= total;
		}
	}
}

every_isa! {
	/// Cross-entropy of one row of logits, −ln softmax[target]; the row becomes softmax − one-hot(target), its gradient.
	pub fn cross_entropy(row: &mut [f32], target: usize) -> f32 {
		let top = math::max(row);
		let wanted = row[target];
		for x in row.iter_mut() {
			*x = exp(*x - top);
		}
		let total = math::sum(row);
		for x in row.iter_mut() {
			*x /= total;
		}
		row[target] -= 1.0;
		math::ln(total) - (wanted - top)
	}
}

every_isa! {
	/// Gradient through softmax: ds = p · (dp − Σ p·dp) · scale, written over dp.
	pub fn softmax_backward(p: &[f32], dp: &mut [f32], scale: f32) {
		let mean = dot(p, dp);
		for i in 0..dp.len() {
			dp[i] = p[i] * (dp[i] - mean) * scale;
		}
	}
}

every_isa! {
	/// y[i] = a[i] + b[i].
	pub fn add(a: &[f32], b: &[f32], y: &mut [f32]) {
		for i in 0..y.len() {
			y[i] = a[i] + b[i];
		}
	}
}

every_isa! {
	/// sum[i] = sum[i] + x[i].
	pub fn add_to(x: &[f32], sum: &mut [f32]) {
		for i in 0..sum.len() {
			sum[i] += x[i];
		}
	}
}

every_isa! {
	/// y[i] = x[i] · scale.
	pub fn scale(x: &mut [f32], scale: f32) {
		for x in x.iter_mut() {
			*x *= scale;
		}
	}
}

every_isa! {
	/// Sum of squares of a row, 16 partial sums.
	pub fn square_sum(x: &[f32]) -> f32 {
		dot(x, x)
	}
}

/// Constants of one AdamW step.
#[derive(Clone, Copy, Debug)]
pub struct AdamW {
	/// Learning rate of this step.
	pub rate: f32,
	/// Decay of the first moment.
	pub beta1: f32,
	/// Decay of the second moment.
	pub beta2: f32,
	/// Keeps the divisor away from zero.
	pub eps: f32,
	/// Decoupled weight decay.
	pub decay: f32,
	/// 1 − β₁^t.
	pub correction1: f32,
	/// 1 − β₂^t.
	pub correction2: f32,
	/// Factor on the gradient, from clipping.
	pub clip: f32,
}

every_isa! {
	/// One AdamW step on a tensor and its moments.
	pub fn adamw(at: &AdamW, param: &mut [f32], m: &mut [f32], v: &mut [f32], gradient: &[f32]) {
		for i in 0..param.len() {
			let g = gradient[i] * at.clip;
			m[i] = at.beta1.mul_add(m[i], (1.0 - at.beta1) * g);
			v[i] = at.beta2.mul_add(v[i], (1.0 - at.beta2) * (g * g));
			let mean = m[i] / at.correction1;
			let root = (v[i] / at.correction2).sqrt() + at.eps;
			let kept = param[i] * (1.0 - at.rate * at.decay);
			param[i] = kept - at.rate * (mean / root);
		}
	}
}

every_isa! {
	/// Whether every element is a number and finite.
	pub fn all_finite(x: &[f32]) -> bool {
		let mut bad = 0u32;
		for x in x {
			bad |= (x.abs() >= f32::INFINITY || x.is_nan()) as u32;
		}
		bad == 0
	}
}
