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
pub fn save_png(name: String, svg: &str, failed: impl Fn() + 'static) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(&blob("image/svg+xml", svg)?)?;
    let image = HtmlImageElement::new()?;
    let drawn = {
        let (image, url) = (image.clone(), url.clone());
        move || {
            if draw(&name, &image).is_err() {
                failed();
            }
            let revoked = Url::revoke_object_url(&url);
            debug_assert!(revoked.is_ok());
        }
    };
    image.set_onload(Some(Closure::once_into_js(drawn).unchecked_ref()));
    image.set_src(&url);
    Ok(())
}

fn draw(name: &str, image: &HtmlImageElement) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let (width, height) = (image.natural_width(), image.natural_height());
    let scale = if width.max(height) * 2 <= PNG_MAX { 2 } else { 1 };
    canvas.set_width((width * scale).min(PNG_MAX));
    canvas.set_height((height * scale).min(PNG_MAX));
    let context = canvas.get_context("2d")?.ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.scale(f64::from(scale), f64::from(scale))?;
    context.draw_image_with_html_image_element(image, 0.0, 0.0)?;
    let name = name.to_owned();
    let done = move |blob: JsValue| {
        let saved = blob.dyn_into::<Blob>().and_then(|blob| save(&name, &blob));
        debug_assert!(saved.is_ok());
    };
    canvas.to_blob(Closure::once_into_js(done).unchecked_ref())
}
