//! The scenario language from outside.

mod docs;
mod edits;
mod grammar;
mod links;
mod mistakes;
mod random;
mod text;
mod toy;
