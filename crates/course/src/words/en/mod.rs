//! English.

mod asked;
#[cfg(feature = "grade")]
mod told;

pub(crate) use asked::*;
#[cfg(feature = "grade")]
pub(crate) use told::*;
