//! Priority of threads that compute.

/// Nice level of job threads: above 0, so that the scheduler prefers block production whenever it has work to
/// do.
const NICE_LEVEL: libc::c_int = 10;

/// Lowers the priority of this thread and of those that it starts from now on.
///
/// On Linux, `setpriority` of process 0 means the calling thread, and a new thread inherits the level of its
/// parent.
pub fn lower_priority() {
	// SAFETY: the call takes three integers and touches no memory of ours.
	let refused = unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, NICE_LEVEL) } != 0;
	if refused {
		let error = std::io::Error::last_os_error();
		log::warn!(target: "worker", "training runs at normal priority: {error}");
	}
}
