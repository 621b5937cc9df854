//! Saving what is shown: as SVG, as PNG, as text.

use gloo::utils::document;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    Url,
};

/// A PNG is at most so many pixels wide or high: browsers refuse larger canvases.
const PNG_MAX: u32 = 16_000;

/// The most pixels that a PNG has in all, for the same reason.
const AREA_MAX: f64 = 120_000_000.0;

/// The least scale at which the picture's letters can be read.
const SCALE_MIN: f64 = 0.5;

/// Why there is no PNG.
pub enum PngTrouble {
    /// Scaled down until it fits, its letters could not be read.
    TooSmallToRead {
        /// How high the picture is.
        height: u32,
    },
    /// The browser refuses.
    Refused,
}

/// How large a picture of this width and height is drawn: twice as large as it is, so that
/// it is sharp, or as large as a PNG can be. None where its letters could not be read.
fn png_scale(width: u32, height: u32) -> Option<f64> {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    let by_side = f64::from(PNG_MAX) / width.max(height);
    let by_area = (AREA_MAX / (width * height)).sqrt();
    let scale = by_side.min(by_area).min(2.0);
    (scale >= SCALE_MIN).then_some(scale)
}

/// Offers a text as a file.
///
/// # Errors
/// Where the browser refuses to make a file.
pub fn save_text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    save(name, &blob(kind, text)?)
}

fn blob(kind: &str, text: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// Draws an SVG on a canvas, and offers it as a PNG. `failed` is called where the
/// browser cannot.
///
/// # Errors
/// Where the browser refuses to begin.
pub fn save_png(name: String, svg: &str, failed: impl Fn(PngTrouble) + 'static) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(&blob("image/svg+xml", svg)?)?;
    let image = HtmlImageElement::new()?;
    let drawn = {
        let (image, url) = (image.clone(), url.clone());
        move || {
            let (width, height) = (image.natural_width(), image.natural_height());
            match png_scale(width, height) {
                None => failed(PngTrouble::TooSmallToRead { height }),
                Some(scale) if draw(&name, &image, scale).is_err() => failed(PngTrouble::Refused),
                Some(_) => {}
            }
            let revoked = Url::revoke_object_url(&url);
            debug_assert!(revoked.is_ok());
        }
    };
    image.set_onload(Some(Closure::once_into_js(drawn).unchecked_ref()));
    image.set_src(&url);
    Ok(())
}

fn draw(name: &str, image: &HtmlImageElement, scale: f64) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let (width, height) = (image.natural_width(), image.natural_height());
    // What a fraction of a pixel rounds up to is left empty.
    let scaled = |side: u32| (f64::from(side) * scale).ceil() as u32;
    canvas.set_width(scaled(width).min(PNG_MAX));
    canvas.set_height(scaled(height).min(PNG_MAX));
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.scale(scale, scale)?;
    context.draw_image_with_html_image_element(image, 0.0, 0.0)?;
    let name = name.to_owned();
    let done = move |blob: JsValue| {
        let saved = blob.dyn_into::<Blob>().and_then(|blob| save(&name, &blob));
        debug_assert!(saved.is_ok());
    };
    canvas.to_blob(Closure::once_into_js(done).unchecked_ref())
}
