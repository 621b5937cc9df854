//! The page. It knows the screen and no protocol; what it shows is derived from a
//! scenario's text, and what a click does is a line in that text.

mod app;
mod branches;
mod bridge;
mod check;
mod checking;
mod chips;
mod diagram;
mod drawing;
mod editor;
mod errors;
mod examples;
mod files;
mod find;
mod frontier;
mod hand;
mod help;
mod inspector;
mod keys;
mod log_dialog;
mod log_file;
mod log_panel;
mod marks;
mod moves;
mod open_run;
mod opening;
mod order;
mod panic;
mod picture;
mod pointer;
mod runner;
mod share;
mod shrink;
mod state;
mod storage;
mod transport;
mod view;
mod what_if;

fn main() {
    panic::show_on_page();
    bridge::install();
    yew::Renderer::<app::App>::new().render();
}
