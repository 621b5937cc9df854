//! Where the reader looks: what is selected, the clocks beside events, the next event.

use super::State;
use super::hand;
use super::open_run::OpenRun;
use sequitur_core::sim::plan::{Happening, ManualChoice};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, MessageKey, NodeId};
use sequitur_diagram::Clock;

/// What the reader looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Selection {
    /// A message, by its name, so that it stays selected when the run changes.
    Message(MessageKey),
    /// An event.
    Event(EventId),
    /// A node.
    Node(NodeId),
    /// A property, by its index.
    Property(usize),
}

/// Which clock stands beside each event, if one does.
pub type Lens = Option<Clock>;

/// The lenses for a run or a log, with the words that name them.
pub fn lenses(run: &Run) -> impl Iterator<Item = (Lens, &'static str)> {
    let clocks = Clock::ALL.into_iter().filter(|(clock, _)| clock.fits(run));
    std::iter::once((None, "none")).chain(clocks.map(|(clock, name)| (Some(clock), name)))
}

impl State {
    /// The lens after the one at hand.
    pub fn next_lens(&self) -> Lens {
        let run = &self.made.as_ref()?.run;
        let mut later = lenses(run).skip_while(|(other, _)| *other != self.lens);
        later.nth(1).and_then(|(next, _)| next)
    }

    /// The event that the selection is about: itself, or that in which a message
    /// arrived or was sent.
    pub fn event(&self) -> Option<EventId> {
        let made = self.made.as_ref()?;
        match self.selection? {
            Selection::Event(event) => Some(event),
            Selection::Message(key) => {
                let message = made.trace().message(made.find(key)?);
                Some(message.received.unwrap_or(message.sent))
            }
            Selection::Property(property) => made.run.verdicts[property].event,
            Selection::Node(_) => None,
        }
    }

    pub(super) fn step(&mut self, forward: bool) {
        let Some(made) = &self.seen else {
            return;
        };
        let events = &made.trace().events;
        let here = match (self.selection, self.cursor) {
            (Some(Selection::Event(event)), Some(now)) if made.trace().event(event).at == now => {
                Some(event.index())
            }
            _ => None,
        };
        let next = match (here, self.cursor) {
            (Some(here), _) if forward => Some(here + 1),
            (Some(here), _) => here.checked_sub(1),
            (None, None) if forward => Some(0),
            (None, None) => events.len().checked_sub(1),
            (None, Some(now)) if forward => Some(events.partition_point(|event| event.at <= now)),
            (None, Some(now)) => events.partition_point(|event| event.at < now).checked_sub(1),
        };
        let is_shown = |index: &usize| made.layout.filter().has(EventId(*index as u32));
        let next = next.and_then(|next| match forward {
            true => (next..events.len()).find(is_shown),
            false => (0..=next).rev().find(is_shown),
        });
        if let Some((index, event)) = next.and_then(|index| Some((index, events.get(index)?))) {
            self.cursor = Some(event.at);
            self.selection = Some(Selection::Event(EventId(index as u32)));
            self.reveal += 1;
        }
    }

    /// Nodes stay hidden for as long as the lanes are the same.
    pub(super) fn keep_hidden(&mut self, made: &OpenRun) {
        let before = self.made.as_ref().map(|before| &before.trace().nodes);
        if before != Some(&made.trace().nodes) {
            self.looks.hidden = [].into();
        }
    }

    /// Brings into view what the last choice that is shown has done.
    pub(super) fn select_chosen(&mut self, made: &OpenRun, choice: &ManualChoice) {
        self.reveal += 1;
        self.selection = match choice {
            ManualChoice::Drop(message) | ManualChoice::Duplicate(message) => {
                hand::key(*message).map(Selection::Message)
            }
            ManualChoice::Happen(Happening::Fault(fault)) if fault.event().is_none() => None,
            ManualChoice::Advance(_) => None,
            _ => {
                let at =
                    made.choices_by(self.cursor).checked_sub(1).and_then(|last| made.run.chosen_at.get(last));
                let first = at.map(|at| made.trace().events.partition_point(|event| event.at < *at));
                let first = first.filter(|first| *first < made.trace().events.len());
                first.map(|first| Selection::Event(EventId(first as u32)))
            }
        };
    }
}
