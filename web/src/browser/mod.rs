//! What the browser gives: storage, files, keys, scripts, and a last word when the page fails.

pub mod address;
pub mod bridge;
pub mod build;
pub mod fetch;
pub mod files;
pub mod first_visit;
pub mod keys;
pub mod offline;
pub mod panic;
pub mod phone;
pub mod storage;
pub mod theme;
