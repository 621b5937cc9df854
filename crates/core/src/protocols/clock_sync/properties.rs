//! What clock synchronization promises, as observers outside the nodes.

use super::sample::{ROUNDED, Sample, drift_share};
use super::{Node, Property, SERVER};
use crate::authoring::*;
use crate::sim::clock::{Correction, Wall, text};

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// How far apart the clocks were at the last event.
    spread: Wall,
    is_near: bool,
    samples: Vec<Option<Sample>>,
}

impl Observe<Node> for Observers {
    type Property = Property;

    fn new(view: &Observed<Node>) -> Observers {
        Observers { spread: 0, is_near: false, samples: vec![None; view.nodes.len()] }
    }

    fn observe(&mut self, step: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
        let (node, state) = (step.node, &view.nodes[step.node.index()].state);
        let name = &view.names[node.index()];
        let is_new = std::mem::replace(&mut self.samples[node.index()], state.last) != state.last;
        if let (Some(sample), true, false) = (state.last, is_new, state.is_server) {
            let truth = view.clocks.wall(SERVER, view.now) - sample.at;
            let error = (sample.offset() - truth).unsigned_abs();
            let half = sample.error_max(view.config.least_delay);
            let more = drift_share(sample.delay.unsigned_abs(), view.config.drift_ppm) + ROUNDED;
            if error > half + more {
                let (truth, offset) = (text(truth), text(sample.offset()));
                let why = format_args!(
                    "{name} took the server to be {offset} ahead, but it was {truth}; half of the delay, less what is surely needed, is {}, and drift and rounding add {} at most.",
                    text(half as Wall),
                    text(more as Wall)
                );
                verdicts.violate(Property::ErrorWithinHalfDelay, why);
            }
        }
        if let Some(Correction { amount: ..0, over: 0, .. }) = step.emitted.correction {
            let why = format_args!("{name} set its clock back, and tells some times twice.");
            verdicts.violate(Property::NeverTurnedBack, why);
        }
        let readings = (0..view.nodes.len() as u8).map(|node| view.clocks.wall(NodeId(node), view.now));
        let (least, most) = readings.fold((Wall::MAX, Wall::MIN), |(a, b), r| (a.min(r), b.max(r)));
        self.spread = most - least;
        let is_near = self.spread.unsigned_abs() <= view.config.precision;
        if is_near != std::mem::replace(&mut self.is_near, is_near) {
            verdicts.turn(Property::Synchronised);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        match property {
            Property::ErrorWithinHalfDelay => {
                (Outcome::Holds, "Every estimate was within half of its delay.".to_owned())
            }
            Property::NeverTurnedBack => (Outcome::Holds, "No clock was set back.".to_owned()),
            _ => {
                let outcome = if self.is_near { Outcome::Holds } else { Outcome::Pending };
                (outcome, format!("At the last event the clocks were {} apart.", text(self.spread)))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        property == Property::Synchronised || self.samples.iter().any(Option::is_some)
    }
}
