//! The frames of the page: each says which panels it has, and where.

pub mod embed;
pub mod keeping;
pub mod keys;
pub mod shell;
pub mod start;
pub mod teach;
pub mod workbench;
