//! Portable code: the definition of a tile, which the other files must match bit for bit.

use super::tile::{PANEL, ROWS, Tile, kernel};

kernel!(
	/// Computes a tile in portable code, R × V chains side by side.
	#[inline(always)]
	tile,
	1,
	0.0f32,
	|p: *const f32| *p,
	|p: *mut f32, x| *p = x,
	|p: *const f32| *p,
	|x: f32, y: f32, acc: f32| x.mul_add(y, acc),
	|_| ()
);

/// Computes a tile in portable code, with the machine's own fma instruction instead of a library call.
///
/// # Safety
/// As for [`tile`]; the machine has the fma instruction.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "fma")]
pub(super) unsafe fn tile_fma<const R: usize, const V: usize>(at: &Tile) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe { tile::<R, V>(at) }
}
