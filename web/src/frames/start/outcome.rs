//! What followed from moving a message, in sentences that are read off both runs.

use crate::document::open_run::{OpenRun, time_text};
use crate::words::start;
use sequitur_core::sim::info::MessageRole;
use sequitur_core::trace::{Event, EventId, EventKind, NodeId, Trace};

/// What followed.
pub struct Outcome {
    /// What happened.
    pub what: String,
    /// What else is worth knowing.
    pub more: Option<String>,
    /// What to ask next.
    pub next: String,
    /// The message that the question is about.
    pub about: Option<String>,
}

/// Somebody came to lead.
struct Won {
    event: EventId,
    node: NodeId,
}

impl Outcome {
    /// Compares the run with the one that nobody touched.
    pub fn of(untouched: &OpenRun, made: &OpenRun) -> Outcome {
        let (before, after) = (untouched.trace(), made.trace());
        let first = wins(untouched);
        let new =
            wins(made).into_iter().find(|won| !first.iter().any(|old| is_same(before, old, after, won)));
        match (new, first.first()) {
            (Some(won), Some(leader)) => elected(made, &won, leader.node),
            _ => Outcome {
                what: at_the_end(made),
                more: Some(start::IN_TIME_HINT.to_owned()),
                next: start::LOOK_CLOSER.to_owned(),
                about: None,
            },
        }
    }
}

/// Who leads at the end, where no other election was won.
fn at_the_end(made: &OpenRun) -> String {
    let trace = made.trace();
    wins(made).last().map_or(start::NOBODY.to_owned(), |won| {
        start::still(trace.node_name(won.node), &epoch(trace, trace.event(won.event).epoch))
    })
}

/// The elections of a run: events after which a node leads that did not lead before.
fn wins(made: &OpenRun) -> Vec<Won> {
    let trace = made.trace();
    let roles = made.scenario.machine().info().roles;
    let leads = |event: &Event| event.role.is_some_and(|role| roles[usize::from(role)].weight == 2);
    let mut was = vec![false; trace.nodes.len()];
    let mut found = Vec::new();
    for (event, at) in (0..).map(EventId).zip(&trace.events) {
        let before = std::mem::replace(&mut was[at.node.index()], leads(at));
        if !before && leads(at) {
            found.push(Won { event, node: at.node });
        }
    }
    found
}

fn is_same(before: &Trace, old: &Won, after: &Trace, new: &Won) -> bool {
    old.node == new.node && before.event(old.event).epoch == after.event(new.event).epoch
}

/// What is to be told of an election: why it was held, and what became of the leader.
fn elected(made: &OpenRun, won: &Won, leader: NodeId) -> Outcome {
    let trace = made.trace();
    let (node, old) = (trace.node_name(won.node), trace.node_name(leader));
    let term = trace.event(won.event).epoch;
    let stood = (0..won.event.0).rev().map(EventId).find(|id| {
        let event = trace.event(*id);
        event.node == won.node && event.kind == EventKind::Timer
    });
    let kinds = made.scenario.machine().info().kinds;
    let is_yes = |kind: u16| {
        let name = &trace.kinds[usize::from(kind)];
        kinds.iter().any(|known| known.name == name && known.role == MessageRole::Yes)
    };
    let of_term = |message: &&sequitur_core::trace::Message| trace.event(message.sent).epoch == term;
    let vote =
        trace.messages.iter().filter(of_term).find(|message| {
            message.key.from == leader && message.key.to == won.node && is_yes(message.key.kind)
        });
    let leads = start::leads(node, &epoch(trace, term), &time_text(trace.event(won.event).at));
    let next = match vote {
        Some(_) => start::why(old, node),
        None => start::LOOK_CLOSER.to_owned(),
    };
    let about = vote.map(|vote| trace.key_text(vote.key));
    let Some(stood) = stood.filter(|_| leader != won.node) else {
        return Outcome { what: leads, more: None, next, about };
    };
    let gave_up = trace.event(stood).at;
    let heard =
        trace.messages.iter().filter(|message| message.key.from == leader && message.key.to == won.node);
    let heard =
        heard.filter_map(|message| Some(trace.event(message.received?).at)).filter(|at| *at < gave_up).max();
    let silence = time_text(rounded(gave_up - heard.unwrap_or(0)));
    let alive = if vote.is_some() { start::voted(old) } else { start::alive(old) };
    let moved = made.scenario.plan();
    let late = trace.messages.iter().find(|message| {
        message.key.from == leader
            && message.key.to == won.node
            && trace.event(message.sent).at < gave_up
            && message.arrives_at.is_some_and(|at| at > gave_up)
    });
    let more = late.and_then(|message| {
        let at = message.arrives_at?;
        let kind = trace.kinds[usize::from(message.key.kind)].to_lowercase();
        (at <= moved.until).then(|| {
            start::came_late(&kind, &time_text(rounded(at)), &time_text(rounded(at - gave_up)), node)
        })
    });
    Outcome {
        what: format!("{} {alive}", start::stood(node, old, &silence)),
        more: more.or(Some(leads)),
        next,
        about,
    }
}

/// An epoch with its name, such as "term 1".
fn epoch(trace: &Trace, epoch: Option<u64>) -> String {
    let number = epoch.map(|epoch| trace.epoch_text(epoch)).unwrap_or_default();
    format!("{} {number}", trace.epoch_name.as_deref().unwrap_or("epoch"))
}

/// Whole milliseconds: nobody reads more.
fn rounded(micros: u64) -> u64 {
    (micros + 500) / 1_000 * 1_000
}
