//! The course: lessons that are played, and exercises that are graded by running them.

pub mod lesson;
#[cfg(feature = "build")]
pub mod markdown;
