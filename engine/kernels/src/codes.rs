//! Weights kept as codes, in panels of 32 outputs, for products of few rows.
//!
//! A product of one row reads every weight once, so that the memory's speed decides: four or eight bits a
//! weight instead of binary32's thirty-two. A panel is a run of blocks of 32 inputs. Of each block come first
//! the scales of its 32 outputs next to each other, then the codes: a word has eight or four codes of one
//! output, of inputs that follow each other, and the words of the 32 outputs lie next to each other. So a
//! vector of words is taken apart by shifts, and the weights of an input lie in the vector's lanes as the
//! chains of its outputs do. Formats that share a scale among 16 weights have scales and codes of each half.

use crate::{
	cpu::{
		device::Cpu,
		isa::{Isa, every_isa},
		micro::tile::PANEL,
		shards::Shards,
	},
	quant::{
		BLOCK, Format,
		codes::{Coded, Coding, Width},
		half,
	},
};

/// The form in which scales and addends are kept, for each output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scales {
	/// A binary32 scale; the addend is −0.
	Alone,
	/// Scale and addend as binary16 numbers, the scale in the low half of a word. Both are finite.
	Halves,
	/// A row of binary32 scales, then one of addends.
	Pair,
}

/// The places of codes and scales in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
	pub(crate) width: Width,
	pub(crate) scales: Scales,
	/// The number of inputs that share a scale, 16 or 32.
	pub(crate) shared: usize,
}

impl Layout {
	/// Returns the layout of a format's weights, given that all scales are finite or that some may not be.
	fn of(coding: Coding, finite: bool) -> Self {
		let scales = match coding {
			Coding { has_addend: false, .. } => Scales::Alone,
			Coding { halves: true, .. } if finite => Scales::Halves,
			_ => Scales::Pair,
		};
		Self { width: coding.width, scales, shared: coding.shared }
	}

	/// Returns the number of codes in a word.
	pub(crate) const fn codes_in_word(self) -> usize {
		match self.width {
			Width::Nibble | Width::SignedNibble => 8,
			Width::Byte => 4,
		}
	}

	/// Returns the number of words of a block of 32 inputs and outputs.
	pub(crate) const fn block_words(self) -> usize {
		let rows = match self.scales {
			Scales::Alone | Scales::Halves => 1,
			Scales::Pair => 2,
		};
		PANEL * (BLOCK / self.shared * rows + BLOCK / self.codes_in_word())
	}

	/// Returns the number of bytes that a format's weights of this shape take in panels; `None` if it has no
	/// codes.
	pub(crate) fn bytes(format: Format, rows: usize, columns: usize) -> Option<usize> {
		let layout = Self::of(format.coding()?, true);
		let blocks = rows.div_ceil(PANEL).saturating_mul(columns.div_ceil(BLOCK));
		Some(blocks.saturating_mul(4 * layout.block_words()))
	}
}

/// Weights of whole panels as codes.
#[derive(Clone)]
pub(crate) struct CodePanels {
	pub(crate) layout: Layout,
	words: Vec<u32>,
	/// The number of blocks in a panel.
	blocks: usize,
}

impl CodePanels {
	/// Lays weights out: `part_of(row, block)` returns the bytes of a stored block and the part of it that
	/// has these 32 weights.
	pub(crate) fn new<'a>(
		cpu: &Cpu,
		format: Format,
		(panels, blocks): (usize, usize),
		finite: bool,
		part_of: impl Fn(usize, usize) -> (&'a [u8], usize) + Sync,
	) -> Option<Self> {
		let layout = Layout::of(format.coding()?, finite);
		let panel = blocks * layout.block_words();
		let mut words = vec![0; panels * panel];
		let shards = Shards::new(&mut words);
		cpu.run(panels, panels * panel * 8, &|p| {
			// SAFETY: the panel lies within the words, which are initialised, and no other task has it.
			let panel = unsafe { shards.slice(p * panel, panel) };
			for (b, block) in panel.chunks_exact_mut(layout.block_words()).enumerate() {
				for output in 0..PANEL {
					let (bytes, part) = part_of(p * PANEL + output, b);
					write(layout, &format.coded(bytes, part), output, block);
				}
			}
		});
		Some(Self { layout, words, blocks })
	}

	/// Returns the number of words of a panel.
	pub(crate) fn panel_words(&self) -> usize {
		self.blocks * self.layout.block_words()
	}

	/// Returns the number of blocks of 32 inputs in a panel.
	pub(crate) fn blocks(&self) -> usize {
		self.blocks
	}

	/// Returns panel `p` and those after it.
	pub(crate) fn panels_from(&self, p: usize) -> &[u32] {
		&self.words[p * self.panel_words()..]
	}

	/// Writes the weights of blocks `first..` of panel `p`, as many as `out` has room for: for each input,
	/// its 32 outputs.
	pub(crate) fn unpack(&self, isa: Isa, p: usize, first: usize, out: &mut [f32]) {
		let words = &self.panels_from(p)[first * self.layout.block_words()..];
		unpack(isa, self.layout, words, out);
	}
}

/// Writes 32 weights of an output into a block.
fn write(layout: Layout, coded: &Coded, output: usize, block: &mut [u32]) {
	let halves = BLOCK / layout.shared;
	for (half, block) in block.chunks_exact_mut(layout.block_words() / halves).enumerate() {
		let (scale, addend) = (coded.scales[half], coded.addends[half]);
		let codes = match layout.scales {
			Scales::Alone => {
				block[output] = scale.to_bits();
				PANEL
			},
			Scales::Halves => {
				block[output] = u32::from(half::narrow(scale)) | u32::from(half::narrow(addend)) << 16;
				PANEL
			},
			Scales::Pair => {
				block[output] = scale.to_bits();
				block[PANEL + output] = addend.to_bits();
				2 * PANEL
			},
		};
		let from = &coded.codes[half * layout.shared..][..layout.shared];
		for (k, code) in from.iter().enumerate() {
			let (word, place) = (k / layout.codes_in_word(), k % layout.codes_in_word());
			let code = *code as u8;
			// Signed codes are taken from the upper end of a word, where a shift to the right keeps the sign.
			block[codes + word * PANEL + output] |= match layout.width {
				Width::Nibble => u32::from(code & 15) << (4 * place),
				Width::SignedNibble => u32::from(code & 15) << (28 - 4 * place),
				Width::Byte => u32::from(code) << (24 - 8 * place),
			};
		}
	}
}

every_isa! {
	/// Writes the weights of blocks.
	fn unpack(layout: Layout, words: &[u32], out: &mut [f32]) {
		match layout.width {
			Width::Nibble => blocks::<8>(layout, words, out, |word, place| (word >> (4 * place) & 15) as i32),
			Width::SignedNibble => {
				blocks::<8>(layout, words, out, |word, place| (word << (4 * place)) as i32 >> 28)
			},
			Width::Byte => blocks::<4>(layout, words, out, |word, place| (word << (8 * place)) as i32 >> 24),
		}
	}
}

/// Writes the weights of blocks whose words have `CODES` codes each: `code(word, place)`.
#[inline(always)]
fn blocks<const CODES: usize>(
	layout: Layout,
	words: &[u32],
	out: &mut [f32],
	code: impl Fn(u32, u32) -> i32 + Copy,
) {
	let halves = BLOCK / layout.shared;
	let parts = words.chunks_exact(layout.block_words() / halves);
	for (words, out) in parts.zip(out.chunks_exact_mut(layout.shared * PANEL)) {
		let rows = words.as_chunks::<PANEL>().0;
		let (scales, addends, codes) = match layout.scales {
			Scales::Alone => (rows[0].map(f32::from_bits), [-0.0; PANEL], &rows[1..]),
			Scales::Halves => {
				let low = rows[0].map(|word| half::widen((word as u16).to_le_bytes()));
				(low, rows[0].map(|word| half::widen(((word >> 16) as u16).to_le_bytes())), &rows[1..])
			},
			Scales::Pair => (rows[0].map(f32::from_bits), rows[1].map(f32::from_bits), &rows[2..]),
		};
		for (words, out) in codes.iter().zip(out.as_chunks_mut::<PANEL>().0.chunks_exact_mut(CODES)) {
			for (place, out) in (0..).zip(out) {
				for i in 0..PANEL {
					out[i] = (code(words[i], place) as f32).mul_add(scales[i], addends[i]);
				}
			}
		}
	}
}
