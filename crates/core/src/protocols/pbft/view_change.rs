//! What replaces a primary (section 4.4).

use super::info::{Bug, Timer};
use super::message::{Certificate, Message, Number, Proposal, View, ViewChange, Vote};
use super::replica::Replica;
use super::{Config, Fx};
use crate::authoring::*;

impl Replica {
    /// 4.4: "If the timer of backup i expires in view v, the backup starts a view change to
    /// move the system to view v + 1."
    pub fn on_timeout(&mut self, fx: Fx) {
        self.leave_for(self.view.saturating_add(1), fx);
    }

    /// After a crash the timers are gone, and what was sent may be lost.
    pub fn on_restart(&mut self, fx: Fx) {
        if !self.is_active
            && let Some(change) = self.changes.get(&(self.view, self.me)).cloned()
        {
            self.send_all(&Message::ViewChange(change), fx);
        }
        self.wait(fx);
    }

    /// "It stops accepting messages (other than checkpoint, view-change, and new-view messages)
    /// and multicasts a VIEW-CHANGE message to all replicas."
    fn leave_for(&mut self, view: View, fx: Fx) {
        (self.view, self.is_active) = (view, false);
        self.attempts += 1;
        let change = ViewChange { view, stable: self.low(), prepared: self.certificates(fx.config()) };
        self.changes.insert((view, self.me), change.clone());
        self.send_all(&Message::ViewChange(change), fx);
        fx.cancel_timer(Timer::ViewTimeout);
        self.wait(fx);
        self.begin_if_primary(fx);
    }

    /// The set P: for each number above the stable checkpoint what is prepared here, in the
    /// highest view.
    fn certificates(&self, config: &Config) -> Vec<Certificate> {
        let mut highest: Map<Number, Certificate> = Map::new();
        if config.bug == Some(Bug::NoCertificates) {
            return Vec::new();
        }
        // Slots are in the order of views.
        for ((view, number), slot) in self.slots.iter().filter(|((_, number), _)| *number > self.low()) {
            let Some(proposal) = slot.prepared(config) else { continue };
            let by = slot.prepares.iter().filter(|(_, other)| other == proposal);
            let by = by.map(|(backup, _)| *backup).collect();
            let vote = Vote { view: *view, number: *number, proposal: proposal.clone() };
            highest.insert(*number, Certificate { vote, by });
        }
        highest.iter().map(|(_, certificate)| certificate.clone()).collect()
    }

    /// Whoever sees f + 1 replicas in higher views follows them (4.5.2): one of them is honest.
    pub fn on_view_change(&mut self, from: NodeId, change: ViewChange, fx: Fx) {
        let config = fx.config();
        let is_over = change.view < self.view || (change.view == self.view && self.is_active);
        if is_over || !config.is_replica(from) {
            return fx.note(format_args!("takes no notice of a view change that is over"));
        }
        if let Err(why) = config.check(&change) {
            return fx.note(format_args!("refuses the view change: {why}"));
        }
        let text = |change: &ViewChange| change.text(from, &config.names);
        if let Some(known) = self.changes.get(&(change.view, from)).filter(|known| **known != change) {
            let (known, other) = (text(known), text(&change));
            return self.convict(from, &known, &other, fx);
        }
        self.changes.insert((change.view, from), change);
        let mut who: Set<NodeId> = Set::new();
        let mut least = None;
        for (view, other) in self.changes.keys().filter(|(view, _)| *view > self.view) {
            who.insert(*other);
            least = least.or(Some(*view));
        }
        if let Some(view) = least.filter(|_| who.len() > config.faulty) {
            fx.note(format_args!("{} replicas want a higher view", who.len()));
            return self.leave_for(view, fx);
        }
        self.begin_if_primary(fx);
    }

    /// "When the primary p of view v + 1 receives 2f valid view-change messages for view v + 1
    /// from other replicas, it multicasts a NEW-VIEW message."
    fn begin_if_primary(&mut self, fx: Fx) {
        let config = fx.config();
        if self.is_active || config.primary(self.view) != self.me {
            return;
        }
        let own = self.changes.iter().filter(|((view, _), _)| *view == self.view);
        let changes: Vec<_> = own.map(|((_, from), change)| (*from, change.clone())).collect();
        if changes.len() >= config.quorum {
            self.send_all(&Message::NewView(self.view, changes.clone()), fx);
            self.enter(self.view, &changes, fx);
        }
    }

    /// A backup accepts a new view if its view changes are valid, and works out for itself what
    /// the new primary has to propose.
    pub fn on_new_view(&mut self, from: NodeId, view: View, changes: Vec<(NodeId, ViewChange)>, fx: Fx) {
        let config = fx.config();
        let is_over = view < self.view || (view == self.view && self.is_active);
        if is_over || from != config.primary(view) {
            return fx.note(format_args!("takes no notice of a new view that is over"));
        }
        let mut who: Set<NodeId> = Set::new();
        let is_valid = changes.iter().all(|(node, change)| {
            config.is_replica(*node)
                && who.insert(*node)
                && change.view == view
                && config.check(change).is_ok()
        });
        if !is_valid || who.len() < config.quorum {
            return fx
                .note(format_args!("refuses the new view: it needs {} valid view changes", config.quorum));
        }
        self.enter(view, &changes, fx);
    }

    /// The view begins: all that any certificate tells of is prepared again in it, and gaps are
    /// filled with null requests.
    fn enter(&mut self, view: View, changes: &[(NodeId, ViewChange)], fx: Fx) {
        (self.view, self.is_active) = (view, true);
        // 4.4: what lies up to min-s is decided, also where the replica has not heard of it yet.
        self.low_mark = self.low_mark.max(min_s(changes));
        fx.cancel_timer(Timer::ViewTimeout);
        for (number, proposal) in proposals(changes) {
            self.propose_again(Vote { view, number, proposal }, fx);
        }
        self.changes.retain(|(of, _), _| *of > view);
        if self.is_primary(fx.config()) {
            self.propose_waiting(fx);
        } else {
            for request in self.waiting.iter() {
                fx.send(fx.config().primary(view), Message::Request(request.clone()));
            }
        }
        self.wait(fx);
        let early = std::mem::take(&mut self.early);
        for (of, from, message) in early.iter() {
            if *of > view {
                self.early.insert((*of, *from, message.clone()));
            } else {
                self.on_message(*from, message.clone(), fx);
            }
        }
    }

    /// The pre-prepare of the new primary, and the prepare of a backup.
    fn propose_again(&mut self, vote: Vote, fx: Fx) {
        let (view, number) = (vote.view, vote.number);
        if number <= self.stable {
            return;
        }
        let is_primary = self.is_primary(fx.config());
        let slot = self.slots.or_default((view, number));
        slot.pre_prepare = Some(vote.proposal.clone());
        if !is_primary {
            slot.prepares.insert((self.me, vote.proposal.clone()));
            self.send_all(&Message::Prepare(vote), fx);
        }
        self.progress(view, number, fx);
    }
}

impl Config {
    /// Whether a view change shows what it has to: certificates of earlier views, between the
    /// water marks, with enough prepares of different backups.
    fn check(&self, change: &ViewChange) -> Result<(), String> {
        let mut numbers: Set<Number> = Set::new();
        for Certificate { vote, by } in &change.prepared {
            let mut backups: Set<NodeId> = Set::new();
            let primary = self.primary(vote.view);
            let is_right =
                by.iter().all(|node| self.is_replica(*node) && *node != primary && backups.insert(*node));
            if !is_right || backups.len() < self.prepares() {
                return Err(format!("{vote} has no {} prepares of different backups", self.prepares()));
            }
            let is_between =
                vote.number > change.stable && vote.number - change.stable <= 2 * self.checkpoint;
            if vote.view >= change.view || !is_between || !numbers.insert(vote.number) {
                return Err(format!("{vote} has no place in it"));
            }
        }
        Ok(())
    }
}

/// The highest stable checkpoint that a view change tells of.
fn min_s(changes: &[(NodeId, ViewChange)]) -> Number {
    changes.iter().map(|(_, change)| change.stable).max().unwrap_or_default()
}

/// The set O of a new view: for each number from the highest stable checkpoint to the highest
/// certificate what was prepared in the highest view; otherwise the null request.
fn proposals(changes: &[(NodeId, ViewChange)]) -> Vec<(Number, Proposal)> {
    let least = min_s(changes);
    let all = || changes.iter().flat_map(|(_, change)| &change.prepared);
    let most = all().map(|certificate| certificate.vote.number).max().unwrap_or_default();
    let at = |number: Number| {
        let known = all().map(|certificate| &certificate.vote).filter(|vote| vote.number == number);
        let highest = known.max_by_key(|vote| vote.view).map(|vote| vote.proposal.clone());
        (number, highest.unwrap_or(Proposal(None)))
    };
    (least + 1..=most).map(at).collect()
}
