//! The output of an engine, read with a limit on its silence.

use std::{
	io::{self, ErrorKind, Read},
	os::fd::AsRawFd,
	process::ChildStdout,
	time::Duration,
};

/// The output of an engine. Reading fails with [`ErrorKind::TimedOut`] if nothing comes for too long.
pub(crate) struct Heard {
	output: ChildStdout,
	silence: Duration,
}

impl Heard {
	/// Reads an output that may be silent for so long.
	pub fn new(output: ChildStdout, silence: Duration) -> Self {
		Self { output, silence }
	}

	/// Allows another silence from now on.
	pub fn allow(&mut self, silence: Duration) {
		self.silence = silence;
	}

	/// Waits until something comes or the output is closed. Returns whether that was in time.
	fn is_readable(&self, within: Duration) -> io::Result<bool> {
		let mut polled = libc::pollfd { fd: self.output.as_raw_fd(), events: libc::POLLIN, revents: 0 };
		let millis = within.as_millis().try_into().unwrap_or(i32::MAX);
		// SAFETY: the call reads and writes the one structure that it is given, which is ours.
		match unsafe { libc::poll(&raw mut polled, 1, millis) } {
			-1 => Err(io::Error::last_os_error()),
			ready => Ok(ready > 0),
		}
	}
}

impl Read for Heard {
	fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
		// In two halves: if both processes were stopped and go on, the first one ends at once, and the engine
		// has the second to be heard.
		for _ in 0..2 {
			if self.is_readable(self.silence / 2)? {
				return self.output.read(buffer);
			}
		}
		Err(ErrorKind::TimedOut.into())
	}
}
