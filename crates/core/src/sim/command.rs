//! Commands, read by the forms in [`Info::commands`]: `put KEY VALUE` is the word `put` and two
//! arguments. What an argument can be follows from its name.

use super::info::{Info, Keyword};
use super::plan::Plan;
use super::run::ArgumentError;
use super::vocabulary::Words;
use crate::trace::NodeId;
use std::fmt::{self, Debug};
use std::hash::Hash;
use std::sync::Arc;

/// The longest text that an argument can be, in characters.
const TEXT_MAX: usize = 64;

/// How a text of several words is written.
const QUOTES: &str = "write several words between quotes: `\"two words\"`";

/// What can be asked of a node.
pub trait FromWords: Clone + Ord + Hash + Debug + Send + Sync {
    /// Makes it from what the scenario says.
    ///
    /// # Errors
    /// Where the node cannot be asked this, or an argument is not as it must be.
    fn read(asked: &Asked<'_>) -> Result<Self, ArgumentError>;

    /// What its event is called, where that is not what the scenario says.
    fn label(&self) -> Option<String> {
        None
    }
}

/// Commands without arguments are the words themselves.
impl<W: Words<Keyword>> FromWords for W {
    fn read(asked: &Asked<'_>) -> Result<W, ArgumentError> {
        Ok(W::at(asked.form))
    }
}

/// What an argument is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Argument {
    /// A word, or words between quotes.
    Text(Arc<str>),
    /// A node, with its name.
    Node(NodeId, Arc<str>),
    /// A number.
    Number(u64),
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Argument::Text(text) | Argument::Node(_, text) => f.write_str(text),
            Argument::Number(number) => write!(f, "{number}"),
        }
    }
}

/// A command of a scenario, understood as far as its form goes.
#[derive(Debug)]
pub struct Asked<'a> {
    /// The scenario.
    pub plan: &'a Plan,
    /// The node that is asked.
    pub node: NodeId,
    /// The index in [`Info::commands`].
    pub form: u8,
    verb: &'static str,
    /// The form that it was read by.
    text: &'static str,
    /// The arguments, those left out at the end missing.
    pub arguments: Vec<Argument>,
}

impl<'a> Asked<'a> {
    /// Reads words by the forms of a protocol.
    ///
    /// # Errors
    /// Says what is wrong, and which word (counted from 0) it is about.
    pub fn read(
        info: &'static Info,
        plan: &'a Plan,
        node: NodeId,
        words: &[&str],
    ) -> Result<Asked<'a>, ArgumentError> {
        let forms = || info.commands.iter().map(|command| command.name);
        let all = || match info.commands {
            [only] => format!("write `{}`", only.name),
            _ => format!("commands are {}", in_a_row(forms().map(|form| format!("`{form}`")))),
        };
        let error = |word, what, hint| Err(ArgumentError { word, what, hint });
        let Some((verb, arguments)) = words.split_first() else {
            return error(0, "a command is missing".to_owned(), all());
        };
        let begins =
            |form: &str| form.strip_prefix(verb).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let Some((index, form)) = forms().enumerate().find(|(_, form)| begins(form)) else {
            return error(0, format!("\"{verb}\" is not a command"), all());
        };
        let form = Form::of(form);
        let mut asked =
            Asked { plan, node, form: index as u8, verb: form.verb, text: form.text, arguments: Vec::new() };
        let is_open = |word: &&str| word.starts_with('"') && (word.len() == 1 || !word.ends_with('"'));
        if let Some(index) = arguments.iter().position(is_open) {
            return error(index + 1, "the quote is not closed".to_owned(), QUOTES.to_owned());
        }
        if arguments.len() < form.least() {
            let needed = form.slots.iter().filter(|slot| !slot.is_optional).map(Slot::noun);
            return Err(asked.wrong(words.len(), format!("`{verb}` needs {}", in_a_row(needed))));
        }
        if arguments.len() > form.slots.len() && !form.repeats() {
            if form.slots.last().is_some_and(|slot| slot.name == "TEXT") {
                return error(form.slots.len() + 1, "a text is one word".to_owned(), QUOTES.to_owned());
            }
            let what = match form.slots[..] {
                [] => format!("`{verb}` stands alone"),
                _ => format!("`{verb}` takes {}, nothing more", form.nouns()),
            };
            return Err(asked.wrong(form.slots.len() + 1, what));
        }
        for (index, word) in arguments.iter().enumerate() {
            let slot = form.slots[index.min(form.slots.len() - 1)];
            let argument = slot.read(plan, word).map_err(|what| asked.wrong(index + 1, what))?;
            asked.arguments.push(argument);
        }
        Ok(asked)
    }

    /// The error about a word, counted from 0.
    pub fn wrong(&self, word: usize, what: String) -> ArgumentError {
        ArgumentError { word, what, hint: format!("write `{}`", self.text) }
    }

    /// The word that the command begins with.
    pub fn verb(&self) -> &'static str {
        self.verb
    }

    /// The text at an index; empty where it was left out.
    ///
    /// # Panics
    /// Where the form has something else there: a bug in the protocol.
    pub fn text(&self, index: usize) -> Arc<str> {
        match self.arguments.get(index) {
            Some(Argument::Text(text)) => Arc::clone(text),
            None => "".into(),
            Some(other) => unreachable!("{other} is no text"),
        }
    }

    /// The node at an index.
    ///
    /// # Panics
    /// As [`Asked::text`], and where it was left out.
    pub fn node(&self, index: usize) -> NodeId {
        match self.arguments.get(index) {
            Some(Argument::Node(node, _)) => *node,
            other => unreachable!("{other:?} is no node"),
        }
    }

    /// All nodes that are named.
    pub fn nodes(&self) -> Vec<NodeId> {
        let node = |argument: &Argument| match argument {
            Argument::Node(node, _) => Some(*node),
            _ => None,
        };
        self.arguments.iter().filter_map(node).collect()
    }

    /// The number at an index.
    ///
    /// # Panics
    /// As [`Asked::node`].
    pub fn number(&self, index: usize) -> u64 {
        match self.arguments.get(index) {
            Some(Argument::Number(number)) => *number,
            other => unreachable!("{other:?} is no number"),
        }
    }
}

/// The command in its one spelling.
impl fmt::Display for Asked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.verb)?;
        self.arguments.iter().try_for_each(|argument| write!(f, " {argument}"))
    }
}

/// A command of a scenario and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given<C> {
    /// The command.
    pub command: C,
    /// What its event is called.
    pub text: Arc<str>,
}

/// A command of which nobody reads the text.
impl<C> From<C> for Given<C> {
    fn from(command: C) -> Given<C> {
        Given { command, text: "".into() }
    }
}

/// A command of a form such as `put KEY [VALUE]`: each argument's name, brackets left out, gives way to a
/// word for it.
///
/// ```
/// use sequitur_core::sim::command::filled;
///
/// assert_eq!(filled("put KEY [VALUE]", |name| name.to_lowercase()), "put key value");
/// ```
pub fn filled(form: &str, mut argument: impl FnMut(&str) -> String) -> String {
    let (verb, names) = form.split_once(' ').unwrap_or((form, ""));
    let names = names.split_whitespace().map(|name| name.trim_matches(['[', ']']));
    std::iter::once(verb.to_owned()).chain(names.map(&mut argument)).collect::<Vec<_>>().join(" ")
}

/// A form such as `put KEY VALUE`, taken apart.
struct Form {
    verb: &'static str,
    text: &'static str,
    slots: Vec<Slot>,
}

/// A place for an argument.
#[derive(Clone, Copy)]
struct Slot {
    name: &'static str,
    is_optional: bool,
    repeats: bool,
}

impl Form {
    fn of(text: &'static str) -> Form {
        let mut words = text.split(' ');
        let verb = words.next().unwrap_or_default();
        let slot = |word: &'static str| {
            let inner = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
            let name = inner.unwrap_or(word);
            let several = name.strip_suffix('…');
            Slot { name: several.unwrap_or(name), is_optional: inner.is_some(), repeats: several.is_some() }
        };
        Form { verb, text, slots: words.map(slot).collect() }
    }

    fn least(&self) -> usize {
        self.slots.iter().filter(|slot| !slot.is_optional).count()
    }

    fn repeats(&self) -> bool {
        self.slots.last().is_some_and(|slot| slot.repeats)
    }

    /// `a key and a value`
    fn nouns(&self) -> String {
        in_a_row(self.slots.iter().map(Slot::noun))
    }
}

impl Slot {
    /// `a value`
    fn noun(&self) -> String {
        let name = self.name.to_lowercase();
        let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        format!("{article} {name}")
    }

    /// Reads an argument, or says what is wrong.
    fn read(&self, plan: &Plan, word: &str) -> Result<Argument, String> {
        match self.name {
            "NODE" | "SERVER" => {
                let lanes = match self.name {
                    "SERVER" => plan.nodes.len() - usize::from(plan.clients),
                    _ => plan.nodes.len(),
                };
                let index = plan.nodes[..lanes].iter().position(|name| name == word);
                match index {
                    Some(index) => Ok(Argument::Node(NodeId(index as u8), word.into())),
                    None => Err(format!("\"{word}\" is not {}", self.noun())),
                }
            }
            "NUMBER" | "AMOUNT" => match word.parse() {
                Ok(number) if !word.starts_with('+') => Ok(Argument::Number(number)),
                _ => Err(format!("\"{word}\" is not {}", self.noun())),
            },
            _ if word.chars().nth(TEXT_MAX).is_some() => {
                let name = self.name.to_lowercase();
                Err(format!("this {name} is longer than {TEXT_MAX} characters"))
            }
            _ => Ok(Argument::Text(word.into())),
        }
    }
}

/// `a`, `a and b`, `a, b and c`
fn in_a_row(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    match all.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
