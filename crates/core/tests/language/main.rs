//! The scenario language from outside.

mod docs;
mod edits;
mod goals;
mod grammar;
mod groups;
mod links;
mod mistakes;
mod phrases;
mod random;
mod text;
mod toy;
mod vary;
