//! The scenario language from outside.

mod docs;
mod edits;
mod grammar;
mod groups;
mod links;
mod mistakes;
mod phrases;
mod random;
mod text;
mod toy;
