//! Choices of a run by hand, as the page makes them: what an edit comes to, whether it can
//! be, and why not.

use crate::document::open_run::OpenRun;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::sim::plan::{Happening, ManualChoice, MessageRef};
use sequitur_core::sim::run::{Blocked, OpenChoices};
use sequitur_core::trace::{MessageKey, NodeId};

/// The name of a message that is named in full.
pub fn key(message: MessageRef) -> Option<MessageKey> {
    let (nth, copy) = message.number?;
    Some(MessageKey { kind: message.kind, from: message.from, to: message.to, nth, copy })
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
                return Some(format!("{} is not in flight.", made.trace().key_text(key)));
            };
            let is_delivery = matches!(choice, ManualChoice::Deliver(_));
            found.blocked.filter(|_| is_delivery).map(|blocked| blocked_text(made, key, blocked))
        }
        ManualChoice::Fire(node, timer) => {
            let is_armed = tray(*node).timers.contains(timer);
            (!is_armed).then(|| format!("{} of {} is not armed.", info.timer_name(*timer), name(*node)))
        }
        ManualChoice::Happen(what) => match what {
            Happening::Restart(node) => tray(*node).up.then(|| format!("{} is up.", name(*node))),
            Happening::Crash(node) | Happening::Command(node, _) => {
                (!tray(*node).up).then(|| format!("{} is down.", name(*node)))
            }
            Happening::Heal => (!now.is_cut).then(|| "The network is whole.".to_owned()),
            Happening::Partition(_) | Happening::Correct(..) => None,
        },
        ManualChoice::Advance(_) => None,
    }
}

/// Why a message cannot be delivered, in a sentence.
pub fn blocked_text(made: &OpenRun, key: MessageKey, blocked: Blocked) -> String {
    let (from, to) = (made.trace().node_name(key.from), made.trace().node_name(key.to));
    match blocked {
        Blocked::Down => format!("{to} is down."),
        Blocked::Cut => format!("A partition stands between {from} and {to}."),
        Blocked::Order => format!("An older message from {from} comes first."),
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
