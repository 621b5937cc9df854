//! Parts of a program that are fetched when they are first needed: each protocol is one, and
//! the page has others.
//!
//! A part is what one function reaches and nothing else does. `part!` marks that function;
//! `web/split.mjs` takes the program apart there. Without the feature `split` nothing is taken
//! apart, and every part is there as soon as it is asked for.

pub mod protocols;
#[cfg(feature = "split")]
#[doc(hidden)]
pub mod split;

pub use protocols::need;

use std::sync::atomic::{AtomicBool, Ordering};

/// A part did not come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Missing;

/// A part, and what it gives: a table of functions, say.
pub struct Part<T: 'static> {
    name: &'static str,
    take: fn() -> &'static T,
    is_here: AtomicBool,
}

impl<T> Part<T> {
    /// For [`part!`].
    #[doc(hidden)]
    pub const fn new(name: &'static str, take: fn() -> &'static T) -> Part<T> {
        Part { name, take, is_here: AtomicBool::new(cfg!(not(feature = "split"))) }
    }

    /// What it gives, if it is there.
    pub fn here(&self) -> Option<&'static T> {
        self.is_here.load(Ordering::Relaxed).then(self.take)
    }
}

/// A part, whatever it gives.
pub trait Fetch: Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Whether it is there.
    fn is_here(&self) -> bool;
    /// Remembers that it has come.
    fn arrived(&self);
}

impl<T> Fetch for Part<T> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn is_here(&self) -> bool {
        self.is_here.load(Ordering::Relaxed)
    }

    fn arrived(&self) {
        self.is_here.store(true, Ordering::Relaxed);
    }
}

/// Fetches a part, unless it is there.
///
/// # Errors
/// Where it does not come. It can be asked for again.
pub async fn fetch(part: &'static dyn Fetch) -> Result<(), Missing> {
    if !part.is_here() {
        #[cfg(feature = "split")]
        split::load(part.name()).await?;
        part.arrived();
    }
    Ok(())
}

/// A part by its name, with what it gives: `part!(pub TEACH: Frame = teach { … })`.
#[cfg(not(feature = "split"))]
#[macro_export]
macro_rules! part {
    ($(#[$about:meta])* $visible:vis $NAME:ident: $type:ty = $name:ident $value:block) => {
        $(#[$about])*
        $visible static $NAME: $crate::Part<$type> = {
            fn take() -> &'static $type {
                static VALUE: $type = $value;
                &VALUE
            }
            $crate::Part::new(stringify!($name), take)
        };
    };
}
