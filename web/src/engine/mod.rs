//! What makes runs, searches and logs, in slices or beside the page.

pub mod checking;
pub mod grading;
pub mod log_file;
pub mod runner;
pub mod strip;
pub mod trying;
