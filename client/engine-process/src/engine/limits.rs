//! What an engine may take of the machine, and when the system is to end it.

/// Bytes that an engine may take beyond those of models: records, tokens, activations, moments, stacks.
const MARGIN: u64 = 4 << 30;

/// Ends this process with the node's thread that started it, closes every descriptor but the three standard
/// ones, and has the system end this process first when memory runs out.
pub fn detach() {
	#[cfg(target_os = "linux")]
	{
		// SAFETY: the call takes integers and touches no memory of ours.
		unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) };
		// SAFETY: this is the process's first act, so nothing of ours owns one of these descriptors. A system
		// that lacks the call leaves them open.
		unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) };
		// A process may always raise its own; where there is no such file, the system has its own rule.
		_ = std::fs::write("/proc/self/oom_score_adj", "1000");
	}
}

/// Lowers this process's priority, and limits its memory to what all models may take and a margin.
pub fn confine(models: u64) {
	openledger_worker::lower_priority();
	let Some(bytes) = models.checked_add(MARGIN) else { return };
	let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
	// SAFETY: the call writes into the structure that it is given, which is ours.
	if unsafe { libc::getrlimit(libc::RLIMIT_DATA, &raw mut limit) } != 0 {
		return log::warn!(target: "engine", "its limit on memory is unknown, and stays as it is");
	}
	limit.rlim_cur = limit.rlim_max.min(bytes);
	// SAFETY: the call only reads the structure that it is given.
	if unsafe { libc::setrlimit(libc::RLIMIT_DATA, &raw const limit) } != 0 {
		let error = std::io::Error::last_os_error();
		log::warn!(target: "engine", "its memory stays without a limit: {error}");
	}
}
