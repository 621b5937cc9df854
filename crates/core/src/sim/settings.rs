//! What a scenario sets: the parameters of a protocol as it reads them.

use super::info::{Info, OnlyWith, Parameter, Variant};
use super::plan::{Plan, Setting};
use super::vocabulary::Words;
use crate::trace::Micros;

impl OnlyWith {
    /// Whether a plan has one of these settings.
    pub fn is_met(&self, info: &Info, plan: &Plan) -> bool {
        *self != OnlyWith::NEVER && self.words.contains(&chosen(info, plan, self.parameter))
    }
}

/// The value of a parameter: what the scenario sets, or its default.
///
/// # Panics
/// Where the protocol asks for a parameter that it does not list: a bug in it.
pub fn setting(info: &Info, plan: &Plan, name: &str) -> Setting {
    let default = info
        .parameters
        .iter()
        .find(|parameter| parameter.name == name)
        .expect("a protocol lists its parameters")
        .default;
    plan.settings.get(name).copied().unwrap_or(default)
}

/// The value of a parameter that is a length of time.
///
/// # Panics
/// Where it is not: a bug in the protocol, as with [`setting`].
pub fn duration(info: &Info, plan: &Plan, name: &str) -> Micros {
    match setting(info, plan, name) {
        Setting::Duration(time) => time,
        _ => unreachable!("{name} is a duration"),
    }
}

/// The value of a parameter that is a range of lengths of time.
///
/// # Panics
/// Where it is not: a bug in the protocol, as with [`setting`].
pub fn range(info: &Info, plan: &Plan, name: &str) -> (Micros, Micros) {
    match setting(info, plan, name) {
        Setting::Range(least, most) => (least, most),
        _ => unreachable!("{name} is a range"),
    }
}

/// The value of a parameter that is a number.
///
/// # Panics
/// Where it is not: a bug in the protocol, as with [`setting`].
pub fn number(info: &Info, plan: &Plan, name: &str) -> u64 {
    match setting(info, plan, name) {
        Setting::Count(number) => number,
        _ => unreachable!("{name} is a number"),
    }
}

/// Whether a parameter is on.
///
/// # Panics
/// Where it is no switch: a bug in the protocol, as with [`setting`].
pub fn is_on(info: &Info, plan: &Plan, name: &str) -> bool {
    match setting(info, plan, name) {
        Setting::Switch(on) => on,
        _ => unreachable!("{name} is a switch"),
    }
}

/// The value of a parameter that is one of several words.
///
/// # Panics
/// Where it is not: a bug in the protocol, as with [`setting`].
pub fn chosen(info: &Info, plan: &Plan, name: &str) -> &'static str {
    match setting(info, plan, name) {
        Setting::OneOf(word, _) => word,
        _ => unreachable!("{name} is a word"),
    }
}

/// The broken variant that the scenario asks for, of those that the protocol lists.
pub fn bug<V: Words<Variant>>(plan: &Plan) -> Option<V> {
    plan.variant.and_then(V::named)
}

/// What the scenario sets, by name: for protocols that need no [`Process::Config`] of their own.
#[derive(Debug)]
pub struct Settings {
    parameters: Vec<(&'static str, Setting)>,
    variant: Option<&'static str>,
}

impl Settings {
    /// The parameters of a protocol and its variant, as a scenario has them.
    pub fn of(info: &Info, plan: &Plan) -> Settings {
        let set = |parameter: &Parameter| (parameter.name, setting(info, plan, parameter.name));
        Settings { parameters: info.parameters.iter().map(set).collect(), variant: plan.variant }
    }

    /// A parameter.
    ///
    /// # Panics
    /// Where the protocol does not list it: a bug in it.
    pub fn get(&self, name: &str) -> Setting {
        let found = self.parameters.iter().find(|(other, _)| *other == name);
        found.expect("a protocol lists its parameters").1
    }

    /// A parameter that is a number.
    ///
    /// # Panics
    /// Where it is not, and as with [`Settings::get`].
    pub fn number(&self, name: &str) -> u64 {
        match self.get(name) {
            Setting::Count(number) => number,
            _ => unreachable!("{name} is a number"),
        }
    }

    /// A parameter that is a length of time.
    ///
    /// # Panics
    /// As with [`Settings::number`].
    pub fn duration(&self, name: &str) -> Micros {
        match self.get(name) {
            Setting::Duration(time) => time,
            _ => unreachable!("{name} is a duration"),
        }
    }

    /// A parameter that is one of several words.
    ///
    /// # Panics
    /// As with [`Settings::number`].
    pub fn chosen(&self, name: &str) -> &'static str {
        match self.get(name) {
            Setting::OneOf(word, _) => word,
            _ => unreachable!("{name} is a word"),
        }
    }

    /// The broken variant, if one was asked for.
    pub fn bug<V: Words<Variant>>(&self) -> Option<V> {
        self.variant.and_then(V::named)
    }
}
