//! How a scenario wants to be seen when it is opened: its `view` lines.

use super::open_run::OpenRun;
use super::{Selection, State, hand, lenses};
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::phrase::find_event;
use sequitur_core::scenario::view::View;
use sequitur_core::trace::{Micros, NodeId};
use std::rc::Rc;

impl State {
    /// Looks at the run as a scenario asks for that is the same but for its `view` lines.
    pub(super) fn look_anew(&mut self, scenario: &Scenario) {
        (self.cursor, self.selection, self.lens, self.playing) = (None, None, None, false);
        if let Some(made) = self.made.clone() {
            self.look_as_asked(&made, scenario);
        }
    }

    /// Looks at a run as a scenario asks for. It changes nothing in the run.
    pub(super) fn look_as_asked(&mut self, made: &OpenRun, scenario: &Scenario) {
        for view in scenario.views() {
            match view {
                View::Lens(name) => {
                    let lens = lenses(&made.run).find(|(_, known)| known == name);
                    self.lens = lens.and_then(|(lens, _)| lens);
                }
                View::At(at) => self.cursor = Some((*at).min(made.run.end)),
                View::Message(message) => {
                    let key = hand::key(*message).filter(|key| made.find(*key).is_some());
                    self.select_first(key.map(Selection::Message));
                }
                View::Event(name) => self.select_first(find_event(&made.run, name).map(Selection::Event)),
                View::Properties(properties) => {
                    self.named =
                        properties.iter().copied().filter(|one| *one < made.run.verdicts.len()).collect();
                    self.reveal += 1;
                }
                View::Frontier(counts) => self.frontier = Some(frontier(made, counts)),
            }
        }
        self.is_as_asked = true;
        // What was done by hand is shown from its end: there it goes on.
        if self.selection.is_none() && self.cursor.is_none() && made.is_by_hand() {
            self.reveal += 1;
        }
    }

    /// Selects something and brings it into view, unless a line before has.
    fn select_first(&mut self, selection: Option<Selection>) {
        if self.selection.is_none() && selection.is_some() {
            self.selection = selection;
            self.reveal += 1;
        }
    }
}

/// Up to when each lane counts, where so many of its events do.
fn frontier(made: &OpenRun, counts: &[(NodeId, u32)]) -> Rc<[Micros]> {
    let trace = made.trace();
    let last = |lane: usize| {
        let node = NodeId(lane as u8);
        let count = counts.iter().find(|(counted, _)| *counted == node).map_or(0, |(_, count)| *count);
        let on_lane = trace.events.iter().filter(|event| event.node == node);
        on_lane.take(count as usize).last().map_or(0, |event| event.at)
    };
    (0..trace.nodes.len()).map(last).collect()
}
