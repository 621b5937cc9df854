//! The page. It knows the screen and no protocol; what it shows is derived from a
//! scenario's text, and what a click does is a line in that text.

mod browser;
mod diagram;
mod document;
mod engine;
mod frames;
mod learn;
mod panels;
mod parts;
mod words;

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::args().nth(1).as_deref() == Some("first-picture") {
        return print!("{}", frames::start::first_picture::html());
    }
    browser::panic::show_on_page();
    browser::bridge::install();
    wasm_bindgen_futures::spawn_local(async {
        let opened = frames::shell::Props::now().await;
        let place = browser::first_visit::place();
        yew::Renderer::<frames::shell::Shell>::with_root_and_props(place, opened).render();
    });
}
