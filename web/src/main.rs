//! The page. It knows the screen and no protocol; what it shows is derived from a
//! scenario's text, and what a click does is a line in that text.

mod browser;
mod diagram;
mod document;
mod engine;
mod frames;
mod panels;

fn main() {
    browser::panic::show_on_page();
    browser::bridge::install();
    yew::Renderer::<frames::workbench::App>::new().render();
}
