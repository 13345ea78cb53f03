//! Instruction sets, chosen at run time.

/// Which code path computes. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
	/// Portable code: what the compiler makes of `f32::mul_add`.
	Scalar,
	/// The 128-bit vectors of 64-bit ARM.
	Neon,
	/// 256-bit vectors with fma.
	Avx2,
	/// 512-bit vectors.
	Avx512,
}

impl Isa {
	/// Every path, slowest first.
	pub const ALL: [Self; 4] = [Self::Scalar, Self::Neon, Self::Avx2, Self::Avx512];

	/// Whether this machine can run it.
	pub fn supported(self) -> bool {
		match self {
			Self::Scalar => true,
			// Part of the architecture's base.
			Self::Neon => cfg!(target_arch = "aarch64"),
			#[cfg(target_arch = "x86_64")]
			Self::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
			#[cfg(target_arch = "x86_64")]
			Self::Avx512 => is_x86_feature_detected!("avx512f") && Self::Avx2.supported(),
			#[cfg(not(target_arch = "x86_64"))]
			Self::Avx2 | Self::Avx512 => false,
		}
	}

	/// The fastest path of this machine.
	pub fn best() -> Self {
		Self::ALL.into_iter().rev().find(|isa| isa.supported()).unwrap_or(Self::Scalar)
	}

	/// Reads a name as in the environment variable `OPENLEDGER_ISA`.
	pub fn named(name: &str) -> Option<Self> {
		match name {
			"scalar" => Some(Self::Scalar),
			"neon" => Some(Self::Neon),
			"avx2" => Some(Self::Avx2),
			"avx512" => Some(Self::Avx512),
			_ => None,
		}
	}
}

/// Compiles one function body for each instruction set. The body is ordinary Rust: vectorisation changes how many
/// elements a step handles, never what happens to one element, and the compiler does not fuse or reorder
/// floating-point operations on its own.
macro_rules! every_isa {
	($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
		$(#[$meta])*
		$vis fn $name(isa: $crate::Isa, $($arg: $ty),*) $(-> $ret)? {
			#[inline(always)]
			fn portable($($arg: $ty),*) $(-> $ret)? $body
			#[cfg(target_arch = "x86_64")]
			#[target_feature(enable = "fma")]
			fn portable_fma($($arg: $ty),*) $(-> $ret)? { portable($($arg),*) }
			#[cfg(target_arch = "x86_64")]
			#[target_feature(enable = "avx2,fma")]
			fn avx2($($arg: $ty),*) $(-> $ret)? { portable($($arg),*) }
			#[cfg(target_arch = "x86_64")]
			#[target_feature(enable = "avx512f,avx2,fma")]
			fn avx512($($arg: $ty),*) $(-> $ret)? { portable($($arg),*) }
			match isa {
				// SAFETY: an engine only carries an instruction set that `Isa::supported` confirmed.
				#[cfg(target_arch = "x86_64")]
				$crate::Isa::Avx512 => unsafe { avx512($($arg),*) },
				// SAFETY: as above.
				#[cfg(target_arch = "x86_64")]
				$crate::Isa::Avx2 => unsafe { avx2($($arg),*) },
				// SAFETY: just confirmed. Without it `f32::mul_add` is a library call, some twenty times slower.
				#[cfg(target_arch = "x86_64")]
				$crate::Isa::Scalar if is_x86_feature_detected!("fma") => unsafe { portable_fma($($arg),*) },
				// NEON needs no copy of its own: it is always on where it exists, so the portable code is compiled with it.
				_ => portable($($arg),*),
			}
		}
	};
}
pub(crate) use every_isa;

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_and_order() {
		assert_eq!(Isa::named("avx512"), Some(Isa::Avx512));
		assert_eq!(Isa::named("sse"), None);
		assert!(Isa::best().supported() && Isa::Scalar.supported());
		assert_eq!(Isa::Neon.supported(), cfg!(target_arch = "aarch64"));
		assert!(!(Isa::Neon.supported() && Isa::Avx2.supported()));
		#[cfg(target_arch = "aarch64")]
		assert_eq!(Isa::best(), Isa::Neon);
	}
}
