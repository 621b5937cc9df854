//! From a trace to positions, and from positions to pictures.
//!
//! ```text
//! Trace -> Layout (heights, once) -> Scene (a window, in whole pixels) -> page, SVG
//!       -> rows (what stands on one line) -> text, Mermaid, PlantUML
//!       -> JSON, CSV, ShiViz log
//! ```
//! Everything here is a pure function of a trace: no floats, no clock, no order that
//! depends on a hash. The same run gives the same picture, byte for byte.

mod alongside;
mod compare;
mod consequence;
mod csv;
mod facts;
mod filter;
mod html;
mod json;
mod layout;
mod legend;
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
mod widths;

pub use alongside::{Alongside, AlongsideDocument, Told, alongside_text};
pub use compare::{Counterpart, Difference};
pub use consequence::consequence;
pub use csv::{csv, csv_of_log};
pub use facts::{Broken, Facts, LinkCut, Partition, Tone, readable};
pub use filter::Filter;
pub use html::html;
pub use json::{Document, VERSION, document, log_document};
pub use layout::{Layout, Options, RoleChange};
pub use legend::{Entry, legend};
pub use mermaid::{mermaid, mermaid_of_trace};
pub use names::short_names;
pub use overview::{Bucket, Overview, OverviewMark, overview};
pub use plain::{duration_text, moment_text};
pub use plantuml::{plantuml, plantuml_of_trace};
pub use scene::{
    Arrow, ArrowEnd, ArrowLabel, Badge, Band, Break, EPOCH_ROOM, Frame, Ghost, GhostArrow, LeftOut, Mark,
    MarkLabel, Path, Ring, Scene, Segment, Stamp, StampOf, Tick, View, Wall, head_half,
};
pub use shiviz::{
    DEFAULT_EXPRESSION, EVENTS_MAX, Log, LogHost, Mistakes, Reader, Reading, Refusal, Remark, Skipped,
    TEXT_MAX, decode, read, recognise, shiviz, shiviz_of_log, shiviz_of_trace,
};
pub use stamps::{Clock, StampText, Stamps, hybrid_text, kept_text, knowledge_text, vector_text, wall_text};
pub use svg::{Caption, alongside_svg, svg, svg_of_trace};
pub use text::{text, text_of_trace, text_with_clock};

/// An index in a trace: ids are 32 bits wide, so no trace holds more.
pub(crate) fn index_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
