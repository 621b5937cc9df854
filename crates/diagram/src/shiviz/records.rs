//! What has been found in a log.

use super::clock::Entry;
use super::hosts::Hosts;
use super::remarks::Skipped;

/// An event of a log.
pub(super) struct Record {
    /// The number of its host; once lanes are given, its lane.
    pub host: u32,
    /// Which of its host's events it is, from 1.
    pub own: u32,
    /// Where the event begins.
    pub line: u32,
    /// Line and column of its clock.
    pub clock: (u32, u32),
    /// What it says, as a piece of the log.
    pub text: (u32, u32),
    /// Its clock, as a piece of all entries.
    pub entries: (u32, u32),
}

/// All that has been found.
#[derive(Default)]
pub(super) struct Found {
    pub hosts: Hosts,
    pub records: Vec<Record>,
    /// The entries of all clocks.
    pub entries: Vec<Entry>,
    /// The names of groups beside host, clock and event, and what they hold.
    pub names: Vec<String>,
    pub fields: Vec<(u32, u32)>,
    pub skipped: Skipped,
}
