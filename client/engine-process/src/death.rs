//! Ends of engines that nobody asked for.

use openledger_primitives::job::FailReason;
use std::{os::unix::process::ExitStatusExt, process::ExitStatus, time::Duration};

/// The reason why an engine's process is gone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Death {
	/// A signal ended it.
	#[error("{}", of_signal(*.0))]
	Signal(i32),
	/// It ended by itself.
	#[error("the engine ended with exit code {0}: the lines before this one in the log say why")]
	Exit(i32),
	/// It could not be started.
	#[error("the engine cannot be started: {0}")]
	Start(String),
	/// It sent what no engine sends, and was ended.
	#[error("the engine sent what cannot be understood and was ended: {0}")]
	Garbled(String),
	/// It gave no sign of life for so long, and was ended.
	#[error(
		"the engine gave no sign of life for {} seconds and was ended: somebody stopped it, or the machine \
		 has no time or memory left for it",
		.0.as_secs()
	)]
	Silent(Duration),
	/// It lives, but did not go on with what it was asked for, and was ended.
	#[error(
		"the engine did not go on with a request for {} seconds and was ended: look at the disk that models \
		 lie on, or report the lines before",
		.0.as_secs()
	)]
	Stuck(Duration),
	/// A file that it had mapped is no longer what it was.
	#[error("after a death of the engine, a file that it reads is damaged: {0}")]
	Damaged(String),
}

/// Labels of deaths in metrics.
pub const LABELS: &[&str] =
	&["damaged_file", "killed", "aborted", "signal", "exit", "start", "silent", "stuck"];

fn of_signal(signal: i32) -> String {
	let why = match signal {
		libc::SIGBUS => {
			"a file that it had mapped was cut short or cannot be read: check the model's file and its disk"
		},
		libc::SIGKILL => "it was killed, probably because memory ran out: see the kernel's log",
		libc::SIGABRT => "it gave up, probably because it reached its limit on memory: see the lines before",
		libc::SIGSEGV | libc::SIGILL | libc::SIGFPE => "a fault of the program or of the machine",
		libc::SIGTERM | libc::SIGINT => "somebody asked it to end",
		_ => "see signal(7)",
	};
	format!("the engine was ended by signal {signal}: {why}")
}

impl Death {
	/// Tells the reason from the status of a process that has ended.
	pub(crate) fn of(status: ExitStatus) -> Self {
		match (status.signal(), status.code()) {
			(Some(signal), _) => Self::Signal(signal),
			(None, code) => Self::Exit(code.unwrap_or_default()),
		}
	}

	/// Returns the label in metrics, one of [`LABELS`].
	pub(crate) fn label(&self) -> &'static str {
		match self {
			Self::Signal(libc::SIGBUS) | Self::Damaged(_) => "damaged_file",
			Self::Signal(libc::SIGKILL) => "killed",
			Self::Signal(libc::SIGABRT) => "aborted",
			Self::Signal(_) => "signal",
			Self::Exit(_) | Self::Garbled(_) => "exit",
			Self::Start(_) => "start",
			Self::Silent(_) => "silent",
			Self::Stuck(_) => "stuck",
		}
	}

	/// Returns what a job fails for that cannot be done because of this.
	pub(crate) fn reason(&self) -> FailReason {
		match self {
			Self::Signal(libc::SIGBUS) | Self::Damaged(_) => FailReason::BlobUnavailable,
			Self::Signal(libc::SIGKILL | libc::SIGABRT) | Self::Start(_) | Self::Silent(_) => {
				FailReason::OutOfResources
			},
			Self::Signal(_) | Self::Exit(_) | Self::Garbled(_) | Self::Stuck(_) => FailReason::Internal,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_death_has_a_sentence_a_label_and_a_reason() {
		for (death, says, label, reason) in [
			(
				Death::of(ExitStatus::from_raw(7)),
				"signal 7: a file",
				"damaged_file",
				FailReason::BlobUnavailable,
			),
			(
				Death::of(ExitStatus::from_raw(9)),
				"probably because memory",
				"killed",
				FailReason::OutOfResources,
			),
			(
				Death::of(ExitStatus::from_raw(6)),
				"its limit on memory",
				"aborted",
				FailReason::OutOfResources,
			),
			(Death::of(ExitStatus::from_raw(11)), "signal 11", "signal", FailReason::Internal),
			(Death::of(ExitStatus::from_raw(3 << 8)), "exit code 3", "exit", FailReason::Internal),
			(Death::Start("no".into()), "cannot be started: no", "start", FailReason::OutOfResources),
			(Death::Silent(Duration::from_secs(9)), "for 9 seconds", "silent", FailReason::OutOfResources),
			(Death::Stuck(Duration::from_secs(9)), "for 9 seconds", "stuck", FailReason::Internal),
			(Death::Damaged("cut".into()), "damaged: cut", "damaged_file", FailReason::BlobUnavailable),
		] {
			assert!(death.to_string().contains(says), "{death}");
			assert_eq!((death.label(), death.reason()), (label, reason), "{death}");
			assert!(LABELS.contains(&label));
		}
	}
}
