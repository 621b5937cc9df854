//! All that a protocol's file needs: `use crate::authoring::*;`.

pub use crate::ordered::{Map, Set};
pub use crate::sim::command::{Asked, FromWords};
pub use crate::sim::forge::{ForgedWords, Forger};
pub use crate::sim::info::{
    Assumption, Field, FieldType, Group, Info, Keyword, Kind, LONGEST, MS, MessageRole, Parameter, Property,
    PropertyKind, Role, Variant, assumed, beat, data, field, keyword, liveness, no, request, role, safety,
    variant, yes,
};
pub use crate::sim::observe::{Observe, Observed, Verdicts, counted, holds, pending};
pub use crate::sim::plan::Setting;
pub use crate::sim::plan::{Plan, Strategy};
pub use crate::sim::process::{Content, Described, Effects, Process};
pub use crate::sim::run::{ArgumentError, Fields, Outcome, Value, fields};
pub use crate::sim::settings::{Settings, bug, chosen, duration, is_on, number, range};
pub use crate::sim::vocabulary::{Entry, Never, Words, words};
pub use crate::sim::world::{Step, Trigger};
pub use crate::trace::{Micros, NodeId};
