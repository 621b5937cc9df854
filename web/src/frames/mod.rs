//! The frames of the page: each says which panels it has, and where.

pub mod keeping;
pub mod keys;
pub mod workbench;
