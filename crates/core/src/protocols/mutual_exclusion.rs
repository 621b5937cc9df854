//! What the algorithms for mutual exclusion have in common: processes that ask, enter and
//! leave, and what must be true of them. A process enters and leaves of its own accord,
//! so these are acts.

use crate::authoring::*;

words! {
    /// What a process does of its own accord.
    pub enum Act: Keyword {
        Enter = keyword("enter", "The process enters the critical section, as soon as it may."),
        Exit = keyword("exit", "The process leaves the critical section."),
    }

    /// What can be asked of a process.
    pub enum Command: Keyword {
        Request = keyword("request", "The process asks for the critical section."),
    }

    /// What a process can be.
    pub enum Role: Role {
        Idle = role("idle", 0),
        Waiting = role("waiting", 1),
        Inside = role("inside", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        MutualExclusion =
            safety("mutual-exclusion", "At most one process is in the critical section at any time."),
        OrderOfRequests = safety(
            "order-of-requests",
            "Processes enter in the order of their requests: by timestamp, and by process where timestamps are equal.",
        ),
        RequestsGranted = liveness("requests-granted", "In the end, every request is granted."),
    }
}

/// What `set` can change.
pub const PARAMETERS: &[Parameter] =
    &[Parameter::duration("hold", 30_000, (0, LONGEST), "How long a process stays in the critical section.")];

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

    /// Its index in the list of roles.
    pub fn role(&self) -> Option<u8> {
        let role = match self {
            _ if self.is_waiting() => Role::Waiting,
            Turn { is_inside: true, .. } => Role::Inside,
            _ => Role::Idle,
        };
        Some(role.index())
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
}

impl<P> Observe<P> for Observers
where
    P: Process<Timer = Act, Command = Command> + Competitor,
{
    type Property = Property;

    fn new(_: &Observed<P>) -> Observers {
        Observers { last: None, requests: 0, granted: 0 }
    }

    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, verdicts: &mut Verdicts<Property>) {
        match &step.trigger {
            Trigger::Command(Command::Request) => self.requests += 1,
            Trigger::Act(Act::Enter) => {
                let request = view.nodes[step.node.index()].state.turn().req.map(|ts| (ts, step.node));
                let inside =
                    |node: &NodeId| *node != step.node && view.nodes[node.index()].state.turn().is_inside;
                let other = (0..view.nodes.len() as u8).map(NodeId).find(inside);
                self.enter(request, (step.node, other), view.names, verdicts);
            }
            _ => {}
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let entries = counted(self.granted, "entry", "entries");
        match property {
            Property::MutualExclusion => (Outcome::Holds, format!("{entries}, one process at a time.")),
            Property::OrderOfRequests => {
                (Outcome::Holds, format!("{entries}, in the order of the requests."))
            }
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

    fn is_tested(&self, property: Property) -> bool {
        if property == Property::RequestsGranted { self.requests > 0 } else { self.granted > 0 }
    }
}

impl Observers {
    fn enter(
        &mut self,
        request: Option<(u64, NodeId)>,
        (node, other): (NodeId, Option<NodeId>),
        names: &[String],
        verdicts: &mut Verdicts<Property>,
    ) {
        self.granted += 1;
        if self.granted == self.requests {
            verdicts.turn(Property::RequestsGranted);
        }
        let name = &names[node.index()];
        if let Some(other) = other {
            let other = &names[other.index()];
            let why = format_args!("{name} entered while {other} was inside.");
            verdicts.violate(Property::MutualExclusion, why);
        }
        if let (Some((last, by)), Some((timestamp, _))) = (self.last, request)
            && Some((last, by)) > request
        {
            let by = &names[by.index()];
            let why = format_args!(
                "{name} entered with the request ({timestamp}, {name}) after {by} with the later request ({last}, {by})."
            );
            verdicts.violate(Property::OrderOfRequests, why);
        }
        self.last = self.last.max(request);
    }
}
