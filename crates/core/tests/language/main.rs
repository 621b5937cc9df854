//! The scenario language from outside.

mod text;
mod toy;
