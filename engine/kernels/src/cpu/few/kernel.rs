//! The loop that every instruction set's kernel for few rows is made from.

use crate::codes::Layout;

/// The places of a product's operands: some vectors of outputs, a few rows.
#[derive(Clone, Copy)]
pub(crate) struct Strip {
	pub(crate) layout: Layout,
	/// The number of blocks of 32 inputs.
	pub(crate) blocks: usize,
	/// The address of the first block of the first panel, at the strip's first output.
	pub(crate) words: *const u32,
	/// The distance of two panels in words.
	pub(crate) panel: usize,
	/// The address of X: `X[r][k]` is at `x + r·x_row + k`.
	pub(crate) x: *const f32,
	pub(crate) x_row: usize,
	/// The address of Y: `Y[r][o]` is at `y + r·y_row + o`.
	pub(crate) y: *mut f32,
	pub(crate) y_row: usize,
}

/// Codes of four bits, 0 to 15.
pub(crate) const NIBBLES: u8 = 0;
/// Codes of four bits, −8 to 7.
pub(crate) const SIGNED_NIBBLES: u8 = 1;
/// Codes of eight bits.
pub(crate) const BYTES: u8 = 2;
/// The distance, in words, of those that are asked for from those that are computed with.
pub(crate) const PREFETCH_DISTANCE: usize = 512;

/// Writes a kernel from an instruction set's functions beside it: `zero`, `load`, `store`, `broadcast`,
/// `fma`, `load_words`, `take_nibble`, `take_signed_nibble`, `take_byte`, `low_half`, `high_half` and
/// `prefetch`.
///
/// `R` rows by `V` vectors of outputs are computed at once: `y[r][o]` is the chain over k ascending of
/// `x[r][k]·w[o][k]`, from +0.0, with w = fma(code, scale, addend).
macro_rules! kernel {
	($(#[$meta:meta])* $name:ident) => {
		$(#[$meta])*
		///
		/// # Safety
		/// The machine has the instructions, every address that the strip describes is valid, Y overlaps
		/// neither X nor the words, and `CODES` is the width of the strip's codes.
		pub(super) unsafe fn $name<const R: usize, const V: usize, const CODES: u8>(at: &Strip) {
			// SAFETY: the callers' promise above covers every access of the body.
			unsafe {
				let place = |v: usize| v * LANES / PANEL * at.panel + v * LANES % PANEL;
				let mut acc = [[zero(); V]; R];
				let (mut scales, mut addends) = ([zero(); V], [broadcast(&-0.0); V]);
				let mut words = at.words;
				let mut x = [at.x; FEW_ROWS.div_ceil(3)];
				for third in 0..R.div_ceil(3) {
					x[third] = at.x.wrapping_add(3 * third * at.x_row);
				}
				let codes_in_word = if CODES == BYTES { 4 } else { 8 };
				// Of 16 inputs.
				for half in 0..2 * at.blocks {
					if half % 2 == 0 || at.layout.shared == 16 {
						for v in 0..V {
							let from = words.wrapping_add(place(v));
							match at.layout.scales {
								Scales::Alone => scales[v] = load(from.cast()),
								Scales::Halves => {
									let both = load_words(from);
									(scales[v], addends[v]) = (low_half(both), high_half(both));
								},
								Scales::Pair => {
									scales[v] = load(from.cast());
									addends[v] = load(from.add(PANEL).cast());
								},
							}
						}
						let rows = if at.layout.scales == Scales::Pair { 2 } else { 1 };
						words = words.wrapping_add(rows * PANEL);
					}
					for _ in 0..16 / codes_in_word {
						let mut codes = [load_words(words); V];
						for v in 1..V {
							codes[v] = load_words(words.wrapping_add(place(v)));
						}
						for v in 0..V {
							prefetch(words.wrapping_add(place(v) + PREFETCH_DISTANCE));
						}
						for k in 0..codes_in_word {
							let mut weights = [zero(); V];
							for v in 0..V {
								let code = match CODES {
									NIBBLES => take_nibble(&mut codes[v]),
									SIGNED_NIBBLES => take_signed_nibble(&mut codes[v]),
									_ => take_byte(&mut codes[v]),
								};
								weights[v] = fma(code, scales[v], addends[v]);
							}
							for r in 0..R {
								let x = broadcast(x[r / 3].wrapping_add(r % 3 * at.x_row + k));
								for v in 0..V {
									acc[r][v] = fma(x, weights[v], acc[r][v]);
								}
							}
						}
						for third in 0..R.div_ceil(3) {
							x[third] = x[third].wrapping_add(codes_in_word);
						}
						words = words.wrapping_add(PANEL);
					}
				}
				for r in 0..R {
					for v in 0..V {
						let o = v * LANES;
						store(at.y.add(r * at.y_row + o), acc[r][v]);
					}
				}
			}
		}
	};
}
pub(super) use kernel;
