//! The words of a protocol, each made in a line.

use super::{Field, FieldType, Keyword, Kind, MessageRole, Property, PropertyKind, Role, Variant};
use crate::sim::vocabulary::Entry;

impl Entry for Kind {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl Entry for Keyword {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl Entry for Role {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl Entry for Property {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl Entry for Variant {
    fn name(&self) -> &'static str {
        self.name
    }
}

/// A role, and how much a node in it drives the others.
pub const fn role(name: &'static str, weight: u8) -> Role {
    Role { name, weight, is_in_doubt: false }
}

/// A broken variant, the property that it breaks, and what it does differently.
pub const fn variant(name: &'static str, breaks: &'static str, about: &'static str) -> Variant {
    Variant { name, about, breaks }
}

/// A word and what it means.
pub const fn keyword(name: &'static str, about: &'static str) -> Keyword {
    Keyword { name, about }
}

/// A message that asks for something.
pub const fn request(name: &'static str, about: &'static str) -> Kind {
    Kind { name, about, role: MessageRole::Request }
}

/// A message that answers as was asked.
pub const fn yes(name: &'static str, about: &'static str) -> Kind {
    Kind { name, about, role: MessageRole::Yes }
}

/// A message that refuses.
pub const fn no(name: &'static str, about: &'static str) -> Kind {
    Kind { name, about, role: MessageRole::No }
}

/// A message that tells something.
pub const fn data(name: &'static str, about: &'static str) -> Kind {
    Kind { name, about, role: MessageRole::Data }
}

/// A message that tells only that its sender is still there.
pub const fn beat(name: &'static str, about: &'static str) -> Kind {
    Kind { name, about, role: MessageRole::Beat }
}

/// A field and the type of its values.
pub const fn field(name: &'static str, of: FieldType) -> Field {
    Field { name, of }
}

/// A property that one event can break for good.
pub const fn safety(name: &'static str, statement: &'static str) -> Property {
    Property { name, kind: PropertyKind::Safety, statement, only_with: None }
}

/// A property that a finite run can only fulfil.
pub const fn liveness(name: &'static str, statement: &'static str) -> Property {
    Property { name, kind: PropertyKind::Liveness, statement, only_with: None }
}
