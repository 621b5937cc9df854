//! The hosts that a log names.

use sequitur_core::ordered::Texts;

/// The most hosts that a log may name.
pub(super) const HOSTS_MAX: usize = 10_000;

/// A host: where it is named first, and how many events it has.
#[derive(Clone, Copy, Default)]
pub(super) struct Host {
    pub line: u32,
    pub column: u32,
    pub events: u32,
    /// The number of the last clock that names it.
    clock: u32,
}

/// The hosts of a log, numbered in the order in which they are named.
#[derive(Default)]
pub(super) struct Hosts {
    names: Texts,
    all: Vec<Host>,
    /// The number of the clock that is being read, and where it stands.
    clock: u32,
    location: (u32, u32),
}

impl Hosts {
    /// Turns to the next clock, which stands on this line and column.
    pub fn begin_clock(&mut self, location: (u32, u32)) {
        self.clock += 1;
        self.location = location;
    }

    /// The number of a host, a new one where it is named for the first time.
    pub fn number(&mut self, name: &str) -> u32 {
        let number = self.names.number(name);
        if self.all.len() <= number as usize {
            let (line, column) = self.location;
            self.all.push(Host { line, column, ..Host::default() });
        }
        number
    }

    /// Whether the clock that is being read has named a host before; it has now.
    pub fn names_again(&mut self, host: u32) -> bool {
        let last = &mut self.all[host as usize].clock;
        std::mem::replace(last, self.clock) == self.clock
    }

    /// All of them, with their names.
    pub fn into_parts(self) -> (Vec<Host>, Vec<Box<str>>) {
        (self.all, self.names.into_vec())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Counts an event of a host.
    pub fn add_event(&mut self, host: u32) {
        self.all[host as usize].events += 1;
    }
}

/// A host that has events in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LogHost {
    /// Its name.
    pub name: String,
    /// How many events it has.
    pub events: u32,
    /// Whether it has a lane.
    pub has_lane: bool,
}
