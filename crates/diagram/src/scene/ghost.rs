//! The run before an edit, drawn behind the run after it.

use super::{Columns, GhostArrow, Window, arrows, class_of};
use crate::compare::{Counterpart, Difference};
use crate::layout::{Fall, Layout, index_u32};
use sequitur_core::ordered;
use sequitur_core::trace::{EventId, Fate, Message, MessageId, NodeId, Trace};

/// What differs from an older run, and where the older run's messages were, in the
/// heights of the newer one. Computed once for two runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ghost {
    difference: Difference,
    /// In the order in which they were made.
    shades: Vec<Shade>,
}

/// A message of the old run that is gone or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Shade {
    message: MessageId,
    class: u8,
    from: NodeId,
    to: NodeId,
    fate: Fate,
    fall: Fall,
}

impl Ghost {
    /// Compares two runs. `layout` is that of `new`.
    pub fn new(old: &Trace, new: &Trace, layout: &Layout) -> Ghost {
        let difference = Difference::between(old, new);
        let shades = Shades::new(old, new, layout, &difference).all();
        Ghost { difference, shades }
    }

    /// What differs.
    pub fn difference(&self) -> &Difference {
        &self.difference
    }

    /// The ghosts in a window, and how many more there are.
    pub(super) fn arrows_between(
        &self,
        window: Window,
        columns: &Columns,
        cap: usize,
    ) -> (Vec<GhostArrow>, u32) {
        let seen = |shade: &&Shade| shade.fall.y1 <= window.bottom && shade.fall.y2 >= window.top;
        let mut shades: Vec<&Shade> = self.shades.iter().filter(seen).collect();
        let left_out = index_u32(shades.len().saturating_sub(cap));
        shades.truncate(cap);
        let draw = |shade: &Shade| GhostArrow {
            message: shade.message,
            class: shade.class,
            path: arrows::path(columns, shade.from, shade.to, shade.fall, shade.fate),
        };
        (shades.into_iter().map(draw).collect(), left_out)
    }
}

/// Finds the shades.
struct Shades<'a> {
    old: &'a Trace,
    layout: &'a Layout,
    /// The lane of each old node, where the new run has a node of that name.
    lanes: Vec<Option<NodeId>>,
    /// The height of each old event that is where it was.
    unmoved: Vec<Option<i64>>,
    differing: Vec<MessageId>,
}

impl<'a> Shades<'a> {
    fn new(old: &'a Trace, new: &Trace, layout: &'a Layout, difference: &Difference) -> Shades<'a> {
        let lane = |name: &String| {
            let index = new.nodes.iter().position(|other| other == name)?;
            Some(NodeId(index as u8))
        };
        let mut unmoved = vec![None; old.events.len()];
        let ids = (0..).map(EventId);
        for ((id, event), counterpart) in ids.zip(&new.events).zip(&difference.events) {
            let Some(before) = counterpart.old() else { continue };
            if old.event(before).at == event.at {
                unmoved[before.index()] = Some(layout.y_of_event(id));
            }
        }
        let changed = difference.messages.iter().filter_map(|counterpart| match counterpart {
            Counterpart::Changed(old) => Some(*old),
            Counterpart::Same(_) | Counterpart::Added => None,
        });
        let mut differing: Vec<MessageId> = changed.collect();
        differing.extend(&difference.gone_messages);
        ordered::sort(&mut differing);
        Shades { old, layout, lanes: old.nodes.iter().map(lane).collect(), unmoved, differing }
    }

    fn all(&self) -> Vec<Shade> {
        self.differing.iter().filter_map(|id| self.shade(*id)).collect()
    }

    fn shade(&self, id: MessageId) -> Option<Shade> {
        let message = self.old.message(id);
        let y1 = self.unmoved[message.sent.index()].unwrap_or_else(|| self.layout.y_of_time(message.sent_at));
        let fall = self.layout.fall_between(y1, self.end(message), message.fate);
        Some(Shade {
            message: id,
            class: class_of(message.key.kind),
            from: self.lanes[message.key.from.index()]?,
            to: self.lanes[message.key.to.index()]?,
            fate: message.fate,
            fall,
        })
    }

    /// The height at which a message arrived, where anybody knows.
    fn end(&self, message: &Message) -> Option<i64> {
        let event = message.received.and_then(|event| self.unmoved[event.index()]);
        event.or_else(|| Some(self.layout.y_of_time(message.arrives_at?)))
    }
}
