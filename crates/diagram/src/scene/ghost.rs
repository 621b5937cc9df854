//! The run before an edit, drawn below the run after it.

use super::window::Window;
use super::{Columns, GhostArrow, arrows};
use crate::compare::{Counterpart, Difference};
use crate::facts::{Facts, Tone};
use crate::index_u32;
use crate::layout::{Fall, Layout};
use sequitur_core::ordered;
use sequitur_core::trace::{EventId, Fate, Message, MessageId, NodeId, Trace};

/// What differs from an older run, and where the older run's messages were, in the
/// heights of the newer one. Computed once for two runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ghost {
    difference: Difference,
    /// In the order in which they were made.
    shades: Vec<Shade>,
    /// Where the runs differ, from top to bottom: upper and lower ends.
    spans: Vec<(i64, i64)>,
}

/// Two differences that are closer than this are drawn as one, in px.
const SPAN_GAP: i64 = 60;
/// What is drawn above and below a difference, in px.
const SPAN_ROOM: i64 = 4;

/// A message of the old run that is gone or changed.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Shade {
    message: MessageId,
    tone: Tone,
    from: NodeId,
    to: NodeId,
    fate: Fate,
    fall: Fall,
    /// From where on it differs: its end, where it was sent at the same time.
    differs_from: i64,
}

impl Ghost {
    /// Compares two runs. `facts` are those of `old`, `layout` is that of `new`.
    pub fn new(old: &Trace, facts: &Facts, new: &Trace, layout: &Layout) -> Ghost {
        let difference = Difference::between(old, new);
        let shades = Shades::new(old, facts, new, layout, &difference).all();
        let spans = spans(old, new, layout, &difference, &shades);
        Ghost { difference, shades, spans }
    }

    /// The height of the first difference that is seen.
    pub fn first(&self) -> Option<i64> {
        self.spans.first().map(|span| span.0)
    }

    /// Where the runs differ, in a window.
    pub(super) fn differs_between(&self, window: Window) -> Vec<(i64, i64)> {
        let seen = self.spans.iter().filter(|span| span.0 < window.bottom && span.1 > window.top);
        seen.map(|span| (span.0.max(window.top), span.1.min(window.bottom))).collect()
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
            tone: shade.tone,
            path: arrows::path(columns, shade.from, shade.to, shade.fall, shade.fate),
        };
        (shades.into_iter().map(draw).collect(), left_out)
    }
}

/// Where two runs differ: what is new or gone from end to end, and of what came at another
/// time the time between.
fn spans(
    old: &Trace,
    new: &Trace,
    layout: &Layout,
    difference: &Difference,
    shades: &[Shade],
) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    for (id, counterpart) in (0..).map(MessageId).zip(&difference.messages) {
        let (y1, y2) = layout.arrow_ys(new, id);
        match counterpart {
            Counterpart::Same(_) => {}
            Counterpart::Added => found.push((y1, y2)),
            Counterpart::Changed(before) => {
                let same_start = old.message(*before).sent_at == new.message(id).sent_at;
                found.push((if same_start { y2 } else { y1 }, y2));
            }
        }
    }
    found.extend(shades.iter().map(|shade| (shade.differs_from, shade.fall.y2)));
    for (id, counterpart) in (0..).map(EventId).zip(&difference.events) {
        if counterpart.differs() && layout.filter().has(id) {
            found.push((layout.y_of_event(id), layout.y_of_event(id)));
        }
    }
    merged(found)
}

/// Spans as few as they can be.
fn merged(mut found: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ordered::sort(&mut found);
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for (y0, y1) in found.into_iter().map(|(y0, y1)| (y0 - SPAN_ROOM, y1 + SPAN_ROOM)) {
        match spans.last_mut() {
            Some(last) if y0 <= last.1 + SPAN_GAP => last.1 = last.1.max(y1),
            _ => spans.push((y0, y1)),
        }
    }
    spans
}

/// Finds the shades.
struct Shades<'a> {
    old: &'a Trace,
    facts: &'a Facts,
    layout: &'a Layout,
    /// The lane of each old node, where the new run has a node of that name.
    lanes: Vec<Option<NodeId>>,
    /// The height of each old event that is where it was.
    unmoved: Vec<Option<i64>>,
    /// For each old message whether it is sent as it was, but fares differently.
    same_start: Vec<bool>,
    differing: Vec<MessageId>,
}

impl<'a> Shades<'a> {
    fn new(
        old: &'a Trace,
        facts: &'a Facts,
        new: &Trace,
        layout: &'a Layout,
        difference: &Difference,
    ) -> Shades<'a> {
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
        let mut same_start = vec![false; old.messages.len()];
        let mut differing: Vec<MessageId> = Vec::new();
        for (message, counterpart) in new.messages.iter().zip(&difference.messages) {
            if let Counterpart::Changed(before) = *counterpart {
                same_start[before.index()] = old.message(before).sent_at == message.sent_at;
                differing.push(before);
            }
        }
        differing.extend(&difference.gone_messages);
        ordered::sort(&mut differing);
        let lanes = old.nodes.iter().map(lane).collect();
        Shades { old, facts, layout, lanes, unmoved, same_start, differing }
    }

    /// A message that was still under way has no way to be seen.
    fn all(&self) -> Vec<Shade> {
        let shades = self.differing.iter().filter_map(|id| self.shade(*id));
        shades.filter(|shade| shade.fate != Fate::Flying).collect()
    }

    fn shade(&self, id: MessageId) -> Option<Shade> {
        let message = self.old.message(id);
        let y1 = self.unmoved[message.sent.index()].unwrap_or_else(|| self.layout.y_of_time(message.sent_at));
        let fall = self.layout.fall_between(y1, self.end(message), message.fate);
        Some(Shade {
            message: id,
            tone: self.facts.tone(message.key.kind),
            from: self.lanes[message.key.from.index()]?,
            to: self.lanes[message.key.to.index()]?,
            fate: message.fate,
            fall,
            differs_from: if self.same_start[id.index()] { fall.y2 } else { fall.y1 },
        })
    }

    /// The height at which a message arrived, where anybody knows.
    fn end(&self, message: &Message) -> Option<i64> {
        let event = message.received.and_then(|event| self.unmoved[event.index()]);
        event.or_else(|| Some(self.layout.y_of_time(message.arrives_at?)))
    }
}
