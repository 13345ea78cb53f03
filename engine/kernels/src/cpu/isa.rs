//! Instruction sets, chosen at run time.

use std::str::FromStr;

/// An instruction set that kernels are compiled for. All give the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Isa {
	/// Portable code, as the compiler makes it from `f32::mul_add`.
	Scalar,
	/// The 128-bit vectors of 64-bit ARM.
	Neon,
	/// 256-bit vectors of x86, with fma.
	Avx2,
	/// 512-bit vectors of x86.
	Avx512,
}

impl Isa {
	/// All instruction sets, slowest first.
	pub const ALL: [Self; 4] = [Self::Scalar, Self::Neon, Self::Avx2, Self::Avx512];

	/// Returns whether this machine can run it.
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

	/// Returns the fastest one of this machine.
	pub fn best() -> Self {
		Self::ALL.into_iter().rev().find(|isa| isa.supported()).unwrap_or(Self::Scalar)
	}

	/// Returns the one of this name, or the fastest of this machine if the name is absent or empty.
	///
	/// It is for programs that take the name from the environment variable `OPENLEDGER_ISA`.
	pub fn named_or_best(name: Option<&str>) -> Result<Self, UnknownIsa> {
		match name {
			Some(name) if !name.is_empty() => name.parse(),
			_ => Ok(Self::best()),
		}
	}
}

/// The error of parsing an [`Isa`], with the text.
///
/// Programs take the name from the environment variable `OPENLEDGER_ISA`, hence the text. This crate never
/// reads it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("OPENLEDGER_ISA is \"{0}\": use scalar, neon, avx2 or avx512, or unset it")]
pub struct UnknownIsa(pub String);

impl FromStr for Isa {
	type Err = UnknownIsa;

	fn from_str(name: &str) -> Result<Self, UnknownIsa> {
		match name {
			"scalar" => Ok(Self::Scalar),
			"neon" => Ok(Self::Neon),
			"avx2" => Ok(Self::Avx2),
			"avx512" => Ok(Self::Avx512),
			_ => Err(UnknownIsa(name.into())),
		}
	}
}

/// Compiles one function body for each instruction set.
///
/// The body is ordinary Rust: vectorisation changes how many elements a step handles, never what happens to
/// one element, and the compiler does not fuse or reorder floating-point operations on its own. The function
/// gets the instruction set as its first argument.
macro_rules! every_isa {
	($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $body:block) => {
		$(#[$meta])*
		$vis fn $name(isa: $crate::cpu::isa::Isa, $($arg: $ty),*) $(-> $ret)? {
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
				#[cfg(target_arch = "x86_64")]
				$crate::cpu::isa::Isa::Avx512 if isa.supported() => {
					// SAFETY: the machine has the features, as just confirmed.
					unsafe { avx512($($arg),*) }
				},
				#[cfg(target_arch = "x86_64")]
				$crate::cpu::isa::Isa::Avx2 if isa.supported() => {
					// SAFETY: the machine has the features, as just confirmed.
					unsafe { avx2($($arg),*) }
				},
				// Without its own instruction `f32::mul_add` is a library call, some twenty times slower.
				#[cfg(target_arch = "x86_64")]
				$crate::cpu::isa::Isa::Scalar if is_x86_feature_detected!("fma") => {
					// SAFETY: the machine has the feature, as just confirmed.
					unsafe { portable_fma($($arg),*) }
				},
				// NEON needs no copy: where it exists it is always on, and the portable code is compiled with
				// it.
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
		assert_eq!("avx512".parse(), Ok(Isa::Avx512));
		assert_eq!("sse".parse::<Isa>(), Err(UnknownIsa("sse".into())));
		assert_eq!(Isa::named_or_best(Some("scalar")), Ok(Isa::Scalar));
		assert_eq!(Isa::named_or_best(Some("sse")), Err(UnknownIsa("sse".into())));
		assert_eq!([None, Some("")].map(Isa::named_or_best), [Ok(Isa::best()), Ok(Isa::best())]);
		assert!(Isa::best().supported() && Isa::Scalar.supported());
		assert_eq!(Isa::Neon.supported(), cfg!(target_arch = "aarch64"));
		assert!(!(Isa::Neon.supported() && Isa::Avx2.supported()));
		#[cfg(target_arch = "aarch64")]
		assert_eq!(Isa::best(), Isa::Neon);
	}
}
