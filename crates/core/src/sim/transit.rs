//! What becomes of messages that are sent in a timed run: how long they take, which are lost
//! or copied, and what the reader changed about them.

use super::draw::{self, About};
use super::fault::NetworkChange;
use super::info::Info;
use super::network::{Link, Network};
use super::plan::{Edit, MessageEdit, Origin, Plan};
use crate::ordered::{self, Map, Set};
use crate::trace::{Fate, MessageKey, Micros, NodeId};
use std::sync::Arc;

/// What the reader changed about one message. Of several lines that say the same sort
/// of thing the last one counts.
#[derive(Clone, Default, Debug)]
struct MessageEdits {
    drop: Option<Origin>,
    delay: Option<(Micros, Origin)>,
    duplicates: Vec<(Option<Micros>, Origin)>,
}

/// The network of a timed run.
#[derive(Clone, Debug)]
pub(super) struct Transit {
    seed: u64,
    kinds: Arc<[&'static str]>,
    edits: Arc<Map<MessageKey, MessageEdits>>,
    /// What the network does to messages that are sent now.
    network: Arc<Network>,
    /// The latest arrival planned on each link that keeps order or lets only so many through.
    last_arrival: Map<(NodeId, NodeId), Micros>,
}

impl Transit {
    /// Before the first message.
    pub(super) fn new(plan: &Plan, info: &Info) -> Transit {
        let mut edits: Map<MessageKey, MessageEdits> = Map::new();
        let mut by_key: Vec<&Edit> = plan.edits.iter().collect();
        ordered::sort_by_key(&mut by_key, |edit| edit.key);
        for edit in by_key {
            let of_message = edits.or_default(edit.key);
            match edit.change {
                MessageEdit::Drop => of_message.drop = Some(edit.origin),
                MessageEdit::DelayTo(at) => of_message.delay = Some((at, edit.origin)),
                MessageEdit::Duplicate(at) => of_message.duplicates.push((at, edit.origin)),
            }
        }
        Transit {
            seed: plan.seed,
            kinds: info.kinds.iter().map(|kind| kind.name).collect(),
            edits: Arc::new(edits),
            network: Arc::new(plan.network.clone()),
            last_arrival: Map::new(),
        }
    }

    /// The network is another from now on.
    pub(super) fn change(&mut self, NetworkChange { wire, change }: NetworkChange) {
        Arc::make_mut(&mut self.network).change(wire, change);
    }

    fn draw(&self, about: About, key: MessageKey) -> u64 {
        draw::for_message(self.seed, about, self.kinds[usize::from(key.kind)], key)
    }

    /// Whether chance does something to a message that it does to so many in a million.
    fn happens(&self, about: About, key: MessageKey, ppm: u32) -> bool {
        ppm > 0 && draw::happens(self.draw(about, key), ppm)
    }

    /// The copies that a message gets: first the network's, if chance makes one, then
    /// the reader's. Each with its number and, where a line gives it, its arrival.
    pub(super) fn copies(
        &self,
        key: MessageKey,
        now: Micros,
        used: &mut Set<Origin>,
    ) -> Vec<(u32, Option<Micros>)> {
        let ppm = self.network.link(key.from, key.to).duplicate_ppm;
        let mut copies = Vec::new();
        if self.happens(About::Duplicate, key, ppm) {
            copies.push((1, None));
        }
        let by_reader = self.edits.get(&key).map_or(&[][..], |edits| &edits.duplicates);
        for (at, origin) in by_reader {
            if at.is_none_or(|at| at > now) {
                copies.push((copies.len() as u32 + 1, *at));
                used.insert(*origin);
            }
        }
        copies
    }

    /// Settles when a message arrives, or that and why it does not. Chance decides,
    /// unless the reader does; copies are not lost by chance.
    pub(super) fn settle(
        &mut self,
        key: MessageKey,
        copy_at: Option<Micros>,
        now: Micros,
        used: &mut Set<Origin>,
    ) -> (Micros, Option<Fate>) {
        let link = self.network.link(key.from, key.to);
        let delay = draw::between(self.draw(About::Delay, key), link.delay).max(1);
        let lost = key.copy == 0 && self.happens(About::Loss, key, link.loss_ppm);
        let mut at = copy_at.unwrap_or(now.saturating_add(delay));
        let mut fate = lost.then_some(Fate::Lost);
        if let Some(edits) = self.edits.get(&key) {
            if let Some(origin) = edits.drop {
                used.insert(origin);
                fate = Some(Fate::Dropped);
            } else if let Some((to, origin)) = edits.delay
                && to > now
            {
                used.insert(origin);
                (at, fate) = (to, None);
            }
        }
        (self.in_turn((key.from, key.to), link, at), fate)
    }

    /// When a message arrives after those before it on its link. Lost messages keep their
    /// place, so that dropping one moves no other.
    fn in_turn(&mut self, wire: (NodeId, NodeId), link: Link, at: Micros) -> Micros {
        let Some(gap) = link.gap() else { return at };
        let last = self.last_arrival.get(&wire);
        let at = last.map_or(at, |last| at.max(last.saturating_add(gap)));
        self.last_arrival.insert(wire, at);
        at
    }
}
