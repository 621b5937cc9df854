//! How long an input has kept the processor busy, and how much memory there was.

#![allow(clippy::disallowed_types, reason = "how long something takes is measured, and decides no result")]

use std::time::Instant;

/// Runs from when it is made.
pub struct Meter {
    start: Instant,
    busy: Option<u64>,
}

impl Meter {
    /// Starts it.
    pub fn start() -> Meter {
        Meter { start: Instant::now(), busy: busy_nanos() }
    }

    /// Milliseconds in which this thread worked, or else that have passed: others may have
    /// kept the machine busy.
    pub fn millis(&self) -> u64 {
        let passed = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX);
        match (self.busy, busy_nanos()) {
            _ if passed < 100 => passed,
            (Some(before), Some(now)) => (now - before) / 1_000_000,
            _ => passed,
        }
    }
}

/// How long this thread has been on a processor, where the system tells.
fn busy_nanos() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// The most memory that the process has had, in megabytes; 0 where the system does not tell.
pub fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1_000
}
