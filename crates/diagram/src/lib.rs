//! From a trace to positions, and from positions to pictures.
//!
//! ```text
//! Trace -> Layout (heights, once) -> Scene (a window, in whole pixels) -> page, SVG
//!       -> rows (what stands on one line) -> text, Mermaid, PlantUML
//!       -> JSON, CSV, ShiViz log
//! ```
//! Everything here is a pure function of a trace: no floats, no clock, no order that
//! depends on a hash. The same run gives the same picture, byte for byte.

mod compare;
mod csv;
mod filter;
mod html;
mod json;
mod layout;
mod mermaid;
mod names;
mod overview;
mod plain;
mod plantuml;
mod rows;
mod scene;
mod shiviz;
mod stamps;
mod svg;
mod text;
mod timeline;

pub use compare::{Counterpart, Difference};
pub use csv::{csv, csv_of_log};
pub use filter::Filter;
pub use html::html;
pub use json::{Document, VERSION, document, log_document};
pub use layout::{Layout, Options, RoleChange};
pub use mermaid::{mermaid, mermaid_of_trace};
pub use names::short_names;
pub use overview::{Bucket, Overview, OverviewMark, overview};
pub use plain::{duration_text, moment_text};
pub use plantuml::{plantuml, plantuml_of_trace};
pub use scene::{
    Arrow, ArrowEnd, ArrowLabel, Band, Break, CLASSES, Frame, Ghost, GhostArrow, LeftOut, Mark, MarkLabel,
    Path, Scene, Segment, Tick, View, class_of,
};
pub use shiviz::{
    DEFAULT_EXPRESSION, EVENTS_MAX, Log, LogHost, Mistakes, Reader, Reading, Refusal, Remark, Skipped,
    TEXT_MAX, decode, read, recognise, shiviz, shiviz_of_log, shiviz_of_trace,
};
pub use stamps::{Clock, Stamps, hybrid_text, wall_text};
pub use svg::{Caption, svg, svg_of_trace};
pub use text::{text, text_of_trace, text_with_clock};
