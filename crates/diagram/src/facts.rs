//! What a picture shows of a run beside its trace: what messages are for, which roles lead,
//! what was cut off when, and where properties were broken.

use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::info::{Info, Kind, MessageRole};
use sequitur_core::sim::run::{FaultAt, Outcome, Run};
use sequitur_core::trace::{EventId, MessageId, Micros, NodeId, Trace};

/// How a message looks: what it is for, and how much it says.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub enum Tone {
    /// It asks for something.
    Request,
    /// It answers as was asked.
    Yes,
    /// It refuses.
    No,
    /// It tells something.
    #[default]
    Data,
    /// It tells only that its sender is still there.
    Beat,
}

impl Tone {
    /// All of them, in the order of the legend.
    pub const ALL: [Tone; 5] = [Tone::Request, Tone::Yes, Tone::No, Tone::Data, Tone::Beat];

    /// The classes of its drawing.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Request => "req",
            Tone::Yes => "yes",
            Tone::No => "no",
            Tone::Data => "data",
            Tone::Beat => "data beat",
        }
    }

    /// Its index in [`Tone::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}

/// A cut through the network: nodes of different groups cannot reach each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Partition {
    /// Since when.
    pub from: Micros,
    /// Until when; None where it lasts to the end.
    pub until: Option<Micros>,
    /// For each node the group it is in.
    pub groups: Vec<u8>,
}

impl Partition {
    /// Whether it stands between two nodes at a time.
    pub fn parts(&self, a: NodeId, b: NodeId, at: Micros) -> bool {
        let is_there = self.from <= at && self.until.is_none_or(|until| at < until);
        is_there && self.groups.get(a.index()) != self.groups.get(b.index())
    }
}

/// A link that was cut in one direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LinkCut {
    /// Since when.
    pub since: Micros,
    /// Until when; None where it lasts to the end.
    pub until: Option<Micros>,
    /// Who is not heard.
    pub from: NodeId,
    /// By whom.
    pub to: NodeId,
}

/// The event that decided that a property is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// The event.
    pub event: EventId,
    /// The property's name, as people read it.
    pub name: String,
}

/// What a picture shows of a run beside its trace.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Facts {
    /// For each kind of message how it looks. Kinds that are not here tell something.
    pub tones: Vec<Tone>,
    /// For each role how much it drives the others, from 0 (follows) to 2 (leads).
    pub weights: Vec<u8>,
    /// For each role whether a node in it is in doubt.
    pub doubts: Vec<bool>,
    /// The cuts through the network, in the order in which they began.
    pub partitions: Vec<Partition>,
    /// The links that were cut in one direction, in the order in which they were.
    pub links: Vec<LinkCut>,
    /// Where properties were broken.
    pub broken: Vec<Broken>,
}

/// Nothing beside the trace.
pub(crate) static NO_FACTS: Facts = Facts {
    tones: Vec::new(),
    weights: Vec::new(),
    doubts: Vec::new(),
    partitions: Vec::new(),
    links: Vec::new(),
    broken: Vec::new(),
};

impl Facts {
    /// What a run tells.
    pub fn of(run: &Run) -> Facts {
        let (partitions, links) = cuts(run);
        Facts {
            tones: tones(run.info),
            weights: run.info.roles.iter().map(|role| role.weight).collect(),
            doubts: run.info.roles.iter().map(|role| role.is_in_doubt).collect(),
            partitions,
            links,
            broken: broken(run),
        }
    }

    /// How a kind of message looks.
    pub fn tone(&self, kind: u16) -> Tone {
        self.tones.get(usize::from(kind)).copied().unwrap_or_default()
    }

    /// How a message looks.
    pub(crate) fn tone_of(&self, trace: &Trace, message: MessageId) -> Tone {
        self.tone(trace.message(message).key.kind)
    }

    /// How much a role drives the others.
    pub(crate) fn weight(&self, role: Option<u8>) -> u8 {
        let weight = role.and_then(|role| self.weights.get(usize::from(role)));
        weight.copied().unwrap_or(0)
    }

    /// Whether a node in a role waits for a decision that it can no longer influence.
    pub(crate) fn is_in_doubt(&self, role: Option<u8>) -> bool {
        role.is_some_and(|role| self.doubts.get(usize::from(role)) == Some(&true))
    }
}

fn tones(info: &Info) -> Vec<Tone> {
    let tone = |kind: &Kind| match kind.role {
        MessageRole::Request => Tone::Request,
        MessageRole::Yes => Tone::Yes,
        MessageRole::No => Tone::No,
        MessageRole::Data => Tone::Data,
        MessageRole::Beat => Tone::Beat,
    };
    info.kinds.iter().map(tone).collect()
}

fn broken(run: &Run) -> Vec<Broken> {
    let violated = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
    let broken = violated.filter_map(|verdict| {
        let name = readable(run.info.properties[verdict.property].name);
        Some(Broken { event: verdict.event?, name })
    });
    broken.collect()
}

/// A word of a scenario as people read it: `election-safety` is "Election safety". What begins with a letter and a
/// number is an abbreviation: `ic1-agreement` is "IC1 agreement".
pub fn readable(word: &str) -> String {
    let (first, rest) = word.split_at(word.find('-').unwrap_or(word.len()));
    let is_abbreviation = first.ends_with(|last: char| last.is_ascii_digit());
    let capitals = if is_abbreviation { first.len() } else { first.chars().next().map_or(0, char::len_utf8) };
    let (upper, lower) = first.split_at(capitals);
    format!("{}{lower}{}", upper.to_uppercase(), rest.replace('-', " "))
}

/// The cuts between groups, and those of single links.
fn cuts(run: &Run) -> (Vec<Partition>, Vec<LinkCut>) {
    let (mut partitions, mut links): (Vec<Partition>, Vec<LinkCut>) = (Vec::new(), Vec::new());
    for FaultAt { at, fault, .. } in &run.faults {
        let at = *at;
        let heals_all = matches!(fault, Fault::Heal(wires) if wires.is_empty());
        if heals_all || matches!(fault, Fault::Partition(_)) {
            let open = partitions.last_mut().filter(|before| before.until.is_none());
            open.into_iter().for_each(|before| before.until = Some(at));
        }
        for link in links.iter_mut().filter(|link| link.until.is_none()) {
            let is_named = matches!(fault, Fault::Heal(wires) if wires.contains(&(link.from, link.to)));
            if heals_all || is_named {
                link.until = Some(at);
            }
        }
        match fault {
            Fault::Partition(groups) => {
                let groups = groups_of(groups, run.trace.nodes.len());
                partitions.push(Partition { from: at, until: None, groups });
            }
            Fault::Cut(wires) => {
                let cut = |&(from, to): &(NodeId, NodeId)| LinkCut { since: at, until: None, from, to };
                links.extend(wires.iter().map(cut));
            }
            _ => {}
        }
    }
    (partitions, links)
}

/// For each node the group it is in. Nodes that no group names form one more.
fn groups_of(groups: &[Vec<NodeId>], nodes: usize) -> Vec<u8> {
    let mut of = vec![0; nodes];
    for (group, members) in (1..).zip(groups) {
        members.iter().for_each(|node| of[node.index()] = group);
    }
    of
}
