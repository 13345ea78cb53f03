//! Weights of a linear layer: `rows` outputs × `columns` inputs.
//!
//! Packed storage is panels of 32 outputs; within a panel, for each input, the 32 weights lie next to each
//! other. The same panels serve both directions: `X·Wᵀ` reads 32 outputs as vectors, `dY·W` broadcasts single
//! weights read across. Quantised storage stays as it is in the file, and a block of a panel is dequantised
//! when a product needs it. Codes are the same panels in four or eight bits a weight, see [`crate::codes`].
//!
//! A matrix may have 8-bit integers beside its weights: linears then compute with these, in the arithmetic
//! that the text calls exact8.

use crate::{
	backend::Backend,
	codes::{CodePanels, Layout},
	cpu::{
		exact8::integers::Integers,
		isa::{Isa, every_isa},
		micro::tile::PANEL,
		prefetch::prefetch,
		transpose,
	},
	engine::Engine,
	quant::{BLOCK, Format},
};
use std::{ops::Range, sync::Arc};

/// Bytes that outlive the matrix, such as a mapped file.
pub type Bytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Errors of making a matrix.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum MatrixError {
	/// A dimension is zero or not a multiple of 32, or a row is no whole number of the format's blocks.
	#[error(
		"a {rows} × {columns} matrix: both dimensions must be multiples of 32, and the second a multiple of \
		 256 in K formats"
	)]
	Shape {
		/// The number of outputs.
		rows: usize,
		/// The number of inputs.
		columns: usize,
	},
	/// The bytes are not as long as shape and format say.
	#[error("a matrix of {expected} bytes has {found}")]
	Length {
		/// The length in bytes that shape and format say.
		expected: usize,
		/// The length in bytes of the data.
		found: usize,
	},
}

/// The weights in one of three forms.
#[derive(Clone)]
enum Data {
	/// Panels of 32 outputs in binary32.
	Packed(Vec<f32>),
	/// Panels of 32 outputs in the codes of a quantised format.
	Codes(CodePanels),
	/// Rows as they lie in a file; `order[i]` names the stored row that is row `i`.
	Stored { bytes: Bytes, start: usize, format: Format, order: Option<Arc<[u32]>> },
}

/// A weight matrix in packed form, in that of codes, or as it is stored.
pub struct Matrix {
	rows: usize,
	columns: usize,
	data: Data,
	/// The weights as 8-bit integers, if linears are to compute with these.
	integers: Option<Integers>,
}

impl Matrix {
	/// Packs row-major weights of any shape.
	pub fn from_rows(values: &[f32], rows: usize, columns: usize) -> Result<Self, MatrixError> {
		if rows == 0 || columns == 0 {
			return Err(MatrixError::Shape { rows, columns });
		}
		if values.len() != rows * columns {
			return Err(MatrixError::Length { expected: rows * columns * 4, found: values.len() * 4 });
		}
		let mut packed = vec![0.0; rows.div_ceil(PANEL) * PANEL * columns];
		for (row, values) in values.chunks_exact(columns).enumerate() {
			let panel = &mut packed[row / PANEL * PANEL * columns..];
			for (k, value) in values.iter().enumerate() {
				panel[k * PANEL + row % PANEL] = *value;
			}
		}
		Ok(Self { rows, columns, data: Data::Packed(packed), integers: None })
	}

	/// Refers to weights that stay in `bytes[start..]` in the given format, row after row.
	///
	/// `order[i]` names the stored row that is row `i`; without it rows are in order. Both dimensions must be
	/// multiples of 32, and a row must be whole blocks.
	pub fn stored(
		bytes: Bytes,
		start: usize,
		format: Format,
		(rows, columns): (usize, usize),
		order: Option<Arc<[u32]>>,
	) -> Result<Self, MatrixError> {
		let ordered = order
			.as_ref()
			.is_none_or(|order| order.len() == rows && order.iter().all(|&row| (row as usize) < rows));
		if rows == 0
			|| columns == 0
			|| !rows.is_multiple_of(PANEL)
			|| !columns.is_multiple_of(format.block_weights())
			|| !ordered
		{
			return Err(MatrixError::Shape { rows, columns });
		}
		let expected = rows.saturating_mul(format.row_bytes(columns));
		let found = (*bytes).as_ref().len().saturating_sub(start);
		if found < expected {
			return Err(MatrixError::Length { expected, found });
		}
		Ok(Self { rows, columns, data: Data::Stored { bytes, start, format, order }, integers: None })
	}

	/// Returns the same weights in packed form, dequantised once.
	pub fn pack(&self, engine: &Engine) -> Self {
		let panel = PANEL * self.columns;
		let work = self.rows * self.columns;
		let Backend::Cpu(cpu) = engine.backend();
		let packed = cpu.strips(self.panels() * panel, panel, work, |start, out| match &self.data {
			Data::Packed(from) => out.copy_from_slice(&from[start..][..panel]),
			_ => self.outputs(cpu.isa(), start / panel, 0, self.columns, out),
		});
		Self { rows: self.rows, columns: self.columns, data: Data::Packed(packed), integers: None }
	}

	/// Returns the same weights with 8-bit integers beside them, for the arithmetic exact8.
	///
	/// Linears, and the products of logits, then compute with the integers, which are kept in memory if
	/// `keep`, or else made inside each product, with the same results. Rows that are looked up, and the
	/// gradient through the output layer, are of the weights themselves. A matrix that no linear takes, since
	/// a dimension is not a multiple of 32, gets no integers.
	pub fn with_integers(&self, engine: &Engine, keep: bool) -> Self {
		let (rows, columns) = (self.rows, self.columns);
		let Backend::Cpu(cpu) = engine.backend();
		let row = |row, out: &mut [f32]| self.row(row, out);
		let square = |(panel, block): (usize, usize), out: &mut [f32; PANEL * BLOCK]| {
			self.inputs(cpu.isa(), block, panel * PANEL, PANEL, out);
		};
		let linear = rows.is_multiple_of(PANEL) && columns.is_multiple_of(BLOCK);
		let integers = linear.then(|| Integers::new(cpu, (rows, columns), keep, row, square));
		Self { rows, columns, data: self.data.clone(), integers }
	}

	/// Returns the weights as 8-bit integers, if linears are to compute with these.
	pub(crate) fn integers(&self) -> Option<&Integers> {
		self.integers.as_ref()
	}

	/// Returns the same weights as codes in panels, the form in which products of few rows are fastest, or in
	/// packed form if they are stored as numbers of their own.
	///
	/// Products of many rows are nearly as fast as with packed weights, and have the same bits.
	pub fn pack_codes(&self, engine: &Engine) -> Self {
		let Data::Stored { bytes, start, format, order } = &self.data else { return self.pack(engine) };
		let Backend::Cpu(cpu) = engine.backend();
		let (row_bytes, weights) = (format.row_bytes(self.columns), format.block_weights());
		let bytes = &(**bytes).as_ref()[*start..][..self.rows * row_bytes];
		let part_of = |row: usize, block: usize| {
			let row = order.as_ref().map_or(row, |order| order[row] as usize);
			let at = row * row_bytes + block * BLOCK / weights * format.block_bytes();
			(&bytes[at..][..format.block_bytes()], block * BLOCK % weights / BLOCK)
		};
		let shape = (self.panels(), self.columns / BLOCK);
		match CodePanels::new(cpu, *format, shape, format.is_finite(bytes), part_of) {
			Some(codes) => {
				let data = Data::Codes(codes);
				Self { rows: self.rows, columns: self.columns, data, integers: None }
			},
			None => self.pack(engine),
		}
	}

	/// Returns the bytes that [`Self::pack_codes`] takes for weights of a format and shape.
	pub fn codes_bytes(format: Format, rows: usize, columns: usize) -> u64 {
		let packed = (rows as u64).saturating_mul(columns as u64).saturating_mul(4);
		Layout::bytes(format, rows, columns).map_or(packed, |bytes| bytes as u64)
	}

	/// Returns the number of outputs.
	pub fn rows(&self) -> usize {
		self.rows
	}

	/// Returns the number of inputs.
	pub fn columns(&self) -> usize {
		self.columns
	}

	/// Returns the number of panels of 32 outputs.
	pub(crate) fn panels(&self) -> usize {
		self.rows.div_ceil(PANEL)
	}

	/// Returns the packed panels, if the weights are kept so.
	pub(crate) fn packed(&self) -> Option<&[f32]> {
		match &self.data {
			Data::Packed(packed) => Some(packed),
			Data::Codes(_) | Data::Stored { .. } => None,
		}
	}

	/// Returns the panels of codes, if the weights are kept so.
	pub(crate) fn codes(&self) -> Option<&CodePanels> {
		match &self.data {
			Data::Codes(codes) => Some(codes),
			Data::Packed(_) | Data::Stored { .. } => None,
		}
	}

	/// Writes inputs `start..start + depth` (multiples of 32) of panel `p` of weights that are not packed as
	/// a packed panel: for each input, its 32 outputs.
	pub(crate) fn outputs(&self, isa: Isa, p: usize, start: usize, depth: usize, out: &mut [f32]) {
		if let Data::Codes(codes) = &self.data {
			return codes.unpack(isa, p, start / BLOCK, &mut out[..depth * PANEL]);
		}
		let mut rows = [0.0; PANEL * BLOCK];
		for (from, out) in (start..start + depth).step_by(BLOCK).zip(out.chunks_exact_mut(PANEL * BLOCK)) {
			self.blocks(isa, from, p * PANEL..(p + 1) * PANEL, &mut rows);
			transpose::square(isa, &rows, BLOCK, out, PANEL, (PANEL, BLOCK));
		}
	}

	/// Writes outputs `start..start + depth` (`start` a multiple of 32) of inputs `32·p..32·p + 32`: for each
	/// output, its 32 inputs, with zeros for inputs that do not exist.
	pub(crate) fn inputs(&self, isa: Isa, p: usize, start: usize, depth: usize, out: &mut [f32]) {
		let first = p * PANEL;
		let packed = match &self.data {
			Data::Packed(packed) => packed,
			Data::Codes(codes) => {
				let mut square = [0.0; PANEL * BLOCK];
				let panels = (start / PANEL..).zip(out.chunks_exact_mut(PANEL * BLOCK));
				for (from, out) in panels.take(depth.div_ceil(PANEL)) {
					codes.unpack(isa, from, p, &mut square);
					transpose::square(isa, &square, PANEL, out, PANEL, (PANEL, BLOCK));
				}
				return;
			},
			Data::Stored { .. } => return self.blocks(isa, first, start..start + depth, out),
		};
		let width = PANEL.min(self.columns - first);
		if width < PANEL {
			out.fill(0.0);
		}
		for (from, out) in (start..start + depth).step_by(PANEL).zip(out.chunks_exact_mut(PANEL * PANEL)) {
			let height = PANEL.min(start + depth - from);
			let at = (from / PANEL * self.columns + first) * PANEL;
			// The squares are far from each other, which the machine's own prefetching does not foresee.
			let next = at + self.columns * PANEL;
			prefetch(&packed[next.min(packed.len())..(next + PANEL * PANEL).min(packed.len())]);
			let from = &packed[at..];
			transpose::square(isa, from, PANEL, out, PANEL, (width, height));
		}
	}

	/// Writes, of each of the `rows` of stored weights, the block that begins at input `first`.
	fn blocks(&self, isa: Isa, first: usize, rows: Range<usize>, out: &mut [f32]) {
		let Data::Stored { bytes, start, format, order } = &self.data else { return };
		let row_bytes = format.row_bytes(self.columns);
		let weights = format.block_weights();
		let bytes = &(**bytes).as_ref()[start + first / weights * format.block_bytes()..];
		let block = Block { format: *format, part: first % weights / BLOCK, row_bytes };
		let order = order.as_ref().map(|order| &order[rows.clone()]);
		dequantize(isa, block, bytes, rows.start, order, &mut out[..rows.len() * BLOCK]);
	}

	/// Copies row `row` into `out`, as an embedding lookup does.
	pub fn row(&self, row: usize, out: &mut [f32]) {
		match &self.data {
			Data::Packed(packed) => {
				let panel = &packed[row / PANEL * PANEL * self.columns..];
				for (k, value) in out.iter_mut().enumerate().take(self.columns) {
					*value = panel[k * PANEL + row % PANEL];
				}
			},
			Data::Codes(codes) => {
				let mut square = [0.0; PANEL * BLOCK];
				for (block, out) in out.chunks_exact_mut(BLOCK).enumerate().take(codes.blocks()) {
					codes.unpack(Isa::Scalar, row / PANEL, block, &mut square);
					for (value, weights) in out.iter_mut().zip(square.as_chunks::<PANEL>().0) {
						*value = weights[row % PANEL];
					}
				}
			},
			Data::Stored { bytes, start, format, order } => {
				let row = order.as_ref().map_or(row, |order| order[row] as usize);
				let row_bytes = format.row_bytes(self.columns);
				let bytes = &(**bytes).as_ref()[start + row * row_bytes..][..row_bytes];
				format.dequantize_row(bytes, out);
			},
		}
	}
}

/// A block's format, the part of it that is wanted, and the distance of two rows in bytes.
#[derive(Clone, Copy)]
struct Block {
	format: Format,
	part: usize,
	row_bytes: usize,
}

every_isa! {
	/// Dequantises 32 weights of each row from `first` on, or of each row that `order` names.
	fn dequantize(block: Block, bytes: &[u8], first: usize, order: Option<&[u32]>, out: &mut [f32]) {
		let out = out.as_chunks_mut::<BLOCK>().0;
		let Block { format, part, row_bytes } = block;
		match order {
			Some(order) => format.blocks(bytes, part, |i| order[i] as usize * row_bytes, out),
			None => format.blocks(bytes, part, |i| (first + i) * row_bytes, out),
		}
	}
}
