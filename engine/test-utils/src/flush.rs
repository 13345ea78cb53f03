//! A thread that flushes subnormal numbers to zero, as some libraries leave it.

/// Bits of the SSE control register that are set on this thread, and taken back when this is dropped.
pub struct FlushSubnormals(u32);

impl FlushSubnormals {
	/// Results that are subnormal become zero.
	pub const TO_ZERO: u32 = 1 << 15;
	/// Operands that are subnormal count as zero.
	pub const DENORMALS_ARE_ZERO: u32 = 1 << 6;

	/// Sets bits on this thread until the value is dropped.
	pub fn on(bits: u32) -> Self {
		let mut before = 0u32;
		// SAFETY: reads the register into a word on the stack.
		unsafe { std::arch::asm!("stmxcsr [{}]", in(reg) &mut before, options(nostack)) };
		Self::set(before | bits);
		Self(before)
	}

	fn set(value: u32) {
		// SAFETY: both bits exist on every 64-bit processor; the value otherwise comes from the register.
		unsafe { std::arch::asm!("ldmxcsr [{}]", in(reg) &value, options(nostack)) };
	}
}

impl Drop for FlushSubnormals {
	fn drop(&mut self) {
		Self::set(self.0);
	}
}
