//! What the machine has to give: free memory, and room on a disk.

use std::path::Path;

/// Bytes of memory that this process may still take; `None` where the system does not tell.
///
/// The least of what Linux calls available, what is left below the limit of a control group, and below the limit on
/// the address space (`ulimit -v`).
pub(super) fn free_memory() -> Option<u64> {
    let read = |path: &str| std::fs::read_to_string(path).ok();
    let available = read("/proc/meminfo").and_then(|text| kibibytes(&text, "MemAvailable:"));
    let group = || {
        let number = |path: &str| read(path)?.trim().parse::<u64>().ok();
        let most = number("/sys/fs/cgroup/memory.max")?;
        Some(most.saturating_sub(number("/sys/fs/cgroup/memory.current")?))
    };
    let space = || {
        let taken = kibibytes(&read("/proc/self/status")?, "VmSize:")?;
        Some(address_space(&read("/proc/self/limits")?)?.saturating_sub(taken))
    };
    [available, group(), space()].into_iter().flatten().min()
}

/// The value of `key` in a file of lines such as `MemAvailable:  1234 kB`, in bytes.
fn kibibytes(text: &str, key: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    line.split_whitespace().next()?.parse::<u64>().ok()?.checked_mul(1024)
}

/// The soft limit on the address space, where there is one.
fn address_space(limits: &str) -> Option<u64> {
    limits
        .lines()
        .find_map(|line| line.strip_prefix("Max address space"))?
        .split_whitespace()
        .next()?
        .parse()
        .ok()
}

/// Bytes that may still be written beside `file`; `None` where the system does not tell.
#[cfg(unix)]
pub(super) fn free_disk(file: &Path) -> Option<u64> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let room = rustix::fs::statvfs(folder).ok()?;
    room.f_bavail.checked_mul(room.f_frsize)
}

/// Bytes that may still be written beside a file, which only Unix tells.
#[cfg(not(unix))]
pub(super) fn free_disk(_: &Path) -> Option<u64> {
    None
}

/// `bytes` for a reader.
pub(super) fn in_words(bytes: u64) -> String {
    let mut value = bytes as f64;
    let mut units = ["bytes", "kB", "MB", "GB", "TB"].into_iter();
    let mut unit = units.next().unwrap_or_default();
    for larger in units {
        if value < 1000.0 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    let decimals = usize::from(unit != "bytes" && value < 100.0);
    format!("{value:.decimals$} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells_is_read() {
        let memory = "MemTotal:       32768 kB\nMemAvailable:   1024 kB\n";
        assert_eq!(kibibytes(memory, "MemAvailable:"), Some(1 << 20));
        assert_eq!(kibibytes("", "MemAvailable:"), None);
        assert_eq!(address_space("Max address space    500000    unlimited    bytes\n"), Some(500_000));
        assert_eq!(address_space("Max address space    unlimited    unlimited    bytes\n"), None);
    }

    #[test]
    fn bytes_are_said_in_three_figures() {
        let said = [0, 999, 1000, 123_456, 7_200_000_000].map(in_words);
        assert_eq!(said, ["0 bytes", "999 bytes", "1.0 kB", "123 kB", "7.2 GB"]);
    }
}
