//! A replica in the normal case: pre-prepare, prepare, commit, execution and checkpoints
//! (sections 4.2 and 4.3).

use super::info::{Role, Timer};
use super::message::{Message, Number, Proposal, Request, View, ViewChange, Vote};
use super::{Config, Fx};
use crate::authoring::*;
use std::fmt::Display;
use std::sync::Arc;

/// What a replica knows of one number in one view.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Slot {
    /// The pre-prepare that it has accepted, or as the primary sent.
    pub pre_prepare: Option<Proposal>,
    /// Who has prepared what. Backups only.
    pub prepares: Set<(NodeId, Proposal)>,
    /// Who has sent a commit for what.
    pub commits: Set<(NodeId, Proposal)>,
}

/// A replica. All of it is on disk.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Replica {
    pub(super) me: NodeId,
    /// How many replicas there are.
    replicas: u8,
    /// The view that it is in, or that it wants.
    pub(super) view: View,
    /// Whether the view has begun. Otherwise it takes part in nothing but the view change.
    pub(super) is_active: bool,
    /// The log, without what lies before the stable checkpoint.
    pub(super) slots: Map<(View, Number), Slot>,
    /// Nothing is proposed up to here: the highest stable checkpoint that a new view began with.
    pub(super) low_mark: Number,
    /// The low water mark h: the last stable checkpoint.
    pub(super) stable: Number,
    /// The state of the service: what was executed, number by number.
    pub(super) executed: Arc<Vec<Proposal>>,
    /// What is committed and waits for lower numbers to be executed.
    committed: Map<Number, Proposal>,
    /// Checkpoints that are not stable yet.
    checkpoints: Map<NodeId, Arc<Vec<Proposal>>>,
    /// Messages of views that have not begun here.
    pub(super) early: Set<(View, NodeId, Message)>,
    /// View changes for views that have not begun here.
    pub(super) changes: Map<(View, NodeId), ViewChange>,
    /// Requests that have been heard of and are not executed.
    pub(super) waiting: Set<Request>,
    /// How many view changes in a row have brought nothing.
    pub(super) attempts: u32,
    /// Who has been found out, and by which two messages.
    proofs: Map<NodeId, Arc<str>>,
    /// All that a traitor has heard: it can repeat what is signed.
    pub(super) heard: Set<(NodeId, Message)>,
}

impl Slot {
    fn votes(votes: &Set<(NodeId, Proposal)>, proposal: &Proposal) -> usize {
        votes.iter().filter(|(_, other)| other == proposal).count()
    }

    /// "prepared(m, v, n, i)" (4.2): the pre-prepare, and prepares of different backups that
    /// match it.
    pub fn prepared(&self, config: &Config) -> Option<&Proposal> {
        let proposal = self.pre_prepare.as_ref();
        proposal.filter(|proposal| Slot::votes(&self.prepares, proposal) >= config.prepares())
    }

    /// "committed-local(m, v, n, i)" (4.2): prepared, and a quorum of commits, its own among
    /// them.
    pub fn committed(&self, config: &Config) -> Option<&Proposal> {
        self.prepared(config).filter(|proposal| Slot::votes(&self.commits, proposal) >= config.commits())
    }
}

impl Replica {
    /// A replica in view 0.
    pub fn new(me: NodeId, replicas: u8) -> Replica {
        Replica {
            me,
            replicas,
            view: 0,
            is_active: true,
            low_mark: 0,
            slots: Map::new(),
            stable: 0,
            executed: Arc::default(),
            committed: Map::new(),
            checkpoints: Map::new(),
            early: Set::new(),
            changes: Map::new(),
            waiting: Set::new(),
            attempts: 0,
            proofs: Map::new(),
            heard: Set::new(),
        }
    }

    /// A message arrives. What belongs to a view that has not begun here waits for it.
    pub fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        if fx.config().traitors.get(&self.me).is_some() {
            self.overhear(from, &message);
        }
        match message {
            Message::Request(request) => self.on_request(from, request, fx),
            Message::PrePrepare(ref vote) | Message::Prepare(ref vote) | Message::Commit(ref vote)
                if vote.view > self.view || (vote.view == self.view && !self.is_active) =>
            {
                self.early.insert((vote.view, from, message));
            }
            Message::PrePrepare(vote) => self.on_pre_prepare(from, vote, fx),
            Message::Prepare(vote) => self.on_prepare(from, vote, fx),
            Message::Commit(vote) => self.on_commit(from, vote, fx),
            Message::Checkpoint(state) => self.on_checkpoint(from, state, fx),
            Message::ViewChange(change) => self.on_view_change(from, change, fx),
            Message::NewView(view, changes) => self.on_new_view(from, view, changes, fx),
            Message::Reply { .. } => fx.note(format_args!("takes no notice of a message for clients")),
        }
    }

    /// Keeps what a traitor hears.
    pub fn overhear(&mut self, from: NodeId, message: &Message) {
        self.heard.insert((from, message.clone()));
    }

    /// 4.2: the primary gives a request a number; a backup passes it on, and waits for it. What
    /// was executed already is answered again (4.1).
    pub fn on_request(&mut self, from: NodeId, request: Request, fx: Fx) {
        if let Some(result) = self.result_of(&request) {
            fx.note(format_args!("has executed {} already", request.op));
            return self.reply(&request, result, fx);
        }
        self.waiting.insert(request.clone());
        let is_from_client = from == self.me || !fx.config().is_replica(from);
        if self.is_primary(fx.config()) {
            self.propose_waiting(fx);
        } else if self.is_active && is_from_client {
            fx.send(fx.config().primary(self.view), Message::Request(request));
        }
        self.wait(fx);
    }

    /// The primary gives the next numbers to what waits, up to the high water mark.
    pub(super) fn propose_waiting(&mut self, fx: Fx) {
        for request in self.waiting.clone().iter() {
            let proposal = Proposal(Some(request.clone()));
            let in_view = self.slots.iter().filter(|((view, _), _)| *view == self.view);
            let (numbers, is_proposed) =
                in_view.fold((self.low(), false), |(last, found), ((_, number), slot)| {
                    (last.max(*number), found || slot.pre_prepare.as_ref() == Some(&proposal))
                });
            let number = numbers.max(self.executed.len() as Number) + 1;
            if is_proposed {
                continue;
            }
            if !self.is_between_marks(number, fx.config()) {
                fx.note(format_args!("gives {} no number: the high water mark is reached", request.op));
                return;
            }
            let vote = Vote { view: self.view, number, proposal: proposal.clone() };
            self.slots.or_default((self.view, number)).pre_prepare = Some(proposal);
            self.send_all(&Message::PrePrepare(vote), fx);
            self.progress(self.view, number, fx);
        }
    }

    /// 4.2: a backup accepts a pre-prepare of the primary of its view, for a number between the
    /// water marks, unless it has accepted another for that number.
    fn on_pre_prepare(&mut self, from: NodeId, vote: Vote, fx: Fx) {
        let Vote { view, number, ref proposal } = vote;
        if from != fx.config().primary(view) {
            return fx.note(format_args!("refuses {vote}: {} is not its primary", fx.name(from)));
        }
        if view < self.view || !self.is_between_marks(number, fx.config()) {
            return fx.note(format_args!("refuses {vote}: it is over, or too far ahead"));
        }
        let slot = self.slots.or_default((view, number));
        if let Some(accepted) = &slot.pre_prepare {
            if accepted != proposal {
                let accepted = format!("{accepted} at {number} in view {view}");
                self.convict(from, &accepted, &vote, fx);
            }
            return;
        }
        slot.pre_prepare = Some(proposal.clone());
        slot.prepares.insert((self.me, proposal.clone()));
        if let Some(request) = proposal.0.clone().filter(|request| self.result_of(request).is_none()) {
            self.waiting.insert(request);
        }
        self.send_all(&Message::Prepare(vote), fx);
        self.wait(fx);
        self.progress(view, number, fx);
    }

    fn on_prepare(&mut self, from: NodeId, vote: Vote, fx: Fx) {
        if from == fx.config().primary(vote.view) {
            fx.note(format_args!("refuses a prepare of the primary"));
        } else {
            self.take_vote(from, vote, |slot| &mut slot.prepares, fx);
        }
    }

    fn on_commit(&mut self, from: NodeId, vote: Vote, fx: Fx) {
        self.take_vote(from, vote, |slot| &mut slot.commits, fx);
    }

    /// A vote is kept whatever it is for. Two of one sender for different requests prove that
    /// it lies.
    fn take_vote(
        &mut self,
        from: NodeId,
        vote: Vote,
        votes: fn(&mut Slot) -> &mut Set<(NodeId, Proposal)>,
        fx: Fx,
    ) {
        let Vote { view, number, ref proposal } = vote;
        if !fx.config().is_replica(from) || view < self.view || !self.is_between_marks(number, fx.config()) {
            return fx.note(format_args!("takes no notice of a vote for {vote}"));
        }
        let votes = votes(self.slots.or_default((view, number)));
        let other = votes.iter().find(|(voter, other)| *voter == from && other != proposal);
        let other = other.map(|(_, other)| format!("{other} at {number} in view {view}"));
        votes.insert((from, proposal.clone()));
        if let Some(other) = other {
            self.convict(from, &other, &vote, fx);
        }
        self.progress(view, number, fx);
    }

    /// What follows from the votes for a number: a commit of its own, and execution (4.2).
    pub(super) fn progress(&mut self, view: View, number: Number, fx: Fx) {
        let (config, me) = (fx.config(), self.me);
        let slot = self.slots.or_default((view, number));
        let Some(proposal) = slot.prepared(config).cloned() else { return };
        if slot.commits.insert((me, proposal.clone())) {
            let vote = Vote { view, number, proposal };
            fx.note(format_args!("prepared: {vote}"));
            self.send_all(&Message::Commit(vote), fx);
        }
        if let Some(proposal) = self.slots.or_default((view, number)).committed(config).cloned()
            && number > self.executed.len() as Number
        {
            self.committed.insert(number, proposal);
            self.execute(fx);
        }
    }

    /// Executes in the order of numbers, as far as there is no gap.
    fn execute(&mut self, fx: Fx) {
        let before = self.executed.len();
        while let Some(proposal) = self.committed.remove(&(self.executed.len() as Number + 1)) {
            let known = proposal.0.as_ref().and_then(|request| self.result_of(request));
            Arc::make_mut(&mut self.executed).push(proposal.clone());
            let number = self.executed.len() as Number;
            fx.decide(format_args!("{number}: {proposal}"));
            if let Some(request) = &proposal.0 {
                self.waiting.remove(request);
                let result = known.or_else(|| self.result_of(request)).unwrap_or_default();
                self.reply(request, result, fx);
            }
            if number.is_multiple_of(fx.config().checkpoint) {
                self.send_all(&Message::Checkpoint(Arc::clone(&self.executed)), fx);
                self.on_checkpoint(self.me, Arc::clone(&self.executed), fx);
            }
        }
        if self.executed.len() > before {
            self.attempts = 0;
            fx.cancel_timer(Timer::ViewTimeout);
            self.wait(fx);
        }
    }

    /// 4.3: a checkpoint is stable once a quorum has sent it. What lies before it is
    /// discarded, and who was behind takes the state over.
    fn on_checkpoint(&mut self, from: NodeId, state: Arc<Vec<Proposal>>, fx: Fx) {
        let number = state.len() as Number;
        let newest = self.checkpoints.get(&from).map_or(0, |known| known.len() as Number);
        if number <= self.stable || number < newest || !fx.config().is_replica(from) {
            return;
        }
        self.checkpoints.insert(from, Arc::clone(&state));
        let same = self.checkpoints.iter().filter(|(_, other)| **other == state).count();
        if same < fx.config().quorum {
            return;
        }
        self.stable = number;
        fx.note(format_args!("the checkpoint at {number} is stable"));
        self.slots.retain(|(_, of), _| *of > number);
        self.committed.retain(|of, _| *of > number);
        self.checkpoints.retain(|_, other| other.len() as Number > number);
        if (self.executed.len() as Number) < number {
            fx.note(format_args!("takes over the state of others"));
            self.executed = state;
            let done = self.waiting.clone();
            for request in done.iter() {
                if self.result_of(request).is_some() {
                    self.waiting.remove(request);
                }
            }
            self.execute(fx);
        }
        if self.is_primary(fx.config()) {
            self.propose_waiting(fx);
        }
    }

    /// The place of a request among all that were executed, the first time it was.
    pub(super) fn result_of(&self, request: &Request) -> Option<u32> {
        let mut done = Set::new();
        for proposal in self.executed.iter().filter_map(|proposal| proposal.0.as_ref()) {
            done.insert((proposal.client, proposal.timestamp));
            if (proposal.client, proposal.timestamp) == (request.client, request.timestamp) {
                return Some(done.len() as u32);
            }
        }
        None
    }

    fn reply(&self, request: &Request, result: u32, fx: Fx) {
        if !fx.config().is_replica(request.client) {
            let strategy = fx.config().traitors.get(&self.me);
            let lies = matches!(strategy, Some(Strategy::Flipping | Strategy::Equivocating));
            let result = result + u32::from(lies);
            fx.send(request.client, Message::Reply { view: self.view, timestamp: request.timestamp, result });
        }
    }

    /// Sends something to all other replicas; a traitor sends what its strategy makes of it.
    pub(super) fn send_all(&self, message: &Message, fx: Fx) {
        let strategy = fx.config().traitors.get(&self.me).copied();
        for to in (0..fx.config().replicas).map(NodeId).filter(|to| *to != self.me) {
            let lies = match strategy {
                Some(Strategy::Flipping) => true,
                Some(Strategy::Equivocating) => to.0 % 2 == 1,
                _ => false,
            };
            fx.send(to, if lies { self.lie(message) } else { message.clone() });
        }
    }

    /// The same about a request that a client in league with the traitor has signed.
    fn lie(&self, message: &Message) -> Message {
        let about = |vote: &Vote| {
            let op = "lie".into();
            let request = Request { client: self.me, timestamp: vote.number, op };
            Vote { proposal: Proposal(Some(request)), ..*vote }
        };
        match message {
            Message::PrePrepare(vote) => Message::PrePrepare(about(vote)),
            Message::Prepare(vote) => Message::Prepare(about(vote)),
            Message::Commit(vote) => Message::Commit(about(vote)),
            other => other.clone(),
        }
    }

    /// Two messages with one signature that no honest replica makes both of.
    pub(super) fn convict(&mut self, liar: NodeId, one: &dyn Display, other: &dyn Display, fx: Fx) {
        let name = fx.name(liar);
        let proof = format!("{one} and {other}: {name} has signed both, so {name} is a traitor");
        fx.note(format_args!("{proof}"));
        self.proofs.or_insert_with(liar, || proof.into());
    }

    /// 4.1, 4.4: the timer runs while a backup waits for a request to be executed.
    pub fn wait(&mut self, fx: Fx) {
        let config = fx.config();
        let waits = !self.waiting.is_empty() && self.is_active && !self.is_primary(config);
        let timeout = config.view_timeout.saturating_mul(1 << self.attempts.min(16));
        let guard = waits || config.suspects_always || !self.is_active;
        fx.arm_while(guard, Timer::ViewTimeout, (timeout, timeout));
    }

    /// The low water mark h of the paper.
    pub(super) fn low(&self) -> Number {
        self.stable.max(self.low_mark)
    }

    /// Between the water marks: above h, and at most k above it.
    pub(super) fn is_between_marks(&self, number: Number, config: &Config) -> bool {
        let low = self.low();
        number > low && number - low <= 2 * config.checkpoint
    }

    pub(super) fn is_primary(&self, config: &Config) -> bool {
        self.is_active && config.primary(self.view) == self.me
    }

    /// What it is drawn as.
    pub fn role(&self) -> Role {
        match self {
            Replica { is_active: false, .. } => Role::Changing,
            _ if self.view % View::from(self.replicas) == View::from(self.me.0) => Role::Primary,
            _ => Role::Backup,
        }
    }

    /// The state, for the inspector. A certificate tells who stands in it.
    pub fn fields(&self, names: &[String]) -> Fields {
        let who = |votes: &Set<(NodeId, Proposal)>, proposal: &Proposal| {
            let of = votes.iter().filter(|(_, other)| other == proposal);
            of.map(|(voter, _)| format!(" {}", names[voter.index()])).collect::<String>()
        };
        let certificate = |((view, number), slot): (&(View, Number), &Slot)| {
            let mut about: Set<&Proposal> = Set::new();
            about.insert(slot.pre_prepare.as_ref()?);
            let votes = slot.prepares.iter().chain(slot.commits.iter()).map(|(_, proposal)| proposal);
            votes.for_each(|proposal| {
                about.insert(proposal);
            });
            let line = |proposal: &&Proposal| {
                let mark = if slot.pre_prepare.as_ref() == Some(*proposal) { "pre-prepared, " } else { "" };
                let (prepares, commits) = (who(&slot.prepares, proposal), who(&slot.commits, proposal));
                format!("{proposal} at {number} in view {view}: {mark}prepare{prepares}, commit{commits}")
            };
            Some(about.iter().map(line).collect::<Vec<_>>())
        };
        let changes = self
            .changes
            .iter()
            .map(|((view, from), change)| format!("view {view}, {}", change.text(*from, names)));
        fields![
            "view": self.view,
            "active": self.is_active,
            "executed": self.executed.iter().map(Proposal::to_string).collect::<Value>(),
            "stable": self.stable,
            "certificates": self.slots.iter().filter_map(certificate).flatten().collect::<Value>(),
            "view changes": changes.collect::<Value>(),
            "waiting": self.waiting.iter().map(|request| &request.op).collect::<Value>(),
            "proofs": self.proofs.iter().map(|(_, proof)| proof).collect::<Value>(),
        ]
    }
}
