//! The words of a protocol: each list of [`Info`](super::info::Info) from one definition, so
//! that no name or index is written twice.

use std::fmt::Debug;
use std::hash::Hash;

/// An entry of a list in [`Info`](super::info::Info).
pub trait Entry: 'static {
    /// As scenarios write it.
    fn name(&self) -> &'static str;
}

/// An enum whose variants are the entries of a list in [`Info`](super::info::Info): kinds of
/// message, timers, acts, roles, commands, properties, broken variants. [`words!`] makes one.
///
/// [`words!`]: crate::words
pub trait Words<E: Entry>: Copy + Ord + Hash + Debug + Send + Sync + 'static {
    /// The list.
    const ALL: &'static [E];

    /// The index in the list.
    fn index(self) -> u8;

    /// The variant at an index of the list.
    ///
    /// # Panics
    /// Where the list is shorter: a bug, since indices come from [`Words::index`].
    fn at(index: u8) -> Self;

    /// The entry.
    fn entry(self) -> &'static E {
        &Self::ALL[usize::from(self.index())]
    }

    /// The variant whose entry has this name.
    fn named(name: &str) -> Option<Self> {
        let index = Self::ALL.iter().position(|entry| entry.name() == name)?;
        u8::try_from(index).ok().map(Self::at)
    }
}

/// No words: what a protocol without timers waits for, and one without commands is asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Never {}

impl<E: Entry> Words<E> for Never {
    const ALL: &'static [E] = &[];

    fn index(self) -> u8 {
        match self {}
    }

    fn at(index: u8) -> Never {
        unreachable!("an empty list has nothing at {index}")
    }
}

/// Enums whose variants are words of a protocol: `words! { enum NAME: ENTRY { VARIANT = entry, … } }`,
/// where `ENTRY` is [`Kind`](crate::sim::info::Kind), [`Keyword`](crate::sim::info::Keyword),
/// [`Role`](crate::sim::info::Role), [`Property`](crate::sim::info::Property) or
/// [`Variant`](crate::sim::info::Variant).
///
/// ```
/// use sequitur_core::authoring::*;
///
/// words! {
///     /// What is sent.
///     pub enum Message: Kind {
///         Ping = request("Ping", "Are you there?"),
///         Pong = yes("Pong", "I am."),
///     }
/// }
/// assert_eq!(Message::Pong.index(), 1);
/// assert_eq!(Message::named("Ping"), Some(Message::Ping));
/// ```
#[macro_export]
macro_rules! words {
    ($(
        $(#[$about:meta])*
        $access:vis enum $name:ident: $entry:ident { $($variant:ident = $value:expr),+ $(,)? }
    )+) => {$(
        $(#[$about])*
        #[allow(missing_docs, reason = "what each means stands in its entry")]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        $access enum $name { $($variant),+ }

        impl $crate::sim::vocabulary::Words<$crate::sim::info::$entry> for $name {
            const ALL: &'static [$crate::sim::info::$entry] = &[$($value),+];

            fn index(self) -> u8 {
                self as u8
            }

            fn at(index: u8) -> $name {
                [$($name::$variant),+][usize::from(index)]
            }
        }
    )+};
}
pub use words;
