//! The peak memory of this process.

/// Returns the peak resident set in bytes, as the system counts it; 0 if it does not say.
pub(crate) fn peak_rss_bytes() -> u64 {
	let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
	line.and_then(|rest| rest.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}
