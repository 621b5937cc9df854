//! What a register promises to those who read and write it, judged by when their operations
//! began and ended and by which write each read returned.
//!
//! - Herlihy, Wing, "Linearizability: A Correctness Condition for Concurrent Objects", 1990.
//! - Lamport, "On Interprocess Communication", 1986: regular registers.
//! - Gibbons, Korach, "Testing Shared Memories", 1997: where it is known which write each read
//!   returned, a register's history is linearizable exactly if of the zones of its writes no two
//!   that go forward overlap, and none that goes backward lies inside one that goes forward.
//!
//! A write counts by itself, whatever its value: a read that returns an older write of the same
//! value counts as a read of an older value.

use crate::authoring::*;
use std::fmt;
use std::sync::Arc;

words! {
    /// What must always or in the end be true.
    pub enum Property: Property {
        Regular = safety(
            "regular",
            "A read returns the last write that was over when the read began, or one that was not over then.",
        ),
        Linearizable = safety(
            "linearizable",
            "Reads and writes are as if each happened at one moment between its beginning and its end.",
        )
        .only_with("reading", &["write-back"]),
        OperationsEnd = liveness("operations-end", "In the end, every read and write that was begun is over."),
    }
}

/// What can be asked of a lane.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Command {
    /// Write a value.
    Write(Arc<str>),
    /// Read the value.
    Read,
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        Ok(match asked.verb() {
            "write" => Command::Write(asked.text(0)),
            _ => Command::Read,
        })
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Command::Write(value) => write!(f, "write {value}"),
            Command::Read => write!(f, "read"),
        }
    }
}

/// A write: whose, and which of their operations. The value in the beginning is operation 0.
pub type WriteId = (NodeId, u32);

/// An operation that is over.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Operation {
    /// Which of its lane's operations it is, from 1.
    pub serial: u32,
    /// Whether it wrote.
    pub is_write: bool,
    /// The write that it was, or that it read.
    pub write: WriteId,
    /// What it wrote or read.
    pub value: Arc<str>,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", if self.is_write { "wrote" } else { "read" }, self.value)
    }
}

/// A lane that reads and writes.
pub trait Register {
    /// The operations that are over, in order.
    fn done(&self) -> &[Operation];

    /// How many operations it has begun.
    fn begun(&self) -> u32;

    /// Whether the operation that is under way is a write, if one is under way.
    fn writes_now(&self) -> Option<bool>;
}

/// When something happened: how many beginnings and ends there had been.
type Moment = u32;

/// A write and its reads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Cluster {
    /// When the write began.
    begin: Moment,
    /// When it was over, if it is.
    end: Option<Moment>,
    /// The first end of the write and its reads, if one is over.
    first_end: Option<Moment>,
    /// The last beginning of them, of those that are over.
    last_begin: Moment,
}

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    now: Moment,
    clusters: Map<WriteId, Cluster>,
    /// For each lane, the operations that it had begun and ended, and when the last began.
    seen: Vec<(u32, usize, Moment)>,
    /// How many operations are not over.
    open: u32,
    reads: u32,
}

/// The value in the beginning.
const FIRST: WriteId = (NodeId(0), 0);

impl<P: Process + Register> Observe<P> for Observers {
    type Property = Property;

    fn new(view: &Observed<P>) -> Observers {
        let mut clusters = Map::new();
        clusters.insert(FIRST, Cluster { begin: 0, end: Some(0), first_end: Some(0), last_begin: 0 });
        Observers { now: 0, clusters, seen: vec![(0, 0, 0); view.nodes.len()], open: 0, reads: 0 }
    }

    fn observe(&mut self, step: &Step<P>, view: &Observed<P>, verdicts: &mut Verdicts<Property>) {
        let (node, lane) = (step.node, &view.nodes[step.node.index()].state);
        let were_over = self.open == 0;
        let (_, ended, _) = self.seen[node.index()];
        for operation in &lane.done()[ended..] {
            self.begin(node, operation.serial, operation.is_write);
            self.end(node, operation, view.names, verdicts);
        }
        if let Some(is_write) = lane.writes_now() {
            self.begin(node, lane.begun(), is_write);
        }
        if were_over != (self.open == 0) {
            verdicts.turn(Property::OperationsEnd);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        let reads = counted(self.reads, "read", "reads");
        match property {
            Property::Regular => holds(format!("{reads}, none of them stale.")),
            Property::Linearizable => holds(format!("{reads}, and one order explains all.")),
            Property::OperationsEnd if self.open == 0 => holds("No operation is under way."),
            Property::OperationsEnd => {
                pending(format!("{} not over.", counted(self.open, "operation is", "operations are")))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        if property == Property::OperationsEnd { self.now > 0 } else { self.reads > 0 }
    }
}

impl Observers {
    /// An operation begins, unless it was seen to.
    fn begin(&mut self, node: NodeId, serial: u32, is_write: bool) {
        if self.seen[node.index()].0 >= serial {
            return;
        }
        self.now += 1;
        self.open += 1;
        let seen = &mut self.seen[node.index()];
        (seen.0, seen.2) = (serial, self.now);
        if is_write {
            let cluster = Cluster { begin: self.now, end: None, first_end: None, last_begin: self.now };
            self.clusters.insert((node, serial), cluster);
        }
    }

    /// An operation is over.
    fn end(
        &mut self,
        node: NodeId,
        operation: &Operation,
        names: &[String],
        verdicts: &mut Verdicts<Property>,
    ) {
        self.now += 1;
        self.open -= 1;
        let (now, begun) = (self.now, self.seen[node.index()].2);
        self.seen[node.index()].1 += 1;
        let Some(cluster) = self.clusters.get_mut(&operation.write) else {
            return;
        };
        cluster.first_end.get_or_insert(now);
        cluster.last_begin = cluster.last_begin.max(begun);
        let name = &names[node.index()];
        if operation.is_write {
            cluster.end = Some(now);
        } else {
            self.reads += 1;
            let read = self.clusters.get(&operation.write).and_then(|cluster| cluster.end);
            let is_between = |(_, other): &(&WriteId, &Cluster)| {
                read.is_some_and(|end| end < other.begin) && other.end.is_some_and(|end| end < begun)
            };
            if let Some((later, _)) = self.clusters.iter().find(is_between) {
                let (value, later) = (&operation.value, text(*later, names));
                let why = format_args!("{name} read {value}, though {later} had followed it and was over.");
                verdicts.violate(Property::Regular, why);
            }
        }
        if let Some(other) = self.conflict(operation.write) {
            let (write, other) = (text(operation.write, names), text(other, names));
            let why = format_args!(
                "With this end at {name}, {write} and {other} each have to come before the other."
            );
            verdicts.violate(Property::Linearizable, why);
        }
    }

    /// Another write that no order of all operations can have beside this one.
    fn conflict(&self, write: WriteId) -> Option<WriteId> {
        let mine = self.clusters.get(&write)?.zone()?;
        let others = self.clusters.iter().filter(|(other, _)| **other != write);
        let mut others = others.filter_map(|(other, cluster)| Some((other, cluster.zone()?)));
        others.find(|(_, other)| mine.conflicts(other)).map(|(other, _)| *other)
    }
}

/// `write 2 of S1`
fn text((node, serial): WriteId, names: &[String]) -> String {
    match serial {
        0 => "the value in the beginning".to_owned(),
        _ => format!("operation {serial} of {}", names[node.index()]),
    }
}

/// The time that a write and its reads take up, between the first end and the last beginning.
struct Zone {
    from: Moment,
    to: Moment,
    /// Whether the first end comes before the last beginning: then the write is the current one
    /// all along.
    is_forward: bool,
}

impl Cluster {
    /// None while nothing of it is over.
    fn zone(&self) -> Option<Zone> {
        let (end, begin) = (self.first_end?, self.last_begin);
        Some(Zone { from: end.min(begin), to: end.max(begin), is_forward: end < begin })
    }
}

impl Zone {
    fn conflicts(&self, other: &Zone) -> bool {
        match (self.is_forward, other.is_forward) {
            (true, true) => self.from < other.to && other.from < self.to,
            (true, false) => self.from < other.from && other.to < self.to,
            (false, true) => other.conflicts(self),
            (false, false) => false,
        }
    }
}
