//! Types of tensors by their GGML numbers.

use openledger_kernels::Format;
use std::borrow::Cow;

/// Returns the format of a GGML type; `None` if the kernels do not know it.
pub(crate) fn format(kind: u32) -> Option<Format> {
	Some(match kind {
		0 => Format::F32,
		1 => Format::F16,
		2 => Format::Q4_0,
		3 => Format::Q4_1,
		6 => Format::Q5_0,
		7 => Format::Q5_1,
		8 => Format::Q8_0,
		10 => Format::Q2K,
		11 => Format::Q3K,
		12 => Format::Q4K,
		13 => Format::Q5K,
		14 => Format::Q6K,
		20 => Format::IQ4NL,
		30 => Format::BF16,
		_ => return None,
	})
}

/// Returns the GGML type of a format.
pub(crate) fn number(format: Format) -> u32 {
	match format {
		Format::F32 => 0,
		Format::F16 => 1,
		Format::Q4_0 => 2,
		Format::Q4_1 => 3,
		Format::Q5_0 => 6,
		Format::Q5_1 => 7,
		Format::Q8_0 => 8,
		Format::Q2K => 10,
		Format::Q3K => 11,
		Format::Q4K => 12,
		Format::Q5K => 13,
		Format::Q6K => 14,
		Format::IQ4NL => 20,
		Format::BF16 => 30,
	}
}

/// Returns the name of a GGML type that the kernels do not know.
pub(crate) fn name(kind: u32) -> Cow<'static, str> {
	Cow::Borrowed(match kind {
		4 => "Q4_2",
		5 => "Q4_3",
		9 => "Q8_1",
		15 => "Q8_K",
		16 => "IQ2_XXS",
		17 => "IQ2_XS",
		18 => "IQ3_XXS",
		19 => "IQ1_S",
		21 => "IQ3_S",
		22 => "IQ2_S",
		23 => "IQ4_XS",
		24 => "I8",
		25 => "I16",
		26 => "I32",
		27 => "I64",
		28 => "F64",
		29 => "IQ1_M",
		31 => "Q4_0_4_4",
		32 => "Q4_0_4_8",
		33 => "Q4_0_8_8",
		34 => "TQ1_0",
		35 => "TQ2_0",
		39 => "MXFP4",
		40 => "NVFP4",
		_ => return Cow::Owned(format!("the unknown GGML type {kind}")),
	})
}

/// Returns the bytes of a tensor; `None` if the number is absurd or rows are no whole blocks.
///
/// A shape has outputs first, so its last number is the length of a row.
pub(crate) fn tensor_bytes(format: Format, shape: &[u64]) -> Option<u64> {
	let elements = shape.iter().try_fold(1u64, |n, d| n.checked_mul(*d))?;
	match format.number_bytes() {
		Some(bytes) => elements.checked_mul(bytes as u64),
		None => {
			let weights = format.block_weights() as u64;
			let whole = shape.last().is_some_and(|row| row.is_multiple_of(weights));
			whole.then_some(elements / weights)?.checked_mul(format.block_bytes() as u64)
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_format_has_its_number() {
		let known: Vec<u32> = (0..64).filter(|kind| format(*kind).is_some()).collect();
		assert_eq!(known.len(), 14);
		assert!(known.iter().all(|kind| format(*kind).map(number) == Some(*kind)));
	}
}
