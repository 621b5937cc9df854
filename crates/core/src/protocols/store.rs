//! One value on several replicas that take writes without asking each other.
//!
//! - Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", 1983:
//!   version vectors tell which of two versions was written in knowledge of the other, or
//!   that neither was.
//! - DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", 2007, section
//!   4.4: both are kept then, as siblings, until somebody writes in knowledge of both.
//! - Johnson, Thomas, RFC 677, 1975: the version with the later timestamp wins, and the
//!   higher writer where they are equal. Whose clock is wrong loses writes, or wins them.
//!
//! A replica that crashes finds its versions again; what arrived in between is lost.

use crate::authoring::*;
use crate::sim::clock::{Wall, text};
use std::sync::Arc;

/// A value that was written, and what tells which of two is kept.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Version {
    /// The writer's clock when it was written, where the later wins.
    stamp: Wall,
    writer: NodeId,
    /// Counts the writes of the writer from 1.
    nth: u32,
    value: Arc<str>,
    /// How many writes of each replica its writer knew of, this one included.
    vector: Box<[u32]>,
}

/// What can be asked of a replica: to take a write.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Write(Arc<str>);

/// A replica.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Replica {
    /// The versions that it keeps: one, or siblings.
    versions: Vec<Version>,
    /// How many writes it took.
    writes: u32,
    /// Its logical clock.
    clock: Wall,
}

/// How replicas settle which version to keep.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Resolve {
    Versions,
    Wall,
    Lamport,
}

/// What the scenario fixes for all replicas.
#[derive(Debug)]
pub struct Config {
    nodes: usize,
    resolve: Resolve,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Update = data("Update", "A version that was written here."),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        LaterWriteKept = safety(
            "later-write-kept",
            "A write that was made in knowledge of another is never given up for that other.",
        )
        .only_with("resolve", &["versions", "lamport"]),
        NoWriteLost =
            safety("no-write-lost", "A write is given up only for one that was made in knowledge of it.")
            .only_with("resolve", &["versions"]),
        Converged = liveness("converged", "In the end, all replicas keep the same versions."),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "store",
    title: "A replicated value",
    summary: "Replicas take writes without asking each other, and keep siblings by version vectors or let the last write win.",
    source: "Parker et al.: Detection of Mutual Inconsistency in Distributed Systems, 1983; DeCandia et al.: Dynamo, 2007; Johnson, Thomas: RFC 677, 1975",
    kinds: Kind::ALL,
    fields: &[field("versions", FieldType::List)],
    commands: &[keyword("write VALUE", "Write a value at this replica.")],
    parameters: &[Parameter::one_of(
        "resolve",
        "versions",
        &["versions", "wall", "lamport"],
        "What decides between two versions: version vectors, which keep siblings, or the later timestamp of wall clocks or of Lamport clocks.",
    )],
    properties: Property::ALL,
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::NoLoss)],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Replica>;

impl Described for Replica {
    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

    fn state(&self, names: &[String]) -> Fields {
        let version = |version: &Version| {
            let vector: Vec<String> = version.vector.iter().map(u32::to_string).collect();
            let writer = &names[version.writer.index()];
            format!("{} of {writer} [{}]", version.value, vector.join(" "))
        };
        fields!["versions": self.versions.iter().map(version).collect::<Value>()]
    }
}

impl Process for Replica {
    type Message = Version;
    type Timer = Never;
    type Command = Write;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let resolve = match chosen(&INFO, plan, "resolve") {
            "wall" => Resolve::Wall,
            "lamport" => Resolve::Lamport,
            _ => Resolve::Versions,
        };
        Config { nodes: plan.nodes.len(), resolve }
    }

    fn new(_: NodeId, _: &Config) -> Replica {
        Replica { versions: Vec::new(), writes: 0, clock: 0 }
    }

    /// A write knows of all versions that its replica keeps.
    fn on_command(&mut self, Write(value): Write, fx: Fx) {
        let (me, config) = (fx.me(), fx.config());
        self.writes += 1;
        self.clock += 1;
        let mut vector = vec![0; config.nodes];
        for version in &self.versions {
            for (mine, theirs) in vector.iter_mut().zip(&version.vector) {
                *mine = (*theirs).max(*mine);
            }
        }
        vector[me.index()] = self.writes;
        let stamp = if config.resolve == Resolve::Wall { fx.wall_clock() } else { self.clock };
        let version = Version { stamp, writer: me, nth: self.writes, value, vector: vector.into() };
        fx.broadcast(&version);
        if config.resolve == Resolve::Versions {
            self.versions.clear();
        }
        self.keep(version, fx);
    }

    fn on_message(&mut self, _: NodeId, version: Version, fx: Fx) {
        if fx.config().resolve == Resolve::Lamport {
            self.clock = self.clock.max(version.stamp) + 1;
        }
        self.keep(version, fx);
    }
}

impl Content for Version {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        Kind::Update
    }

    fn weight(&self) -> u32 {
        1 + self.vector.len() as u32 / 16
    }

    fn fields(&self, names: &[String]) -> Fields {
        fields![
            "value": &self.value,
            "writer": Value::node(self.writer, names),
            "stamp": Value::Number(self.stamp),
            "vector": self.vector.iter().copied().collect::<Value>(),
        ]
    }

    fn text(&self) -> Option<&str> {
        Some(&self.value)
    }
}

impl FromWords for Write {
    fn read(asked: &Asked) -> Result<Write, ArgumentError> {
        Ok(Write(asked.text(0)))
    }
}

impl Replica {
    /// Settles which versions to keep, now that there is one more.
    fn keep(&mut self, new: Version, fx: Fx) {
        let resolve = fx.config().resolve;
        let covers = |a: &Version, b: &Version| match resolve {
            Resolve::Versions => a.vector.iter().zip(&b.vector).all(|(a, b)| a >= b),
            _ => (a.stamp, a.writer, a.nth) >= (b.stamp, b.writer, b.nth),
        };
        if let Some(kept) = self.versions.iter().find(|kept| covers(kept, &new)) {
            if resolve == Resolve::Wall {
                let (kept_at, new_at) = (text(kept.stamp), text(new.stamp));
                fx.note(format_args!("keeps {} of {kept_at}, not {} of {new_at}", kept.value, new.value));
            } else if (kept.writer, kept.nth) != (new.writer, new.nth) {
                fx.note(format_args!("keeps {}, not {}", kept.value, new.value));
            }
            return;
        }
        self.versions.retain(|kept| !covers(&new, kept));
        self.versions.push(new);
        // In one order everywhere, so that replicas can be compared.
        crate::ordered::sort_by_key(&mut self.versions, |version| (version.writer, version.nth));
        if self.versions.len() > 1 {
            fx.note(format_args!("keeps {} siblings", self.versions.len()));
        }
    }
}

/// A write: whose, and which of theirs.
type WriteId = (NodeId, u32);

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// For each write of each replica, how many writes of each its writer had received.
    pasts: Vec<Vec<Box<[u32]>>>,
    /// How many writes of each replica each replica has received, directly or by way of
    /// others: what happened before its present.
    known: Vec<Box<[u32]>>,
    /// The writes that each replica keeps.
    kept: Vec<Vec<WriteId>>,
    is_converged: bool,
}

impl Observe<Replica> for Observers {
    type Property = Property;

    fn new(view: &Observed<Replica>) -> Observers {
        let nodes = view.nodes.len();
        Observers {
            pasts: vec![Vec::new(); nodes],
            known: vec![vec![0; nodes].into(); nodes],
            kept: vec![Vec::new(); nodes],
            is_converged: true,
        }
    }

    fn observe(&mut self, step: &Step<Replica>, view: &Observed<Replica>, verdicts: &mut Verdicts<Property>) {
        let (node, state) = (step.node, &view.nodes[step.node.index()].state);
        let new = match &step.trigger {
            Trigger::Command(_) => {
                self.known[node.index()][node.index()] += 1;
                let past = self.known[node.index()].clone();
                self.pasts[node.index()].push(past);
                (node, state.writes)
            }
            Trigger::Receive { message, .. } => {
                let write = (message.writer, message.nth);
                let past = &self.pasts[write.0.index()][write.1 as usize - 1];
                for (mine, theirs) in self.known[node.index()].iter_mut().zip(past) {
                    *mine = (*theirs).max(*mine);
                }
                write
            }
            _ => return,
        };
        let kept: Vec<WriteId> = state.versions.iter().map(|v| (v.writer, v.nth)).collect();
        let before = std::mem::replace(&mut self.kept[node.index()], kept);
        for gone in before.into_iter().chain([new]) {
            self.check_gone(gone, node, view.names, verdicts);
        }
        let is_converged = self.kept.iter().all(|kept| *kept == self.kept[0]);
        if is_converged != std::mem::replace(&mut self.is_converged, is_converged) {
            verdicts.turn(Property::Converged);
        }
    }

    fn verdict(&self, property: Property, _: &[String]) -> (Outcome, String) {
        match property {
            Property::Converged if !self.is_converged => {
                (Outcome::Pending, "The replicas keep different versions.".to_owned())
            }
            Property::Converged => (Outcome::Holds, "All replicas keep the same versions.".to_owned()),
            _ => {
                let writes: usize = self.pasts.iter().map(Vec::len).sum();
                let writes = counted(writes as u32, "write was", "writes were");
                (Outcome::Holds, format!("{writes} made, and none given up wrongly."))
            }
        }
    }

    fn is_tested(&self, _: Property) -> bool {
        self.pasts.iter().any(|pasts| !pasts.is_empty())
    }
}

impl Observers {
    fn past(&self, (writer, nth): WriteId) -> &[u32] {
        &self.pasts[writer.index()][nth as usize - 1]
    }

    /// Whether a write happened before another, or is it.
    fn is_before(&self, (writer, nth): WriteId, other: WriteId) -> bool {
        self.past(other)[writer.index()] >= nth
    }

    /// A replica has had a write. If it does not keep it, what did it keep instead?
    fn check_gone(
        &mut self,
        gone: WriteId,
        node: NodeId,
        names: &[String],
        verdicts: &mut Verdicts<Property>,
    ) {
        let kept = &self.kept[node.index()];
        if kept.contains(&gone) || kept.iter().any(|kept| self.is_before(gone, *kept)) {
            return;
        }
        let at = &names[node.index()];
        let name = |(writer, nth): WriteId| format!("write {nth} of {}", names[writer.index()]);
        let earlier = kept.iter().copied().find(|kept| self.is_before(*kept, gone));
        let gone = name(gone);
        if let Some(earlier) = earlier.map(name) {
            let why = format_args!("{at} gave up {gone} for {earlier}, which had happened before it.");
            verdicts.violate(Property::LaterWriteKept, why);
        }
        let why = format_args!("{at} gave up {gone}, and keeps none that knew of it.");
        verdicts.violate(Property::NoWriteLost, why);
    }
}
