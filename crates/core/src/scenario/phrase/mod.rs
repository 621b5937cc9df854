//! Phrases: what can be said of a run, and be true in some of its states.
//!
//! `count(role = leader) >= 2`, `P3 decided 0`, `a1 concurrent sent m3`. Expectations, goals of
//! exercises and answers are phrases. They neither nest nor know an *or*: temporal formulas are
//! misread even by people who write them daily, a list of plain claims is not.
//!
//! A phrase is read for a protocol and its lanes ([`Vocabulary`]), printed in one spelling, put
//! into words ([`Phrase::words`]) and judged over a run ([`judge()`]).

mod claims;
mod find;
mod judge;
mod lex;
mod parse;
mod print;
mod words;

pub use claims::{Facts, Sends, text_of};
pub use find::find_event;
pub use judge::{Judged, Moment, Truth, judge, value_at_end};
pub use parse::PhraseError;

use crate::sim::info::Info;
use crate::sim::plan::MessageRef;
use crate::sim::run::Outcome;
use crate::trace::{Fate, NodeId};

/// What phrases of a scenario can name.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The protocol.
    pub info: &'static Info,
    /// The lanes.
    pub nodes: &'a [String],
}

/// Several claims, all of them true at once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Phrase {
    /// At least one.
    pub clauses: Vec<Clause>,
}

/// A claim or its opposite.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    /// Whether `not` stands before it.
    pub is_negated: bool,
    /// What is claimed.
    pub claim: Claim,
}

/// A claim about a state of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Claim {
    /// `PROPERTY holds|violated|pending`; the property by its index in `Info::properties`.
    Property {
        /// Which.
        property: usize,
        /// What has become of it.
        outcome: Outcome,
    },
    /// `[NODE] decided [VALUE|nothing]`
    Decided {
        /// Who; None for anybody.
        node: Option<NodeId>,
        /// What.
        what: Decided,
    },
    /// `NODE up`, `NODE down`
    Up(NodeId, bool),
    /// `TERM = TERM|VALUE`
    Compare {
        /// What is compared.
        left: Term,
        /// How.
        comparison: Comparison,
        /// What it is compared with.
        right: Operand,
    },
    /// `EVENT before EVENT`, `EVENT concurrent EVENT`
    Ordered {
        /// One event.
        first: EventName,
        /// Whether the first happens before the second, or neither before the other.
        is_before: bool,
        /// The other.
        second: EventName,
    },
    /// `KEY flying|delivered|dropped|lost|cut|refused|unsent`
    Message {
        /// Which; the first of its kind on its link where no number is given.
        message: MessageRef,
        /// What has become of it; None where it has not been sent.
        fate: Option<Fate>,
    },
    /// `can PHRASE`, `cannot PHRASE`: whether it can still become true. Needs a search.
    Can {
        /// Whether it can.
        can: bool,
        /// What.
        phrase: Box<Phrase>,
    },
    /// `impossible`: no run within the budget meets the goals. Needs a search.
    Impossible,
}

/// What has been decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Decided {
    /// Something.
    Something,
    /// This value.
    Value(Literal),
    /// Nothing yet.
    Nothing,
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Comparison; 6] = [
        Comparison::Equal,
        Comparison::Unequal,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::More,
        Comparison::AtLeast,
    ];

    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::Unequal => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

/// Something that has a value in a state of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Term {
    /// `FIELD(NODE)`; the field by its index in `Info::fields`.
    Field(usize, NodeId),
    /// `count(FIELD = VALUE)`: how many nodes have that value.
    CountNodes {
        /// The field.
        field: usize,
        /// How it is compared.
        comparison: Comparison,
        /// With what.
        value: Literal,
    },
    /// `count(KIND [A->B])`: how many such messages have been sent, copies apart.
    CountMessages {
        /// Index in `Info::kinds`.
        kind: u16,
        /// The link; None for all.
        link: Option<(NodeId, NodeId)>,
    },
    /// `lamport(EVENT)`, `vector(EVENT)`, `order(EVENT)`, `chain(EVENT)`, `time(EVENT)`
    Stamp(Stamp, EventName),
    /// `chance(PHRASE)`: how likely it is over all patterns of loss. Needs an enumeration.
    Chance(Box<Phrase>),
}

/// What an event can be stamped with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stamp {
    /// Its Lamport time.
    Lamport,
    /// Its vector time.
    Vector,
    /// Its index in the total order of Lamport times, from 1.
    Order,
    /// How many events the longest chain has that ends with it.
    Chain,
    /// The simulated time.
    Time,
}

impl Stamp {
    /// All of them.
    pub const ALL: [Stamp; 5] = [Stamp::Lamport, Stamp::Vector, Stamp::Order, Stamp::Chain, Stamp::Time];

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Stamp::Lamport => "lamport",
            Stamp::Vector => "vector",
            Stamp::Order => "order",
            Stamp::Chain => "chain",
            Stamp::Time => "time",
        }
    }
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operand {
    /// Another term.
    Term(Term),
    /// A value.
    Value(Literal),
}

/// A value as it is written: a number, a fraction, a share, a time, a word, a vector
/// `(1,0,2)`, a ballot `2.1`, or `nothing`. What it means depends on what it is compared with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Literal {
    /// Without quotes.
    pub text: String,
    /// Whether it stands between quotes: then it is a text, whatever it looks like.
    pub is_quoted: bool,
}

impl Literal {
    /// Whether it is the reserved word `nothing`.
    pub fn is_nothing(&self) -> bool {
        !self.is_quoted && self.text == "nothing"
    }
}

/// The name of an event. Dropping a message renames none of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EventName {
    /// `sent KEY`, or `sent m1` where messages have texts.
    Sent(MessageName),
    /// `received KEY`, or `received m1`.
    Received(MessageName),
    /// `NODE COMMAND`
    Command(NodeId, Vec<String>),
    /// `crash NODE`
    Crash(NodeId),
    /// The text of an event, such as `a1`.
    Text(TextName),
}

/// The name of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MessageName {
    /// By its kind, link and number.
    Key(MessageRef),
    /// By what stands on its arrow.
    Text(TextName),
}

/// A text, and which of several equal ones: `a1`, `a1#2`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextName {
    /// The text.
    pub text: String,
    /// From 1.
    pub nth: u32,
}

impl Phrase {
    /// A claim about a property and nothing else.
    pub fn of_property(property: usize, outcome: Outcome) -> Phrase {
        let claim = Claim::Property { property, outcome };
        Phrase { clauses: vec![Clause { is_negated: false, claim }] }
    }

    /// The ways in which two events can stand to each other: the first before the second, the second
    /// before the first, neither.
    pub fn of_order(one: &EventName, other: &EventName) -> [Phrase; 3] {
        [(one, true, other), (other, true, one), (one, false, other)].map(|(first, is_before, second)| {
            let claim = Claim::Ordered { first: first.clone(), is_before, second: second.clone() };
            Phrase { clauses: vec![Clause { is_negated: false, claim }] }
        })
    }

    /// The property that it is about, and the outcome; None where it is about something else.
    pub fn property(&self) -> Option<(usize, Outcome)> {
        match self.clauses[..] {
            [Clause { is_negated: false, claim: Claim::Property { property, outcome } }] => {
                Some((property, outcome))
            }
            _ => None,
        }
    }

    /// Whether a run alone does not tell: a search has to.
    pub fn needs_search(&self) -> bool {
        let asks = |term: &Term| matches!(term, Term::Chance(_));
        self.clauses.iter().any(|clause| match &clause.claim {
            Claim::Can { .. } | Claim::Impossible => true,
            Claim::Compare { left, right, .. } => {
                asks(left) || matches!(right, Operand::Term(term) if asks(term))
            }
            _ => false,
        })
    }
}
