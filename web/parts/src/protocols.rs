//! The protocols, a part each. A text says which it needs.

/// Fetches the protocols that a text names, unless they are there. Whatever parses the text comes after.
///
/// # Errors
/// Where one does not come: its name.
#[cfg(not(feature = "split"))]
pub async fn need(_: &str) -> Result<(), &'static str> {
    Ok(())
}

#[cfg(feature = "split")]
pub use split::need;

#[cfg(feature = "split")]
mod split {
    use crate::{Part, fetch};
    use sequitur_core::protocols::{self, catalogue, register};
    use sequitur_core::scenario::protocols_of;
    use sequitur_core::sim::process::Described;
    use sequitur_core::sim::{AnyProtocol, Erased};

    type Protocol = &'static dyn AnyProtocol;

    macro_rules! parts {
        ($($module:ident::$protocol:ident,)+) => {
            /// Each protocol by the word that names it.
            static ALL: &[(&str, &Part<Protocol>)] = &[$({
                crate::part!(PART: Protocol = $module { &Erased::<protocols::$module::$protocol>::new() });
                (<protocols::$module::$protocol as Described>::INFO.name, &PART)
            }),+];
        };
    }
    sequitur_core::protocols!(parts);

    /// Fetches the protocols that a text names, unless they are there. Whatever parses the text comes after.
    ///
    /// # Errors
    /// Where one does not come: its name.
    pub async fn need(text: &str) -> Result<(), &'static str> {
        for meant in protocols_of(text) {
            let is_here = catalogue().iter().any(|protocol| protocol.info().name == meant);
            if let Some((name, part)) = ALL.iter().find(|(name, _)| *name == meant && !is_here) {
                fetch(*part).await.map_err(|_| *name)?;
                part.here().into_iter().for_each(|protocol| register(*protocol));
            }
        }
        Ok(())
    }
}
