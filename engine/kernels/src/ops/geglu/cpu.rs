//! The GELU gate on the processor, element by element.

use crate::{cpu::isa::every_isa, math::sigmoid};

every_isa! {
	/// Computes y = gelu(g) · u.
	pub fn geglu(g: &[f32], u: &[f32], y: &mut [f32]) {
		for i in 0..y.len() {
			y[i] = g[i] * share(g[i]) * u[i];
		}
	}
}

every_isa! {
	/// Computes the gradients of [`geglu`]: du = dy · g·σ, dg = dy · u · (σ · (1 + g·z′ · (1 − σ))).
	pub fn geglu_backward(g: &[f32], u: &[f32], dy: &[f32], dg: &mut [f32], du: &mut [f32]) {
		for i in 0..dy.len() {
			let s = share(g[i]);
			let slope = g[i] * (g[i] * g[i]).mul_add(CUBIC_SLOPE, LINEAR);
			du[i] = dy[i] * (g[i] * s);
			dg[i] = dy[i] * u[i] * (s * slope.mul_add(1.0 - s, 1.0));
		}
	}
}

/// The number c = 2·√(2/π).
const LINEAR: f32 = f32::from_bits(0x3fcc_422a);
/// The number a = c · 0.044715.
const CUBIC: f32 = f32::from_bits(0x3d92_2279);
/// The number b = 3·a.
const CUBIC_SLOPE: f32 = f32::from_bits(0x3e5b_33b6);

/// Returns σ(z), the share of g that the gate lets through.
#[inline(always)]
fn share(g: f32) -> f32 {
	sigmoid(g * (g * g).mul_add(CUBIC, LINEAR))
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::cpu::isa::Isa;

	/// Returns GELU's tanh form and its derivative, as PyTorch writes them, in binary64.
	fn exact(x: f64) -> (f64, f64) {
		let root = (2.0 / std::f64::consts::PI).sqrt();
		let t = libm::tanh(root * (x + 0.044715 * x * x * x));
		let slope = root * (1.0 + 3.0 * 0.044715 * x * x);
		(0.5 * x * (1.0 + t), 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t * t) * slope)
	}

	#[test]
	fn the_gate_is_gelu_in_its_tanh_form() {
		for i in -4000..4000 {
			let x = i as f32 / 400.0;
			let (mut y, mut dg, mut du) = ([0.0], [0.0], [0.0]);
			geglu(Isa::Scalar, &[x], &[1.0], &mut y);
			geglu_backward(Isa::Scalar, &[x], &[1.0], &[1.0], &mut dg, &mut du);
			let (value, slope) = exact(f64::from(x));
			assert!((f64::from(y[0]) - value).abs() <= 1e-6 * value.abs().max(1e-3), "{x}: {} {value}", y[0]);
			assert!((f64::from(dg[0]) - slope).abs() <= 2e-6, "{x}: {} {slope}", dg[0]);
			assert_eq!(y, du);
		}
	}
}
