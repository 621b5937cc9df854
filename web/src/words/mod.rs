//! The words of the page, a table for each language. What a protocol says stands with its protocol.

mod en;

pub use en::*;
