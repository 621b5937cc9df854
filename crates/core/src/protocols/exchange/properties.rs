//! The two clock conditions, as observers outside the processes.
//!
//! Neither is checked pair by pair; each event is checked once, when it happens:
//!
//! - Clock condition. Less-than is transitive, so it is enough that an event's time is
//!   greater than that of each event directly before it: the one before on its process,
//!   and the send of what it receives.
//! - Strong clock condition. As long as every vector counts exactly the events that
//!   happened before (Mattern 1989, section 6), the condition holds, and nothing need be
//!   remembered but that. A variant with a broken vector is compared with all that
//!   happened, of which [`History`] looks at few events.

use super::{Bug, Exchange, Message, Property};
use crate::authoring::*;
use crate::sim::fault::Fault;
use std::fmt;
use std::sync::Arc;

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// For each process, the Lamport time of its last event.
    lamport: Vec<u32>,
    /// For each process, how many events of each process are in the past of its last
    /// event, that one included.
    past: Vec<Arc<[u32]>>,
    /// What happened, where vectors may be wrong.
    history: Option<History>,
    /// How many events there were.
    events: u32,
}

/// An event that has happened, and how the process stamped it.
struct Now<'a> {
    node: NodeId,
    process: &'a Exchange,
    /// What it received, and from whom.
    received: Option<(NodeId, &'a Message)>,
    names: &'a [String],
}

impl Now<'_> {
    fn name(&self, node: NodeId) -> &str {
        &self.names[node.index()]
    }
}

impl Observe<Exchange> for Observers {
    type Property = Property;

    fn new(view: &Observed<Exchange>) -> Observers {
        let processes = view.nodes.len();
        let nothing: Arc<[u32]> = vec![0; processes].into();
        let is_broken =
            view.config.has(Bug::VectorForgetsMerge) || view.config.has(Bug::VectorForgetsIncrement);
        Observers {
            lamport: vec![0; processes],
            past: vec![nothing; processes],
            history: is_broken.then(|| History { events: vec![Vec::new(); processes] }),
            events: 0,
        }
    }

    fn observe(
        &mut self,
        step: &Step<Exchange>,
        view: &Observed<Exchange>,
        verdicts: &mut Verdicts<Property>,
    ) {
        let received = match &step.trigger {
            Trigger::Receive { from, message, .. } => Some((*from, message)),
            Trigger::Command(_) | Trigger::Fault(Fault::Restart(_)) => None,
            _ => return,
        };
        let process = &view.nodes[step.node.index()].state;
        let now = Now { node: step.node, process, received, names: view.names };
        self.events += 1;
        self.check_lamport(&now, verdicts);
        self.check_vector(&now, verdicts);
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let events = counted(self.events, "event was stamped", "events were stamped");
        let why = match property {
            Property::ClockCondition => {
                format!("{events}, and times grew along each process and each message.")
            }
            _ => format!("{events}, and the order of the vectors is the order of the events."),
        };
        (Outcome::Holds, why)
    }

    fn is_tested(&self, _: Property) -> bool {
        self.events > 0
    }
}

impl Observers {
    fn check_lamport(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let time = now.process.lamport;
        let before = std::mem::replace(&mut self.lamport[now.node.index()], time);
        let name = now.name(now.node);
        if let Some((from, message)) = now.received
            && time <= message.lamport
        {
            let (sender, text, sent) = (now.name(from), super::label(&message.text), message.lamport);
            verdicts.violate(
                Property::ClockCondition,
                format_args!(
                    "{sender} sends {text} at Lamport time {sent}, and {name} receives it at {time}."
                ),
            );
        } else if time <= before {
            verdicts.violate(
                Property::ClockCondition,
                format_args!("An event of {name} has Lamport time {time}, the one before it {before}."),
            );
        }
    }

    fn check_vector(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        if verdicts.is_violated(Property::StrongClockCondition) {
            return;
        }
        let node = now.node.index();
        let mut past = self.past[node].to_vec();
        if let Some((from, message)) = now.received {
            // While vectors are right, that of a message counts the past of its send.
            let sent = match &self.history {
                Some(history) => &history.sending(from, message).past,
                None => &message.vector,
            };
            past.iter_mut().zip(&**sent).for_each(|(own, other)| *own = (*own).max(*other));
        }
        past[node] += 1;
        let past: Arc<[u32]> = past.into();
        self.past[node] = Arc::clone(&past);
        let stamp = Stamp { vector: now.process.vector.as_slice().into(), past };
        let contradicted = match &mut self.history {
            Some(history) => history.add(now, stamp),
            None => (stamp.vector != stamp.past).then(|| {
                let (name, vector, past) =
                    (now.name(now.node), vector_text(&stamp.vector), vector_text(&stamp.past));
                format!("The vector of an event of {name} is {vector}, but its past is {past}.")
            }),
        };
        if let Some(why) = contradicted {
            verdicts.violate(Property::StrongClockCondition, format_args!("{why}"));
        }
    }
}

/// An event as it was stamped, and as it was.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Stamp {
    /// What the process says.
    vector: Arc<[u32]>,
    /// How many events of each process are in its past, itself included.
    past: Arc<[u32]>,
}

/// All events of each process, in order.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct History {
    events: Vec<Vec<Stamp>>,
}

impl History {
    fn sending(&self, from: NodeId, message: &Message) -> &Stamp {
        &self.events[from.index()][message.event as usize - 1]
    }

    /// Adds an event; tells in a sentence if it contradicts an earlier one.
    fn add(&mut self, now: &Now, new: Stamp) -> Option<String> {
        let own = &self.events[now.node.index()];
        let this = StampedEvent { names: now.names, node: now.node, number: own.len() + 1, stamp: &new };
        let why = self.contradicted_before(now, &this).or_else(|| self.contradicted_beside(&this));
        self.events[now.node.index()].push(new);
        why
    }

    /// An event directly before a new one without a lesser vector. Where there is none, all
    /// that happens before has a lesser vector, since less-than is transitive.
    fn contradicted_before(&self, now: &Now, new: &StampedEvent) -> Option<String> {
        let names = now.names;
        let sent = now.received.map(|(from, message)| StampedEvent {
            names,
            node: from,
            number: message.event as usize,
            stamp: self.sending(from, message),
        });
        let own = self.events[now.node.index()].last();
        let own = own.map(|stamp| StampedEvent { names, node: now.node, number: new.number - 1, stamp });
        let wrong =
            sent.into_iter().chain(own).find(|before| !is_less(&before.stamp.vector, &new.stamp.vector))?;
        Some(format!("{wrong} happens before {new}, but its vector is not less."))
    }

    /// An event concurrent with a new one whose vector is less or greater. As long as
    /// nothing was contradicted, the vectors of a process grow. So if that of any concurrent
    /// event of a process is less, that of the first is, and if any is greater, the last.
    fn contradicted_beside(&self, new: &StampedEvent) -> Option<String> {
        let others = (0..).map(NodeId).zip(&self.events).filter(|(node, _)| *node != new.node);
        others.into_iter().find_map(|(node, events)| {
            let known = new.stamp.past[node.index()] as usize;
            let at = |index: usize| {
                Some(StampedEvent { names: new.names, node, number: index + 1, stamp: events.get(index)? })
            };
            let (first, last) = (at(known)?, at(events.len() - 1)?);
            let (lesser, greater) = if is_less(&first.stamp.vector, &new.stamp.vector) {
                (&first, new)
            } else if is_less(&new.stamp.vector, &last.stamp.vector) {
                (new, &last)
            } else {
                return None;
            };
            Some(format!("{lesser} and {greater} are concurrent, but the first vector is less."))
        })
    }
}

/// An event and its vector, in words.
struct StampedEvent<'a> {
    names: &'a [String],
    node: NodeId,
    number: usize,
    stamp: &'a Stamp,
}

impl fmt::Display for StampedEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let StampedEvent { names, node, number, stamp } = self;
        write!(f, "event {number} of {} {}", names[node.index()], vector_text(&stamp.vector))
    }
}

/// Whether a vector is less than another: no entry is greater, and one is less.
fn is_less(one: &[u32], other: &[u32]) -> bool {
    one != other && one.iter().zip(other).all(|(one, other)| one <= other)
}

fn vector_text(vector: &[u32]) -> String {
    let entries: Vec<String> = vector.iter().map(u32::to_string).collect();
    format!("[{}]", entries.join(" "))
}
