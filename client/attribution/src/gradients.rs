//! Where gradients come from.

/// A gradient: named tensors, sorted by name.
pub type Gradient = Vec<(String, Vec<f32>)>;

/// Gives the gradient of each record of a training set.
pub trait Gradients {
	/// The gradient of record number `record`, the same at every call; or why there is none.
	fn gradient(&self, record: u32) -> Result<Gradient, String>;
}

/// Names of the tensors that take part: those of the query and value projections, or all if there are none.
pub(crate) fn chosen(gradient: &Gradient) -> Vec<&(String, Vec<f32>)> {
	let telling = |name: &str| name.contains(".q_proj.") || name.contains(".v_proj.");
	let some: Vec<_> = gradient.iter().filter(|(name, _)| telling(name)).collect();
	match some.is_empty() {
		true => gradient.iter().collect(),
		false => some,
	}
}
