//! Portable code: the definition of a strip, which the other files must match bit for bit.

use super::{
	FEW_ROWS,
	kernel::{BYTES, NIBBLES, PREFETCH_DISTANCE, SIGNED_NIBBLES, Strip, kernel},
};
use crate::{codes::Scales, cpu::micro::tile::PANEL, quant::half::widen};

/// The number of outputs in a vector.
const LANES: usize = 1;

kernel!(
	/// Computes a strip in portable code, R × V chains side by side.
	#[inline(always)]
	strip
);

/// Computes a strip in portable code, with the machine's own fma instruction instead of a library call.
///
/// # Safety
/// As for [`strip`]; the machine has the fma instruction.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "fma")]
pub(super) unsafe fn strip_fma<const R: usize, const V: usize, const CODES: u8>(at: &Strip) {
	// SAFETY: the callers' promise above covers every access of the body.
	unsafe { strip::<R, V, CODES>(at) }
}

#[inline(always)]
fn zero() -> f32 {
	0.0
}

#[inline(always)]
unsafe fn load(p: *const f32) -> f32 {
	// SAFETY: the caller's promise.
	unsafe { *p }
}

#[inline(always)]
unsafe fn load_words(p: *const u32) -> u32 {
	// SAFETY: the caller's promise.
	unsafe { *p }
}

#[inline(always)]
unsafe fn store(p: *mut f32, x: f32) {
	// SAFETY: the caller's promise.
	unsafe { *p = x }
}

#[inline(always)]
unsafe fn broadcast(p: *const f32) -> f32 {
	// SAFETY: the caller's promise.
	unsafe { *p }
}

#[inline(always)]
fn fma(x: f32, y: f32, acc: f32) -> f32 {
	x.mul_add(y, acc)
}

/// Takes the lowest four bits of a word as a number.
#[inline(always)]
fn take_nibble(word: &mut u32) -> f32 {
	let code = *word & 15;
	*word >>= 4;
	code as i32 as f32
}

/// Takes the highest four bits of a word as a number with a sign.
#[inline(always)]
fn take_signed_nibble(word: &mut u32) -> f32 {
	let code = *word as i32 >> 28;
	*word <<= 4;
	code as f32
}

/// Takes the highest eight bits of a word as a number with a sign.
#[inline(always)]
fn take_byte(word: &mut u32) -> f32 {
	let code = *word as i32 >> 24;
	*word <<= 8;
	code as f32
}

/// Returns the value of a binary16 number in the low half of a word.
#[inline(always)]
fn low_half(word: u32) -> f32 {
	widen((word as u16).to_le_bytes())
}

/// Returns the value of a binary16 number in the high half of a word.
#[inline(always)]
fn high_half(word: u32) -> f32 {
	low_half(word >> 16)
}

#[inline(always)]
fn prefetch(_: *const u32) {}
