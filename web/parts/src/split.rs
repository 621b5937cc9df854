//! How a part is marked, and fetched.

use crate::Missing;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// `web/split.mjs` puts it into the program's script.
    #[wasm_bindgen(js_name = fetchPart, catch)]
    async fn fetch_part(name: &str) -> Result<JsValue, JsValue>;
}

/// Loads a part.
pub(crate) async fn load(name: &str) -> Result<(), Missing> {
    fetch_part(name).await.map(drop).map_err(|_| Missing)
}

/// A part by its name, with what it gives: `part!(pub TEACH: Frame = teach { … })`.
///
/// What the exported function reaches, and nothing else, becomes the part; a call of the
/// imported one is a call of the exported one. The names are those that the tool looks for.
#[macro_export]
macro_rules! part {
    ($(#[$about:meta])* $visible:vis $NAME:ident: $type:ty = $name:ident $value:block) => {
        $(#[$about])*
        $visible static $NAME: $crate::Part<$type> = {
            #[cfg(target_family = "wasm")]
            #[link(wasm_import_module = "__wasm_split_placeholder__")]
            unsafe extern "C" {
                #[link_name = concat!("__wasm_split_00", stringify!($name), "00_import_00000000000000000000000000000000")]
                safe fn reach() -> *const ();
            }

            #[cfg_attr(target_family = "wasm", unsafe(export_name = concat!("__wasm_split_00", stringify!($name), "00_export_00000000000000000000000000000000")))]
            extern "C" fn give() -> *const () {
                static VALUE: $type = $value;
                (&raw const VALUE).cast()
            }

            #[cfg(not(target_family = "wasm"))]
            use give as reach;

            fn take() -> &'static $type {
                // SAFETY: the address is that of `VALUE`.
                unsafe { &*reach().cast::<$type>() }
            }
            $crate::Part::new(stringify!($name), take)
        };
    };
}
