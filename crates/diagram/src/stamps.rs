//! What stands beside an event when somebody looks through a clock.

use crate::index_u32;
use sequitur_core::clocks::{Hybrid, VectorClocks, first_fact, hybrid, knowledge, lamport, total_order};
use sequitur_core::sim::clock::{Wall, text};
use sequitur_core::sim::kept_stamps::{KeptStamps, kept_stamps};
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
    /// The Lamport and the vector time that the process itself keeps.
    Kept,
}

impl Clock {
    /// All clocks, with the words that name them.
    pub const ALL: [(Clock, &'static str); 7] = [
        (Clock::Lamport, "lamport"),
        (Clock::Vector, "vector"),
        (Clock::Order, "order"),
        (Clock::Hybrid, "hybrid"),
        (Clock::Physical, "physical"),
        (Clock::Knowledge, "knowledge"),
        (Clock::Kept, "kept"),
    ];

    /// Whether it takes the time from the nodes' own clocks, which a log does not tell.
    pub fn needs_time(self) -> bool {
        matches!(self, Clock::Hybrid | Clock::Physical)
    }

    /// Whether a run has what it shows.
    pub fn fits(self, run: &Run) -> bool {
        match self {
            Clock::Kept => run.info.keeps_stamps(),
            _ => !(self.needs_time() && run.trace.is_timeless),
        }
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
    /// What processes keep, and the true times beside it.
    Kept(Vec<KeptStamps>, Vec<u32>, Box<VectorClocks>),
}

/// What stands beside an event.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StampText {
    /// The words.
    pub text: String,
    /// Whether it is not what it should be.
    pub is_wrong: bool,
}

impl From<String> for StampText {
    fn from(text: String) -> StampText {
        StampText { text, is_wrong: false }
    }
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
            Clock::Kept => Stamps::Kept(kept_stamps(run), lamport(trace), Box::new(VectorClocks::new(trace))),
            Clock::Physical => {
                let events = 0..index_u32(trace.events.len());
                Stamps::Physical(events.map(|event| run.wall(EventId(event))).collect())
            }
        }
    }

    /// What stands beside an event: None where it carries no tick.
    pub fn text(&mut self, trace: &Trace, event: EventId) -> Option<StampText> {
        if !trace.event(event).kind.ticks() {
            return None;
        }
        let index = event.index();
        let text = match self {
            Stamps::Lamport(times) => times[index].to_string(),
            Stamps::Vector(clocks) => vector_text(clocks.at(trace, event)),
            Stamps::Order(ranks) => format!("#{}", ranks[index]),
            Stamps::Hybrid(stamps) => hybrid_text(stamps[index]),
            Stamps::Physical(times) => wall_text(times[index]),
            Stamps::Knowledge(depths) => knowledge_text(trace, event, depths[index]?),
            Stamps::Kept(kept, times, clocks) => {
                return Some(kept_text(kept.get(index)?, times[index], clocks.at(trace, event)));
            }
        };
        Some(text.into())
    }
}

/// A vector time as it stands beside an event.
pub fn vector_text(time: &[u32]) -> String {
    let entries: Vec<String> = time.iter().map(u32::to_string).collect();
    format!("[{}]", entries.join(" "))
}

/// What a process keeps, and what is true where that is something else: `4, not 3 [1 2]`.
pub fn kept_text(kept: &KeptStamps, lamport: u32, vector: &[u32]) -> StampText {
    let (is_time_right, is_vector_right) = (kept.lamport == lamport, kept.vector == vector);
    let time = if is_time_right { String::new() } else { format!(", not {lamport}") };
    let right = if is_vector_right { String::new() } else { format!(", not {}", vector_text(vector)) };
    let text = format!("{}{time} {}{right}", kept.lamport, vector_text(&kept.vector));
    StampText { text, is_wrong: !(is_time_right && is_vector_right) }
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
