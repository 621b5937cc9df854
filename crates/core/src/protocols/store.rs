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

use super::violations::{Violations, counted};
use crate::sim::clock::{Wall, text};
use crate::sim::info::{
    Assumption, FieldType, Info, Parameter, assumed, data, field, keyword, liveness, safety,
};
use crate::sim::observe::{Observe, Observed};
use crate::sim::plan::Plan;
use crate::sim::process::{self, Effects, chosen};
use crate::sim::run::{ArgumentError, Fields, Outcome, Value};
use crate::sim::world::{Step, Trigger};
use crate::trace::NodeId;
use std::sync::Arc;

/// The longest value, in bytes.
const VALUE_MAX: usize = 64;

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

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "store",
    title: "A replicated value",
    summary: "Replicas take writes without asking each other, and keep siblings by version vectors or let the last write win.",
    source: "Parker et al.: Detection of Mutual Inconsistency in Distributed Systems, 1983; DeCandia et al.: Dynamo, 2007; Johnson, Thomas: RFC 677, 1975",
    node_prefix: "P",
    default_nodes: 3,
    node_bounds: (1, 64),
    groups: &[],
    has_clients: false,
    fifo_unless: None,
    decides: false,
    epoch: None,
    epoch_base: None,
    kinds: &[data("Update", "A version that was written here.")],
    timers: &[],
    acts: &[],
    roles: &[],
    fields: &[field("versions", FieldType::List)],
    commands: &[keyword("write VALUE", "Write a value at this replica.")],
    parameters: &[Parameter::one_of(
        "resolve",
        "versions",
        &["versions", "wall", "lamport"],
        "What decides between two versions: version vectors, which keep siblings, or the later timestamp of wall clocks or of Lamport clocks.",
    )],
    assumes: &[assumed(Assumption::NoLoss)],
    properties: &[
        safety(
            "later-write-kept",
            "A write that was made in knowledge of another is never given up for that other.",
        )
        .only_with("resolve", &["versions", "lamport"]),
        safety("no-write-lost", "A write is given up only for one that was made in knowledge of it.")
            .only_with("resolve", &["versions"]),
        liveness("converged", "In the end, all replicas keep the same versions."),
    ],
    variants: &[],
};

type Fx<'a, 'b> = &'a mut Effects<'b, Replica>;

impl process::Process for Replica {
    type Message = Version;
    type Timer = ();
    type Command = Arc<str>;
    type Config = Config;
    type Observers = Observers;

    const INFO: &'static Info = &INFO;
    const COMMANDS_ARE_EVENTS: bool = true;

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

    fn command(_: &Plan, _: NodeId, words: &[&str]) -> Result<Arc<str>, ArgumentError> {
        let error =
            |word: usize, what: String| ArgumentError { word, what, hint: "write `write VALUE`".to_owned() };
        match words {
            ["write", value] if value.len() <= VALUE_MAX => Ok((*value).into()),
            ["write", _] => Err(error(1, format!("this value is longer than {VALUE_MAX} bytes"))),
            ["write"] => Err(error(1, "`write` needs a value".to_owned())),
            ["write", ..] => Err(error(2, "`write` takes one value, nothing more".to_owned())),
            [other, ..] => Err(error(0, format!("\"{other}\" is not a command"))),
            [] => Err(error(0, "a command is missing".to_owned())),
        }
    }

    fn on_start(&mut self, _: Fx) {}

    /// A write knows of all versions that its replica keeps.
    fn on_command(&mut self, value: Arc<str>, fx: Fx) {
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

    fn on_timer(&mut self, (): (), _: Fx) {
        unreachable!("no timer is ever armed");
    }

    fn on_restart(&mut self, _: Fx) {}

    fn durable(&self, _: &Config) -> Replica {
        self.clone()
    }

    fn kind(_: &Version) -> u16 {
        0
    }

    fn weight(version: &Version) -> u32 {
        1 + version.vector.len() as u32 / 16
    }

    fn fields(version: &Version, names: &[String]) -> Fields {
        let vector = version.vector.iter().map(|count| Value::from(u64::from(*count)));
        vec![
            ("value", Value::Text(version.value.to_string())),
            ("writer", Value::from(&names[version.writer.index()])),
            ("stamp", Value::Number(version.stamp)),
            ("vector", Value::List(vector.collect())),
        ]
    }

    fn timer_index((): ()) -> u8 {
        0
    }

    fn timer_at(_: u8) {}

    fn command_text(value: &Arc<str>) -> String {
        format!("write {value}")
    }

    fn message_text(version: &Version) -> Option<&str> {
        Some(&version.value)
    }

    fn role(&self) -> Option<u8> {
        None
    }

    fn epoch(&self) -> Option<u64> {
        None
    }

    fn state(&self, names: &[String]) -> Fields {
        let version = |version: &Version| {
            let vector: Vec<String> = version.vector.iter().map(u32::to_string).collect();
            let writer = &names[version.writer.index()];
            Value::Text(format!("{} of {writer} [{}]", version.value, vector.join(" ")))
        };
        vec![("versions", Value::List(self.versions.iter().map(version).collect()))]
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

/// Indices into the protocol's list of properties.
const LATER_WRITE_KEPT: usize = 0;
const NO_WRITE_LOST: usize = 1;
const CONVERGED: usize = 2;

/// A write: whose, and which of theirs.
type Write = (NodeId, u32);

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// For each write of each replica, how many writes of each its writer had received.
    pasts: Vec<Vec<Box<[u32]>>>,
    /// How many writes of each replica each replica has received, directly or by way of
    /// others: what happened before its present.
    known: Vec<Box<[u32]>>,
    /// The writes that each replica keeps.
    kept: Vec<Vec<Write>>,
    is_converged: bool,
    violations: Violations,
}

impl Observe<Replica> for Observers {
    fn new(view: &Observed<Replica>) -> Observers {
        let nodes = view.nodes.len();
        Observers {
            pasts: vec![Vec::new(); nodes],
            known: vec![vec![0; nodes].into(); nodes],
            kept: vec![Vec::new(); nodes],
            is_converged: true,
            violations: Violations::default(),
        }
    }

    fn observe(&mut self, step: &Step<Replica>, view: &Observed<Replica>, decided: &mut Vec<usize>) {
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
        let kept: Vec<Write> = state.versions.iter().map(|v| (v.writer, v.nth)).collect();
        let before = std::mem::replace(&mut self.kept[node.index()], kept);
        for gone in before.into_iter().chain([new]) {
            self.check_gone(gone, node, view.names, decided);
        }
        let is_converged = self.kept.iter().all(|kept| *kept == self.kept[0]);
        if is_converged != std::mem::replace(&mut self.is_converged, is_converged) {
            decided.push(CONVERGED);
        }
    }

    fn verdict(&self, property: usize, _: &[String]) -> (Outcome, String) {
        let unbroken = || match property {
            CONVERGED if !self.is_converged => {
                (Outcome::Pending, "The replicas keep different versions.".to_owned())
            }
            CONVERGED => (Outcome::Holds, "All replicas keep the same versions.".to_owned()),
            _ => {
                let writes: usize = self.pasts.iter().map(Vec::len).sum();
                let writes = counted(writes as u32, "write was", "writes were");
                (Outcome::Holds, format!("{writes} made, and none given up wrongly."))
            }
        };
        self.violations.of(property).unwrap_or_else(unbroken)
    }

    fn is_tested(&self, _: usize) -> bool {
        self.pasts.iter().any(|pasts| !pasts.is_empty())
    }
}

impl Observers {
    fn past(&self, (writer, nth): Write) -> &[u32] {
        &self.pasts[writer.index()][nth as usize - 1]
    }

    /// Whether a write happened before another, or is it.
    fn is_before(&self, (writer, nth): Write, other: Write) -> bool {
        self.past(other)[writer.index()] >= nth
    }

    /// A replica has had a write. If it does not keep it, what did it keep instead?
    fn check_gone(&mut self, gone: Write, node: NodeId, names: &[String], decided: &mut Vec<usize>) {
        let kept = &self.kept[node.index()];
        if kept.contains(&gone) || kept.iter().any(|kept| self.is_before(gone, *kept)) {
            return;
        }
        let at = &names[node.index()];
        let name = |(writer, nth): Write| format!("write {nth} of {}", names[writer.index()]);
        let earlier = kept.iter().copied().find(|kept| self.is_before(*kept, gone));
        let gone = name(gone);
        if let Some(earlier) = earlier.map(name) {
            let why = format_args!("{at} gave up {gone} for {earlier}, which had happened before it.");
            self.violations.add(LATER_WRITE_KEPT, decided, why);
        }
        let why = format_args!("{at} gave up {gone}, and keeps none that knew of it.");
        self.violations.add(NO_WRITE_LOST, decided, why);
    }
}
