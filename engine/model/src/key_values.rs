//! Keys and values of a layer, kept from one run to the next.

use crate::Error;
use candle_core::Tensor;

/// Keys and values of the tokens so far, in tensors with room for more.
#[derive(Default)]
pub(crate) struct KeyValues {
	keys: Option<Tensor>,
	values: Option<Tensor>,
	/// Number of rows in use.
	pub(crate) rows: usize,
}

impl KeyValues {
	/// Appends rows and returns all keys and all values.
	pub(crate) fn extend(&mut self, k: &Tensor, v: &Tensor) -> Result<(Tensor, Tensor), Error> {
		let all = (append(&mut self.keys, self.rows, k)?, append(&mut self.values, self.rows, v)?);
		self.rows += k.dim(0)?;
		Ok(all)
	}
}

/// Writes `rows` behind the first `used` rows of `store`, which grows to twice its size when it is full.
fn append(store: &mut Option<Tensor>, used: usize, rows: &Tensor) -> Result<Tensor, Error> {
	const FIRST: usize = 256;
	let (count, width) = rows.dims2()?;
	let room = match store.as_ref() {
		Some(tensor) => tensor.dim(0)?,
		None => 0,
	};
	if used + count > room {
		let larger =
			Tensor::zeros(((used + count).max(2 * room).max(FIRST), width), rows.dtype(), rows.device())?;
		if let (Some(old), true) = (store.as_ref(), used > 0) {
			larger.slice_set(&old.narrow(0, 0, used)?, 0, 0)?;
		}
		*store = Some(larger);
	}
	match store.as_ref() {
		Some(tensor) => {
			tensor.slice_set(rows, 0, used)?;
			Ok(tensor.narrow(0, 0, used + count)?)
		},
		None => Ok(rows.clone()),
	}
}
