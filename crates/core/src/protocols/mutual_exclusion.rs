//! What the algorithms for mutual exclusion have in common: processes that ask, enter and
//! leave, and what must be true of them. A process enters and leaves of its own accord,
//! so these are acts.

use super::violations::{Violations, counted};
use crate::sim::info::{Info, Keyword, LONGEST, Parameter, Property, Role, keyword, liveness, safety};
use crate::sim::observe::{Observe, Observed};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects, Process, duration};
use crate::sim::run::Outcome;
use crate::sim::world::{Step, Trigger};
use crate::trace::{Micros, NodeId};

/// What a process does of its own accord. The numbers are indices into [`ACTS`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Act {
    /// It enters the critical section.
    Enter,
    /// It leaves the critical section.
    Exit,
}

impl Act {
    /// The act at an index into [`ACTS`].
    pub fn at(index: u8) -> Act {
        if index == 0 { Act::Enter } else { Act::Exit }
    }
}

/// A process asks for the critical section.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Request;

/// The names of acts.
pub const ACTS: &[Keyword] = &[
    keyword("enter", "The process enters the critical section, as soon as it may."),
    keyword("exit", "The process leaves the critical section."),
];

/// The names of commands.
pub const COMMANDS: &[Keyword] = &[keyword("request", "The process asks for the critical section.")];

/// What a process can be.
pub const ROLES: &[Role] = &[
    Role { name: "idle", weight: 0 },
    Role { name: "waiting", weight: 1 },
    Role { name: "inside", weight: 2 },
];

/// What `set` can change.
pub const PARAMETERS: &[Parameter] =
    &[Parameter::duration("hold", 30_000, (0, LONGEST), "How long a process stays in the critical section.")];

/// What must always or in the end be true.
pub const PROPERTIES: &[Property] = &[
    safety("mutual-exclusion", "At most one process is in the critical section at any time."),
    safety(
        "order-of-requests",
        "Processes enter in the order of their requests: by timestamp, and by process where timestamps are equal.",
    ),
    liveness("requests-granted", "In the end, every request is granted."),
];

const MUTUAL_EXCLUSION: usize = 0;
const ORDER_OF_REQUESTS: usize = 1;
const REQUESTS_GRANTED: usize = 2;

/// How long a process stays inside, by [`PARAMETERS`].
pub fn hold(info: &Info, plan: &Plan) -> (Micros, Micros) {
    let time = duration(info, plan, "hold");
    (time, time)
}

/// How far a process is with its turn in the critical section.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Turn {
    /// The timestamp of its request, from asking to leaving.
    pub req: Option<u64>,
    /// Whether it is in the critical section.
    pub is_inside: bool,
    /// How often it was asked to request while its request was open.
    again: u32,
}

impl Turn {
    /// Whether the process can request at once. One whose request is open remembers to
    /// request again after leaving.
    pub fn can_ask<P: Process>(&mut self, fx: &mut Effects<P>) -> bool {
        if self.req.is_some() {
            self.again += 1;
            fx.note(format_args!("asks again after leaving"));
        }
        self.req.is_none()
    }

    /// The process enters, and leaves after so long.
    pub fn enter<P: Process<Timer = Act>>(&mut self, hold: (Micros, Micros), fx: &mut Effects<P>) {
        self.is_inside = true;
        fx.set_timer(Act::Exit, hold);
    }

    /// The process leaves. Whether it was asked to request again meanwhile.
    pub fn leave(&mut self) -> bool {
        (self.req, self.is_inside) = (None, false);
        let asks = self.again > 0;
        self.again = self.again.saturating_sub(1);
        asks
    }

    /// Whether the process has asked and not entered yet.
    pub fn is_waiting(&self) -> bool {
        self.req.is_some() && !self.is_inside
    }

    /// Its index into [`ROLES`].
    pub fn role(&self) -> Option<u8> {
        Some(u8::from(self.is_waiting()) + 2 * u8::from(self.is_inside))
    }
}

/// A process that competes for the critical section.
pub trait Competitor {
    /// How far it is with its turn.
    fn turn(&self) -> &Turn;
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The request that was granted last.
    last: Option<(u64, NodeId)>,
    /// How many requests were made, and how many of them granted.
    requests: u32,
    granted: u32,
    violations: Violations,
}

impl<P> Observe<P> for Observers
where
    P: Process<Timer = Act, Command = Request> + Competitor,
{
    fn new(_: &Observed<P>) -> Observers {
        Observers { last: None, requests: 0, granted: 0, violations: Violations::default() }
    }

    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, decided: &mut Vec<usize>) {
        match &step.trigger {
            Trigger::Command(Request) => self.requests += 1,
            Trigger::Act(Act::Enter) => {
                let request = view.nodes[step.node.index()].state.turn().req.map(|ts| (ts, step.node));
                let inside =
                    |node: &NodeId| *node != step.node && view.nodes[node.index()].state.turn().is_inside;
                let other = (0..view.nodes.len() as u8).map(NodeId).find(inside);
                self.enter(request, (step.node, other), view.names, decided);
            }
            _ => {}
        }
    }

    fn verdict(&self, property: usize, _: &[String]) -> (Outcome, String) {
        self.violations.of(property).unwrap_or_else(|| self.unbroken(property))
    }

    fn is_tested(&self, property: usize) -> bool {
        if property == REQUESTS_GRANTED { self.requests > 0 } else { self.granted > 0 }
    }
}

impl Observers {
    fn enter(
        &mut self,
        request: Option<(u64, NodeId)>,
        (node, other): (NodeId, Option<NodeId>),
        names: &[String],
        decided: &mut Vec<usize>,
    ) {
        self.granted += 1;
        if self.granted == self.requests {
            decided.push(REQUESTS_GRANTED);
        }
        let name = &names[node.index()];
        if let Some(other) = other {
            let other = &names[other.index()];
            let why = format_args!("{name} entered while {other} was inside.");
            self.violations.add(MUTUAL_EXCLUSION, decided, why);
        }
        if let (Some((last, by)), Some((timestamp, _))) = (self.last, request)
            && Some((last, by)) > request
        {
            let by = &names[by.index()];
            let why = format_args!(
                "{name} entered with the request ({timestamp}, {name}) after {by} with the later request ({last}, {by})."
            );
            self.violations.add(ORDER_OF_REQUESTS, decided, why);
        }
        self.last = self.last.max(request);
    }

    fn unbroken(&self, property: usize) -> (Outcome, String) {
        let entries = counted(self.granted, "entry", "entries");
        match property {
            MUTUAL_EXCLUSION => (Outcome::Holds, format!("{entries}, one process at a time.")),
            ORDER_OF_REQUESTS => (Outcome::Holds, format!("{entries}, in the order of the requests.")),
            _ if self.granted == self.requests => {
                let requests = counted(self.requests, "request was", "requests were");
                (Outcome::Holds, format!("{requests} granted."))
            }
            _ => {
                let waiting = counted(self.requests - self.granted, "request waits", "requests wait");
                (Outcome::Pending, format!("{waiting} to be granted."))
            }
        }
    }
}

/// Reads the words of a command.
///
/// # Errors
/// Says what is wrong, and which word it is about.
pub fn command(words: &[&str]) -> Result<Request, crate::sim::run::ArgumentError> {
    process::only_word("request", words).map(|()| Request)
}
