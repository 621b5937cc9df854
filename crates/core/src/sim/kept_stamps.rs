//! The stamps that processes keep themselves, as their fields show them. Where a rule for them
//! is broken they differ from what the clocks of a trace say.

use super::run::{Run, Value};

/// What a process kept after an event.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct KeptStamps {
    /// Its Lamport time.
    pub lamport: u32,
    /// Its vector time.
    pub vector: Vec<u32>,
}

/// For each event of a run the stamps that its process kept after it.
pub fn kept_stamps(run: &Run) -> Vec<KeptStamps> {
    let number = |value: &Value| match value {
        Value::Number(number) => u32::try_from(*number).unwrap_or(0),
        _ => 0,
    };
    let mut kept = Vec::with_capacity(run.trace.events.len());
    run.details.walk(&mut |world| {
        for event in kept.len()..world.events() as usize {
            let mut stamps = KeptStamps::default();
            for (name, value) in world.node(run.trace.events[event].node).fields {
                match (name, value) {
                    ("lamport", value) => stamps.lamport = number(&value),
                    ("vector", Value::List(entries)) => stamps.vector = entries.iter().map(number).collect(),
                    _ => {}
                }
            }
            kept.push(stamps);
        }
    });
    kept
}
