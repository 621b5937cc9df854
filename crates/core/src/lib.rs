//! Runs of clock and consensus protocols as pure functions of a scenario text.
//!
//! Modules import only those above them: [`lanes`] and [`ordered`], [`trace`], [`clocks`], [`sim`],
//! [`protocols`], [`scenario`].

pub mod authoring;
pub mod clocks;
pub mod ordered;
pub mod protocols;
pub mod renaming;
pub mod scenario;
pub mod sim;
pub mod trace;
