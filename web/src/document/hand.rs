//! Choices of a run by hand, as the page makes them: what an edit comes to, whether it can
//! be, and why not.

use crate::document::open_run::OpenRun;
use crate::words::hand as words;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Happening, ManualChoice, MessageRef};
use sequitur_core::sim::run::{Blocked, NodeChoices, OpenChoices};
use sequitur_core::trace::{MessageKey, NodeId};

/// The name of a message that is named in full.
pub fn key(message: MessageRef) -> Option<MessageKey> {
    message.number.map(|_| message.key())
}

/// The choice that an edit is in a run by hand.
pub fn choice_of(scenario: &Scenario, edit: &Edit) -> Option<ManualChoice> {
    scenario.plan().manual.as_ref()?;
    match edit {
        Edit::Drop(key) => Some(ManualChoice::Drop((*key).into())),
        Edit::Duplicate(key, _) => Some(ManualChoice::Duplicate((*key).into())),
        Edit::At(_, what) => Some(ManualChoice::Happen(what.clone())),
        Edit::Choose(choice) => Some(choice.clone()),
        _ => None,
    }
}

/// Why a choice cannot be made, in a sentence; None where it can.
pub fn refusal(made: &OpenRun, now: &OpenChoices, choice: &ManualChoice) -> Option<String> {
    let info = made.run.info;
    let name = |node: NodeId| made.trace().node_name(node);
    let tray = |node: NodeId| &now.nodes[node.index()];
    match choice {
        ManualChoice::Deliver(message) | ManualChoice::Drop(message) | ManualChoice::Duplicate(message) => {
            let key = key(*message)?;
            let Some(found) = tray(key.to).arriving.iter().find(|arriving| arriving.key == key) else {
                return Some(words::is_not_in_flight(&made.trace().key_text(key)));
            };
            let is_delivery = matches!(choice, ManualChoice::Deliver(_));
            found.blocked.filter(|_| is_delivery).map(|blocked| blocked_text(made, key, blocked))
        }
        ManualChoice::Happen(Happening::Fire(node, _)) if tray(*node).paused => {
            Some(words::is_paused(&name(*node)))
        }
        ManualChoice::Happen(Happening::Fire(node, timer)) => {
            let is_armed = tray(*node).timers.contains(timer);
            (!is_armed).then(|| words::of_is_not_armed(&info.timer_name(*timer), &name(*node)))
        }
        ManualChoice::Happen(Happening::Command(node, _)) => match tray(*node) {
            NodeChoices { up: false, .. } => Some(words::is_down(&name(*node))),
            NodeChoices { paused: true, .. } => Some(words::is_paused(&name(*node))),
            _ => None,
        },
        ManualChoice::Happen(Happening::Toss(toss)) => {
            let is_open = tray(toss.node).coin == Some((toss.coin, toss.number));
            (!is_open).then(|| words::has_not_tossed_this(&name(toss.node)))
        }
        ManualChoice::Happen(Happening::Forge(forgery)) => {
            let is_open = now.forgeries.contains(forgery);
            let told = now.unsayable.iter().find(|(other, _)| other == forgery).map(|(_, why)| why.clone());
            (!is_open).then(|| told.unwrap_or_else(|| words::cannot_say_this_now(&name(forgery.from))))
        }
        ManualChoice::Happen(Happening::Fault(fault)) => fault_refusal(made, now, fault),
        ManualChoice::Advance(_) => None,
    }
}

/// Why a fault cannot happen, in a sentence; None where it can.
fn fault_refusal(made: &OpenRun, now: &OpenChoices, fault: &Fault) -> Option<String> {
    let tray = |node: NodeId| &now.nodes[node.index()];
    let is = |node: NodeId, what: &str| Some(words::is(&made.trace().node_name(node), &what));
    match fault {
        Fault::Restart(node) if tray(*node).up => is(*node, "up"),
        Fault::Crash(node) | Fault::Pause(node) if !tray(*node).up => is(*node, "down"),
        Fault::Pause(node) if tray(*node).paused => is(*node, "paused"),
        Fault::Resume(node) if !tray(*node).paused => is(*node, words::NOT_PAUSED),
        Fault::Heal(_) if !now.is_cut => Some(words::NOTHING_IS_CUT.to_owned()),
        _ => None,
    }
}

/// Why a message cannot be delivered, in a sentence.
pub fn blocked_text(made: &OpenRun, key: MessageKey, blocked: Blocked) -> String {
    let (from, to) = (made.trace().node_name(key.from), made.trace().node_name(key.to));
    match blocked {
        Blocked::Down => words::is_down(&to),
        Blocked::Coin => words::waits_for_a_coin(&to),
        Blocked::Paused => words::is_paused(&to),
        Blocked::Cut => words::the_link_from_to(&from, &to),
        Blocked::Order => words::an_older_message_from(&from),
    }
}

/// Whether a line of the scenario makes just this choice. A line may leave out a message's
/// number, and means the lowest in flight then.
pub fn is_same(now: &OpenChoices, line: &ManualChoice, choice: &ManualChoice) -> bool {
    use ManualChoice::{Deliver, Drop, Duplicate};
    match (line, choice) {
        (Deliver(a), Deliver(b)) | (Drop(a), Drop(b)) | (Duplicate(a), Duplicate(b)) => {
            named(now, *a) == named(now, *b)
        }
        _ => line == choice,
    }
}

fn named(now: &OpenChoices, message: MessageRef) -> Option<MessageKey> {
    let on_line = |key: &MessageKey| (key.kind, key.from, key.to) == (message.kind, message.from, message.to);
    let in_flight =
        || now.nodes[message.to.index()].arriving.iter().map(|arriving| arriving.key).filter(on_line);
    key(message).or_else(|| in_flight().min_by_key(|key| (key.nth, key.copy)))
}

/// Something that may happen next to a node.
#[derive(Clone, PartialEq, Debug)]
pub struct Next {
    /// The choice.
    pub choice: ManualChoice,
    /// What it is.
    pub what: NextKind,
    /// Its name.
    pub label: String,
    /// Why it cannot happen, if it cannot.
    pub why_not: Option<String>,
    /// Whether it is what comes next anyway.
    pub is_planned: bool,
}

/// What may happen next.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NextKind {
    /// A message of this kind from this node may arrive.
    Arrives(NodeId, u16),
    /// A timer may fire, or the node may act.
    Fires,
    /// A command that the scenario has for it.
    Asked,
}

/// Why a node cannot do anything, in a sentence; None where it can.
fn lane_refusal(lane: &NodeChoices, name: &str) -> Option<String> {
    match lane {
        NodeChoices { up: false, .. } => Some(words::is_down(&name)),
        NodeChoices { paused: true, .. } => Some(words::is_paused(&name)),
        _ => None,
    }
}

/// What may happen next to each node: messages, the newest first, then timers and commands.
pub fn next(made: &OpenRun, now: &OpenChoices) -> Vec<Vec<Next>> {
    let planned = made.scenario.choice_after(now.choices as usize);
    let is_planned = |choice: &ManualChoice| planned.is_some_and(|next| is_same(now, next, choice));
    let of_node = |(node, lane): (NodeId, &NodeChoices)| {
        let name = made.trace().node_name(node);
        let arrives = lane.arriving.iter().rev().map(|arriving| {
            let key = arriving.key;
            let number = if key.nth > 1 { format!(" {}", key.nth) } else { String::new() };
            let kind = made.trace().kind_name(arriving.message);
            let label = words::arrives_from(&format!("{kind}{number}"), &made.trace().node_name(key.from));
            let why_not = arriving.blocked.map(|blocked| blocked_text(made, key, blocked));
            (ManualChoice::Deliver(key.into()), NextKind::Arrives(key.from, key.kind), label, why_not)
        });
        let fires = lane.timers.iter().map(|timer| {
            let label = made.run.info.timer_name(*timer).to_owned();
            (ManualChoice::Happen(Happening::Fire(node, *timer)), NextKind::Fires, label, None)
        });
        let asked = lane.commands.iter().map(|words| {
            let why_not = lane_refusal(lane, name);
            let choice = ManualChoice::Happen(Happening::Command(node, words.clone()));
            (choice, NextKind::Asked, words.join(" "), why_not)
        });
        let all = arrives.chain(fires).chain(asked);
        all.map(|(choice, what, label, why_not)| Next {
            is_planned: is_planned(&choice),
            choice,
            what,
            label,
            why_not,
        })
        .collect()
    };
    (0..).map(NodeId).zip(&now.nodes).map(of_node).collect()
}
