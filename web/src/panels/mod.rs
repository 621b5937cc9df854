//! The panels: each shows one side of the document, and needs nothing else.

pub mod bar;
pub mod branches;
pub mod check;
pub mod chips;
pub mod editor;
pub mod errors;
pub mod examples;
pub mod find;
pub mod help;
pub mod icons;
pub mod inspector;
pub mod log_dialog;
pub mod log_panel;
pub mod message;
pub mod moves;
pub mod order;
pub mod share;
pub mod shrink;
pub mod thumbnail;
pub mod transport;
pub mod what_if;
