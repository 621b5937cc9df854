//! Messages that belong together: one label for a broadcast, one for the answers to it, and
//! one drawing where all of a broadcast end at one place.

use super::{Arrow, ArrowEnd};
use sequitur_core::trace::{EventId, EventKind, Fate, MessageId, NodeId, Trace};

/// What one label stands for: the broadcast that was sent or is answered, and who is answered.
pub(super) type Group = (EventId, Option<NodeId>);

/// The group of a message. Its label tells apart what is in it.
pub(super) fn group(trace: &Trace, id: MessageId) -> Group {
    let message = trace.message(id);
    let trigger = EventId(trace.step_of(message.sent).start);
    let event = trace.event(trigger);
    let is_alone = trace.event(message.sent).message_count == 1;
    if is_alone && event.kind == EventKind::Receive && event.node == message.key.from {
        let asked = trace.message(event.first_message);
        if asked.key.from == message.key.to {
            return (asked.sent, Some(message.key.to));
        }
    }
    (message.sent, None)
}

/// Lets one arrow stand for all of its broadcast that end where it does: at a wall, or as a
/// stub. Its end says for how many.
pub(super) fn fold(trace: &Trace, arrows: &mut [Arrow]) {
    let fate = |arrow: &Arrow| trace.message(arrow.message).fate;
    let folds = |arrow: &Arrow| {
        let is_cut = arrow.path.end == ArrowEnd::Stop && fate(arrow) == Fate::Cut;
        arrow.path.end == ArrowEnd::Open || is_cut
    };
    for later in 1..arrows.len() {
        if !folds(&arrows[later]) {
            continue;
        }
        let key = |arrow: &Arrow| {
            let kind = trace.message(arrow.message).key.kind;
            (trace.message(arrow.message).sent, kind, arrow.path.end, arrow.path.x2)
        };
        let own = key(&arrows[later]);
        // Messages of one broadcast follow one another.
        let first = arrows[..later].iter().rposition(|arrow| !arrow.is_folded && key(arrow) == own);
        if let Some(first) = first {
            arrows[first].times += 1;
            arrows[later].path = arrows[first].path;
            arrows[later].is_folded = true;
        }
    }
}
