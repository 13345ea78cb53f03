//! Memory that the machine has left.

use std::{fs, path::Path};

/// Returns the bytes that this process may still take: what the machine has available, or less if a control
/// group bounds it. `None` where the system does not say.
pub(super) fn available() -> Option<u64> {
	let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| field(&text, "MemAvailable:"));
	let groups = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
	let group = left_in_groups(Path::new("/sys/fs/cgroup"), &groups);
	[machine.map(|kib| kib.saturating_mul(1024)), group].into_iter().flatten().min()
}

/// Returns the number that follows a name at the beginning of a line.
fn field(text: &str, name: &str) -> Option<u64> {
	let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
	rest.split_whitespace().next()?.parse().ok()
}

/// Returns the bytes that are left in the control group of this process and in those around it.
///
/// `groups` is the text of /proc/self/cgroup: a line `0::/path` for version 2, or `N:memory:/path` for
/// version 1, whose files lie in a folder of their own.
fn left_in_groups(root: &Path, groups: &str) -> Option<u64> {
	let left = groups.lines().filter_map(|line| {
		let mut words = line.splitn(3, ':');
		let (_, controllers, path) = (words.next()?, words.next()?, words.next()?.trim_start_matches('/'));
		match controllers {
			"" => left_up_to(root, path, ["memory.max", "memory.current"], "file"),
			"memory" => {
				let names = ["memory.limit_in_bytes", "memory.usage_in_bytes"];
				left_up_to(&root.join("memory"), path, names, "total_cache")
			},
			_ => None,
		}
	});
	left.min()
}

/// Returns the least that is left in a group and in all groups around it.
///
/// Cached pages of files count as left.
fn left_up_to(root: &Path, path: &str, [limit, usage]: [&str; 2], cached: &str) -> Option<u64> {
	let whole = root.join(path);
	let folders = whole.ancestors().take_while(|folder| folder.starts_with(root));
	let number = |folder: &Path, name: &str| -> Option<u64> {
		fs::read_to_string(folder.join(name)).ok()?.trim().parse().ok()
	};
	folders
		.filter_map(|folder| {
			let (limit, usage) = (number(folder, limit)?, number(folder, usage)?);
			let stat = fs::read_to_string(folder.join("memory.stat")).unwrap_or_default();
			let cached = field(&stat, &format!("{cached} ")).unwrap_or(0);
			Some(limit.saturating_sub(usage.saturating_sub(cached)))
		})
		.min()
}

#[cfg(test)]
mod tests {
	use super::*;

	fn write(folder: &Path, files: &[(&str, &str)]) {
		fs::create_dir_all(folder).unwrap();
		for (name, text) in files {
			fs::write(folder.join(name), text).unwrap();
		}
	}

	#[test]
	fn the_narrowest_group_counts() {
		let dir = tempfile::tempdir().unwrap();
		let root = dir.path();
		let inner = root.join("system.slice/node.service");
		write(&inner, &[("memory.max", "max\n"), ("memory.current", "5\n")]);
		write(&root.join("system.slice"), &[("memory.max", "1000\n"), ("memory.current", "600\n")]);
		assert_eq!(left_in_groups(root, "0::/system.slice/node.service\n"), Some(400));
		write(
			&inner,
			&[("memory.max", "500"), ("memory.current", "450"), ("memory.stat", "anon 1\nfile 100\n")],
		);
		assert_eq!(left_in_groups(root, "0::/system.slice/node.service\n"), Some(150));
		assert_eq!(left_in_groups(root, "0::/elsewhere\n1:cpu:/x\n"), None);
		let old = [("memory.limit_in_bytes", "90"), ("memory.usage_in_bytes", "20")];
		write(&root.join("memory/a"), &old);
		assert_eq!(left_in_groups(root, "4:memory:/a\n"), Some(70));
	}

	#[test]
	fn fields_of_a_table() {
		assert_eq!(field("MemTotal: 9 kB\nMemAvailable:    12 kB\n", "MemAvailable:"), Some(12));
		assert_eq!(field("MemTotal: 9 kB\n", "MemAvailable:"), None);
	}
}
