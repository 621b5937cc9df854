//! How long it has taken, and how much memory the process has.

#![allow(clippy::disallowed_types, reason = "how long a search takes is told, and decides no result")]

use std::time::Instant;

/// Runs from when it is made.
pub struct Meter {
    start: Instant,
}

impl Meter {
    /// Starts it.
    pub fn start() -> Meter {
        Meter { start: Instant::now() }
    }

    /// Milliseconds since it was started.
    pub fn millis(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The memory that the process has now, in bytes; None where the system does not tell.
pub fn resident_bytes() -> Option<u64> {
    of_status("VmRSS:")
}

/// The most memory that the process has had, in bytes; None where the system does not
/// tell.
pub fn peak_bytes() -> Option<u64> {
    of_status("VmHWM:")
}

fn of_status(name: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}
