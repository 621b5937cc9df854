//! English.

pub mod exercise;
pub mod learn;
pub mod many_runs;
pub mod parts;
pub mod teach;
pub mod valence;

mod documents;
mod explaining;
mod frames;
mod looking;
mod panels;
mod pictures;

pub use documents::*;
pub use explaining::*;
pub use frames::*;
pub use looking::*;
pub use panels::*;
pub use pictures::*;
