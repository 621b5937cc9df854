//! What stands beside an event when somebody looks through a clock.

use crate::index_u32;
use sequitur_core::clocks::{Hybrid, VectorClocks, first_fact, hybrid, knowledge, lamport, total_order};
use sequitur_core::sim::clock::{Wall, text};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{EventId, Trace};

/// A clock to look at a trace through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Clock {
    /// Lamport's clock.
    Lamport,
    /// The vector clock.
    Vector,
    /// The place in Lamport's total order.
    Order,
    /// The hybrid logical clock: physical time and a count.
    Hybrid,
    /// Physical time, as the clock of the event's node shows it.
    Physical,
    /// How deep the nodes know of the first command: no clock, but it stands in the same place.
    Knowledge,
}

impl Clock {
    /// All clocks, with the words that name them.
    pub const ALL: [(Clock, &'static str); 6] = [
        (Clock::Lamport, "lamport"),
        (Clock::Vector, "vector"),
        (Clock::Order, "order"),
        (Clock::Hybrid, "hybrid"),
        (Clock::Physical, "physical"),
        (Clock::Knowledge, "knowledge"),
    ];

    /// Whether it takes the time from the nodes' own clocks, which a log does not tell.
    pub fn needs_time(self) -> bool {
        matches!(self, Clock::Hybrid | Clock::Physical)
    }
}

/// The stamps of all events by one clock.
pub enum Stamps {
    /// Lamport times.
    Lamport(Vec<u32>),
    /// Vector times.
    Vector(Box<VectorClocks>),
    /// For each event its place in the total order, from 1; 0 where it has none.
    Order(Vec<u32>),
    /// Hybrid stamps.
    Hybrid(Vec<Hybrid>),
    /// Physical times.
    Physical(Vec<Wall>),
    /// How deep each event's node knows, if it does.
    Knowledge(Vec<Option<u32>>),
}

impl Stamps {
    /// Reads the trace once.
    pub fn new(run: &Run, clock: Clock) -> Stamps {
        let trace = &run.trace;
        match clock {
            Clock::Lamport => Stamps::Lamport(lamport(trace)),
            Clock::Vector => Stamps::Vector(Box::new(VectorClocks::new(trace))),
            Clock::Order => {
                let mut ranks = vec![0; trace.events.len()];
                let order = total_order(trace, &lamport(trace));
                order.iter().zip(1..).for_each(|(event, rank)| ranks[event.index()] = rank);
                Stamps::Order(ranks)
            }
            Clock::Hybrid => Stamps::Hybrid(hybrid(trace, &|event| run.wall(event))),
            Clock::Knowledge => {
                let mut vectors = VectorClocks::new(trace);
                let depths = first_fact(trace).map(|fact| knowledge(trace, &mut vectors, fact));
                Stamps::Knowledge(depths.unwrap_or_default())
            }
            Clock::Physical => {
                let events = 0..index_u32(trace.events.len());
                Stamps::Physical(events.map(|event| run.wall(EventId(event))).collect())
            }
        }
    }

    /// What stands beside an event: None where it carries no tick.
    pub fn text(&mut self, trace: &Trace, event: EventId) -> Option<String> {
        if !trace.event(event).kind.ticks() {
            return None;
        }
        let index = event.index();
        Some(match self {
            Stamps::Lamport(times) => times[index].to_string(),
            Stamps::Vector(clocks) => {
                let entries: Vec<String> = clocks.at(trace, event).iter().map(u32::to_string).collect();
                format!("[{}]", entries.join(" "))
            }
            Stamps::Order(ranks) => format!("#{}", ranks[index]),
            Stamps::Hybrid(stamps) => hybrid_text(stamps[index]),
            Stamps::Physical(times) => wall_text(times[index]),
            Stamps::Knowledge(depths) => knowledge_text(trace, event, depths[index]?),
        })
    }
}

/// What a node knows of the first command, in words as long as they are few.
pub fn knowledge_text(trace: &Trace, event: EventId, depth: u32) -> String {
    let own = trace.event(event).node;
    let others: Vec<_> = trace.nodes.iter().enumerate().filter(|(node, _)| *node != own.index()).collect();
    match (depth, &others[..]) {
        (0, _) => "knows".to_owned(),
        (1, [(_, other)]) => format!("knows that {other} knows"),
        (2, [(_, other)]) => format!("knows that {other} knows that {} knows", trace.node_name(own)),
        (1, _) => "knows that all know".to_owned(),
        _ => format!("knows, {depth} deep"),
    }
}

/// A hybrid stamp as it stands beside an event.
pub fn hybrid_text(stamp: Hybrid) -> String {
    format!("({},{})", milliseconds(stamp.time), stamp.count)
}

/// What a wall clock shows, as it stands beside an event.
pub fn wall_text(time: Wall) -> String {
    format!("{}ms", milliseconds(time))
}

/// A time in milliseconds, with as many decimals as it needs.
fn milliseconds(time: Wall) -> String {
    let shown = text(time);
    let number = shown.trim_end_matches("ms");
    let short = if number.contains('.') { number.trim_end_matches('0') } else { number };
    short.to_owned()
}
