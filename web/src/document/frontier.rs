//! A frontier: up to when each lane counts, and whether the whole can have been.

use crate::document::open_run::OpenRun;
use crate::words::document_frontier as words;
use sequitur_core::trace::{EventId, Frontier, MessageId, Micros, NodeId};
use std::rc::Rc;

/// How far below an event, or above one, a handle stands where there is room, in px.
const BESIDE: i64 = 15;

/// A frontier and what can be said about it.
#[derive(PartialEq)]
pub struct FrontierView {
    /// Up to when each lane counts.
    pub times: Rc<[Micros]>,
    /// Where the handle of each lane stands, in the layout.
    pub ys: Vec<i64>,
    /// The messages that break it.
    pub breaks: Vec<MessageId>,
    /// How many messages cross it.
    pub crossing: usize,
}

impl FrontierView {
    /// Looks at a frontier of a run. Reads the trace once.
    pub fn of(made: &OpenRun, times: Rc<[Micros]>) -> FrontierView {
        let trace = made.trace();
        let frontier = Frontier::at(trace, &times);
        let mut next: Vec<Option<EventId>> = vec![None; times.len()];
        for (id, event) in (0..).map(EventId).zip(&trace.events) {
            let lane = event.node.index();
            if next[lane].is_none() && frontier.0[lane].is_none_or(|last| id > last) {
                next[lane] = Some(id);
            }
        }
        let y = |lane: usize| {
            let y = made.layout.y_after_time(times[lane]) + 2;
            let above = frontier.0[lane].map_or(y, |last| made.layout.y_of_event(last));
            let below = next[lane].map_or(i64::MAX / 2, |next| made.layout.y_of_event(next));
            let beside = BESIDE.min((below - above) / 2);
            y.max(above + beside).min(below - beside)
        };
        let ys = (0..times.len()).map(y).collect();
        let (breaks, crossing) = (frontier.breaks(trace), frontier.crossing(trace).len());
        FrontierView { times, ys, breaks, crossing }
    }

    /// The same frontier with the handle of a lane at another height of the layout.
    pub fn dragged(&self, made: &OpenRun, lane: NodeId, y: i64) -> Rc<[Micros]> {
        self.with(lane, made.layout.time_of_y(y.min(made.layout.lanes().end)))
    }

    /// The same frontier with one more event of a lane, or with one less.
    pub fn stepped(&self, made: &OpenRun, lane: NodeId, forward: bool) -> Rc<[Micros]> {
        let now = self.times[lane.index()];
        let on_lane = made.trace().events.iter().filter(|event| event.node == lane);
        let time = match forward {
            true => on_lane.map(|event| event.at).find(|at| *at > now),
            false => on_lane
                .map(|event| event.at)
                .take_while(|at| *at <= now)
                .last()
                .map(|at| at.saturating_sub(1)),
        };
        self.with(lane, time.unwrap_or(now))
    }

    fn with(&self, lane: NodeId, time: Micros) -> Rc<[Micros]> {
        let mut times = self.times.to_vec();
        times[lane.index()] = time;
        times.into()
    }

    /// The same in words.
    pub fn told(&self) -> &'static str {
        if self.breaks.is_empty() { words::CONSISTENT_CUT } else { words::NOT_CONSISTENT }
    }
}
