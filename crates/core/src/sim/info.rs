//! What a protocol tells about itself: the words of its scenarios, its parameters, its
//! properties. The page, the command line and the checker show what they find here and
//! know nothing else of any protocol.

mod assumption;
mod words;

pub use assumption::{Assumed, Assumption, assumed};
pub use words::{beat, data, field, keyword, liveness, no, request, role, safety, variant, yes};

use super::plan::{Setting, Strategy};
use crate::trace::Micros;

/// A millisecond: the shortest time that most timers can be set to.
pub const MS: Micros = 1_000;

/// The longest time that a parameter can be.
pub const LONGEST: Micros = 1_000_000_000_000;

/// A protocol, as the catalogue lists it.
#[derive(Debug)]
pub struct Info {
    /// The word after `protocol` in a scenario.
    pub name: &'static str,
    /// Its name for people.
    pub title: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    /// Where it is defined.
    pub source: &'static str,
    /// Lanes are named with this and a number where the scenario gives only a number; where it
    /// is empty, with a letter each, as far as letters go.
    pub node_prefix: &'static str,
    /// The names of the first lanes, where the scenario gives only their number. Those after them
    /// are counted from 1.
    pub first_nodes: &'static [&'static str],
    /// How many nodes there are where the scenario does not say.
    pub default_nodes: u8,
    /// The fewest and the most nodes that it makes sense with, clients apart.
    pub node_bounds: (u8, u8),
    /// The roles that lanes can be counted by, where a node need not play all of them.
    /// Their order is the order of the lanes. Empty where all nodes are alike.
    pub groups: &'static [Group],
    /// Whether `clients` may add client lanes.
    pub has_clients: bool,
    /// Where the protocol relies on it that links keep the order of messages: the variant
    /// that takes it away. Links keep order then unless a `network` line says otherwise,
    /// also in runs by hand. None where links are as in any other protocol.
    pub fifo_unless: Option<&'static str>,
    /// Whether its nodes decide something for good, as [`super::process::Effects::decide`]
    /// announces it. Only then does it mean anything that no decision can be reached.
    pub decides: bool,
    /// Whether it can tell which values can still be decided: `Process::decidable`.
    pub tells_valence: bool,
    /// What an epoch is called, where the protocol has one.
    pub epoch: Option<&'static str>,
    /// Where an epoch is two numbers, how many values the second can have: 112 is shown
    /// as `1.12` where this is 100.
    pub epoch_base: Option<u64>,
    /// The kinds of message. Their order breaks ties: new ones go to the end.
    pub kinds: &'static [Kind],
    /// The timers. Their order breaks ties: new ones go to the end.
    pub timers: &'static [Keyword],
    /// What a node does of its own accord as soon as it may, such as entering a critical
    /// section. To the engine these are timers that no clock fires; they are counted on
    /// from the timers.
    pub acts: &'static [Keyword],
    /// The coins that a node can toss.
    pub coins: &'static [Keyword],
    /// How its traitors can behave, beside [`Strategy::Silent`] and [`Strategy::Honest`], which
    /// need nothing of it.
    pub strategies: &'static [Strategy],
    /// Whether its traitors can be made to say something: see
    /// [`Process::forgeries`](super::process::Process::forgeries).
    pub forges: bool,
    /// The roles that a node can have.
    pub roles: &'static [Role],
    /// What the inspector shows of a node: every name that its state can have, and of what
    /// type it is. A node has those that its part calls for.
    pub fields: &'static [Field],
    /// The fields whose numbers, added up over all nodes at the end, tell something of a run.
    pub counted: &'static [&'static str],
    /// What can be asked of a node.
    pub commands: &'static [Keyword],
    /// What `set` can change.
    pub parameters: &'static [Parameter],
    /// What it relies on. Where a run leaves one of these, nothing that follows is promised.
    pub assumes: &'static [Assumed],
    /// What is checked after every event.
    pub properties: &'static [Property],
    /// Ways to get it wrong on purpose. Scenarios name them by their numbers too, counted
    /// from 1: new ones go to the end.
    pub variants: &'static [Variant],
}

impl Info {
    /// Nothing: a protocol tells what it has, and takes the rest from here.
    pub const EMPTY: Info = Info {
        name: "",
        title: "",
        summary: "",
        source: "",
        node_prefix: "P",
        first_nodes: &[],
        default_nodes: 3,
        groups: &[],
        node_bounds: (1, 64),
        has_clients: false,
        fifo_unless: None,
        decides: false,
        tells_valence: false,
        epoch: None,
        epoch_base: None,
        kinds: &[],
        timers: &[],
        acts: &[],
        coins: &[],
        strategies: &[],
        forges: false,
        roles: &[],
        fields: &[],
        counted: &[],
        commands: &[],
        parameters: &[],
        properties: &[],
        variants: &[],
        assumes: &[],
    };

    /// What so many lanes are called where the scenario gives only their number.
    pub fn node_names(&self, count: u8) -> Vec<String> {
        let letter = |index: u8| match (b'A' + index % 26, index / 26) {
            (letter, 0) => char::from(letter).to_string(),
            (letter, round) => format!("{}{round}", char::from(letter)),
        };
        let name = |index: u8| match (self.first_nodes.get(usize::from(index)), self.node_prefix) {
            (Some(name), _) => (*name).to_owned(),
            (None, "") => letter(index),
            (None, prefix) => format!("{prefix}{}", usize::from(index) + 1 - self.first_nodes.len()),
        };
        (0..count).map(name).collect()
    }

    /// Whether a timer is in truth an act: something that no clock fires.
    pub fn is_act(&self, timer: u8) -> bool {
        usize::from(timer) >= self.timers.len()
    }

    /// Whether its runs can be drawn by hand: it has commands that are a local event, and
    /// the sending of a message.
    pub fn can_be_drawn(&self) -> bool {
        let has = |form: &str| self.commands.iter().any(|command| command.name == form);
        has("local [TEXT]") && has("send NODE [TEXT]")
    }

    /// Whether each process stamps its events with a Lamport and a vector clock of its own.
    pub fn keeps_stamps(&self) -> bool {
        let has = |name: &str| self.fields.iter().any(|field| field.name == name);
        has("lamport") && has("vector")
    }

    /// The name of a timer or an act.
    pub fn timer_name(&self, timer: u8) -> &'static str {
        let mut words = self.timers.iter().chain(self.acts);
        words.nth(usize::from(timer)).map_or("", |word| word.name)
    }

    /// Whether links keep order where no line of the scenario says otherwise.
    pub fn keeps_order(&self, variant: Option<&str>) -> bool {
        self.fifo_unless.is_some() && self.fifo_unless != variant
    }
}

/// A word of a protocol and what it means.
#[derive(Debug)]
pub struct Keyword {
    /// As scenarios write it. For a command, its arguments follow in capitals.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
}

/// A kind of message.
#[derive(Debug)]
pub struct Kind {
    /// As scenarios write it.
    pub name: &'static str,
    /// What it means, in a sentence.
    pub about: &'static str,
    /// What it is for.
    pub role: MessageRole,
}

/// What a message is for, whatever its protocol.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MessageRole {
    /// It asks for something and waits for the answer.
    Request,
    /// It answers as was asked.
    Yes,
    /// It refuses.
    No,
    /// It tells something.
    Data,
    /// It tells only that its sender is still there.
    Beat,
}

impl MessageRole {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            MessageRole::Request => "request",
            MessageRole::Yes => "yes",
            MessageRole::No => "no",
            MessageRole::Data | MessageRole::Beat => "data",
        }
    }
}

/// Something that the inspector shows of a node.
#[derive(Debug)]
pub struct Field {
    /// Its name, as the paper has it.
    pub name: &'static str,
    /// What its values are, where there is one.
    pub of: FieldType,
}

/// What the values of a field are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FieldType {
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A word or a text.
    Word,
    /// A length of time or the reading of a clock, such as `12ms`.
    Time,
    /// The name of a node.
    Node,
    /// Several values.
    List,
    /// Two numbers, such as `2.1`.
    Ballot,
}

impl FieldType {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            FieldType::Number => "number",
            FieldType::Flag => "flag",
            FieldType::Word => "word",
            FieldType::Time => "time",
            FieldType::Node => "node",
            FieldType::List => "list",
            FieldType::Ballot => "ballot",
        }
    }
}

/// Lanes that play one role only, such as the acceptors of `acceptors 3`.
#[derive(Debug)]
pub struct Group {
    /// The word that begins their line in a scenario.
    pub word: &'static str,
    /// They are named with this and a number where the scenario gives only a number.
    pub prefix: &'static str,
    /// How many there are where a scenario counts another group and not this one.
    pub default: u8,
    /// The fewest that there can be.
    pub least: u8,
}

/// A role that a node can have.
#[derive(Debug)]
pub struct Role {
    /// Its name.
    pub name: &'static str,
    /// How much a node in this role drives the others, from 0 (follows) to 2 (leads):
    /// the drawing makes its lane as much thicker.
    pub weight: u8,
    /// Whether a node in this role has given up deciding on its own and does not know what is
    /// decided: the drawing shades its lane.
    pub is_in_doubt: bool,
}

impl Role {
    /// The same, in doubt.
    pub const fn in_doubt(self) -> Role {
        Role { is_in_doubt: true, ..self }
    }
}

/// Something that `set` can change.
#[derive(Debug)]
pub struct Parameter {
    /// The word after `set`.
    pub name: &'static str,
    /// What it is where the scenario does not say.
    pub default: Setting,
    /// The least and the most that it can be: microseconds, or how many. Without meaning for
    /// switches and words.
    pub bounds: (u64, u64),
    /// Another parameter, a time or a range, that it may not exceed.
    pub at_most: Option<&'static str>,
    /// What it means, in a sentence.
    pub about: &'static str,
}

impl Parameter {
    const fn new(name: &'static str, default: Setting, bounds: (u64, u64), about: &'static str) -> Parameter {
        Parameter { name, default, bounds, at_most: None, about }
    }

    /// A length of time.
    pub const fn duration(
        name: &'static str,
        default: Micros,
        bounds: (Micros, Micros),
        about: &'static str,
    ) -> Parameter {
        Parameter::new(name, Setting::Duration(default), bounds, about)
    }

    /// A length of time drawn evenly between two ends, each within the bounds.
    pub const fn range(
        name: &'static str,
        default: (Micros, Micros),
        bounds: (Micros, Micros),
        about: &'static str,
    ) -> Parameter {
        Parameter::new(name, Setting::Range(default.0, default.1), bounds, about)
    }

    /// A number.
    pub const fn count(
        name: &'static str,
        default: u64,
        bounds: (u64, u64),
        about: &'static str,
    ) -> Parameter {
        Parameter::new(name, Setting::Count(default), bounds, about)
    }

    /// On or off.
    pub const fn switch(name: &'static str, default: bool, about: &'static str) -> Parameter {
        Parameter::new(name, Setting::Switch(default), (0, 1), about)
    }

    /// One of several words.
    pub const fn one_of(
        name: &'static str,
        default: &'static str,
        all: &'static [&'static str],
        about: &'static str,
    ) -> Parameter {
        Parameter::new(name, Setting::OneOf(default, all), (0, 0), about)
    }

    /// The same, and it may not exceed another parameter; where that is a range, its shorter
    /// end.
    pub const fn at_most(self, other: &'static str) -> Parameter {
        Parameter { at_most: Some(other), ..self }
    }
}

/// Whether something bad must never happen or something good must happen in the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PropertyKind {
    /// Nothing bad happens. One event can break it for good.
    Safety,
    /// Something good happens in the end. A finite run can only show that it has.
    Liveness,
}

impl PropertyKind {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            PropertyKind::Safety => "safety",
            PropertyKind::Liveness => "liveness",
        }
    }
}

/// A named property of a protocol.
#[derive(Debug)]
pub struct Property {
    /// The word that scenarios use.
    pub name: &'static str,
    /// Safety or liveness.
    pub kind: PropertyKind,
    /// What it demands, in a sentence that a student understands.
    pub statement: &'static str,
    /// The settings with which the protocol promises it; None where it always does.
    pub only_with: Option<OnlyWith>,
}

impl Property {
    /// The same, which nobody promises: what is believed and is not so.
    pub const fn promised_by_nobody(self) -> Property {
        Property { only_with: Some(OnlyWith::NEVER), ..self }
    }

    /// The same, promised only where a parameter is one of these words.
    pub const fn only_with(self, parameter: &'static str, words: &'static [&'static str]) -> Property {
        Property { only_with: Some(OnlyWith { parameter, words }), ..self }
    }
}

/// Settings of a parameter that is one of several words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OnlyWith {
    /// The parameter.
    pub parameter: &'static str,
    /// What it is then.
    pub words: &'static [&'static str],
}

impl OnlyWith {
    /// With no settings at all.
    pub const NEVER: OnlyWith = OnlyWith { parameter: "", words: &[] };

    /// `set order causal|lamport`
    pub fn text(&self) -> String {
        if *self == OnlyWith::NEVER {
            return "no settings".to_owned();
        }
        format!("set {} {}", self.parameter, self.words.join("|"))
    }
}

/// A way to get the protocol wrong on purpose.
#[derive(Debug)]
pub struct Variant {
    /// The word after the protocol's name.
    pub name: &'static str,
    /// What it does differently, in a sentence.
    pub about: &'static str,
    /// The property that it breaks; empty where none is broken, and only what nodes compute is
    /// other than it should be.
    pub breaks: &'static str,
}
