//! A server: proposer, acceptor and learner of every slot of the log.

mod learning;

use super::message::{Command, Message, Slot, Slots, number, slot_value};
use super::{Bug, MultiPaxos, Role, Timer};
use crate::authoring::*;
use crate::protocols::kv::{Op, Store, Ticket};
use crate::protocols::paxos::Ballot;
use crate::protocols::promises::Served;
use std::sync::Arc;

/// A server's state.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Server {
    // Persistent: written to disk before any message leaves.
    /// The highest ballot that it has taken part in, for all slots. Never decreases.
    pub promised: Ballot,
    /// What it has accepted, from slot 1 on. A slot can be empty while later ones are not.
    pub log: Vec<Option<Slot>>,
    /// The first slot of which it does not know the chosen command.
    pub first_unchosen: u64,
    /// How many commands it has applied. Invariant: all slots below `first_unchosen`.
    pub applied: u64,
    /// The replicated state machine.
    store: Store,

    // Volatile: gone after a crash.
    /// What it is at the moment.
    pub role: Role,
    /// The reads that it answered in its last step without the log.
    pub served: Vec<Served>,
    /// The leader, as far as it knows.
    leader: Option<NodeId>,
    /// The ballot that it leads, or wants to lead.
    pub ballot: Ballot,

    // Of candidates.
    /// What each of those who promised has accepted.
    pub promises: Map<NodeId, Slots>,

    // Of leaders.
    /// Who has accepted each slot that is not chosen, in the leader's ballot.
    votes: Map<u64, Set<NodeId>>,
    /// The slot that was next when the last heartbeat left: what was proposed before that
    /// and is not accepted by now is sent again.
    next_at_heartbeat: u64,
}

/// The most slots that one message carries, and that are sent again at once.
const BATCH: usize = 64;

type Fx<'a, 'b> = &'a mut Effects<'b, MultiPaxos>;

impl Server {
    /// A server with an empty log.
    pub fn new() -> Server {
        Server {
            promised: Ballot::NONE,
            log: Vec::new(),
            first_unchosen: 1,
            applied: 0,
            store: Store::default(),
            role: Role::Follower,
            served: Vec::new(),
            leader: None,
            ballot: Ballot::NONE,
            promises: Map::new(),
            votes: Map::new(),
            next_at_heartbeat: 1,
        }
    }

    /// What the disk remembers: the promise, the log, and the state machine.
    pub fn durable(&self) -> Server {
        Server {
            promised: self.promised,
            log: self.log.clone(),
            first_unchosen: self.first_unchosen,
            applied: self.applied,
            store: self.store.clone(),
            ..Server::new()
        }
    }

    /// The replicated state machine.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What it knows of a slot.
    pub fn slot(&self, slot: u64) -> Option<&Slot> {
        self.log.get(slot as usize - 1).and_then(Option::as_ref)
    }

    /// The slot after the last that it has accepted anything in.
    pub fn next_slot(&self) -> u64 {
        self.log.len() as u64 + 1
    }

    fn slot_mut(&mut self, slot: u64) -> &mut Option<Slot> {
        let index = slot as usize - 1;
        if index >= self.log.len() {
            self.log.resize(index + 1, None);
        }
        &mut self.log[index]
    }

    /// The run begins, or the server comes back: it waits for a leader.
    pub fn on_start(&mut self, fx: Fx) {
        self.become_follower(fx);
    }

    /// A timer fires.
    pub fn on_timer(&mut self, timer: Timer, fx: Fx) {
        self.served.clear();
        match timer {
            Timer::Election => self.become_candidate(fx),
            Timer::Heartbeat => self.on_heartbeat_timer(fx),
            Timer::ClientRetry => {}
        }
    }

    /// A message arrives.
    pub fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        self.served.clear();
        if is_client(from, fx) && !matches!(message, Message::Request { .. }) {
            fx.note(format_args!("takes no notice of {}: clients only ask", fx.name(from)));
            return;
        }
        match message {
            Message::Prepare { ballot, first_unchosen } => self.on_prepare(from, ballot, first_unchosen, fx),
            Message::Promise { ballot, accepted } => self.on_promise(from, ballot, accepted, fx),
            Message::PrepareRefused { ballot, promised } | Message::AcceptRefused { ballot, promised } => {
                self.on_refused(from, ballot, promised, fx);
            }
            Message::Accept { ballot, slot, command, first_unchosen } => {
                if self.follow(from, ballot, fx) {
                    self.accept(slot, ballot, command);
                    fx.send(from, Message::Accepted { ballot, slot });
                    self.learn_below(from, ballot, first_unchosen, fx);
                }
            }
            Message::Accepted { ballot, slot } => self.on_accepted(from, ballot, slot, fx),
            Message::Heartbeat { ballot, first_unchosen } => {
                if self.follow(from, ballot, fx) {
                    self.learn_below(from, ballot, first_unchosen, fx);
                    self.ask_for_missing(from, first_unchosen, fx);
                }
            }
            Message::Missing { first_unchosen } => self.on_missing(from, first_unchosen, fx),
            Message::Learn { chosen } => self.on_learn(from, &chosen, fx),
            Message::Forward { ticket, op } => self.on_forward(ticket, op, fx),
            Message::Request { serial, op } => self.on_request(from, serial, op, fx),
            Message::Reply { .. } | Message::Redirect { .. } => {
                fx.note(format_args!("takes no notice of a message for clients"));
            }
        }
    }

    // ---- Roles: they change here and nowhere else. ----

    /// Follower: waits for a leader. Keeps an election timer that is armed.
    fn become_follower(&mut self, fx: Fx) {
        self.role = Role::Follower;
        self.promises = Map::new();
        self.votes = Map::new();
        fx.cancel_timer(Timer::Heartbeat);
        if !fx.is_armed(Timer::Election) {
            self.arm_election_timer(fx);
        }
    }

    /// Candidate: it has heard from no leader for too long. Phase 1a, once "for infinitely
    /// many instances" (section 3): all slots from the first that it does not know.
    fn become_candidate(&mut self, fx: Fx) {
        self.role = Role::Candidate;
        self.leader = None;
        self.ballot = Ballot { round: self.promised.round + 1, proposer: fx.me().0 + 1 };
        self.promised = self.ballot;
        self.promises = Map::new();
        self.arm_election_timer(fx);
        let first_unchosen = self.first_unchosen;
        for server in others(fx) {
            fx.send(server, Message::Prepare { ballot: self.ballot, first_unchosen });
        }
        let own = self.accepted_from(first_unchosen);
        self.promises.insert(fx.me(), own);
        self.count_promises(fx);
    }

    /// Leader: in each slot that may have a chosen command it proposes what the promises
    /// make it propose, and where they report nothing, a no-op: "commands … proposed for
    /// the gap", so that the commands after it can be applied.
    fn become_leader(&mut self, fx: Fx) {
        self.role = Role::Leader;
        self.leader = Some(fx.me());
        fx.cancel_timer(Timer::Election);
        fx.note(format_args!("leads {}", self.ballot));
        let proposals = self.what_to_propose(fx);
        self.promises = Map::new();
        for (slot, command) in proposals {
            self.propose(slot, command, fx);
        }
        self.send_heartbeats(fx);
    }

    fn arm_election_timer(&self, fx: Fx) {
        fx.set_timer(Timer::Election, fx.config().election_timeout);
    }

    // ---- Phase 1, for all slots at once. ----

    /// Phase 1b, as an acceptor of every slot from `first_unchosen` on.
    fn on_prepare(&mut self, from: NodeId, ballot: Ballot, first_unchosen: u64, fx: Fx) {
        if ballot < self.promised {
            fx.note(format_args!("refuses {ballot}: it has promised {}", self.promised));
            fx.send(from, Message::PrepareRefused { ballot, promised: self.promised });
            return;
        }
        if ballot > self.promised {
            self.promised = ballot;
            self.leader = None;
            self.step_down(from, ballot, fx);
            self.arm_election_timer(fx);
        }
        fx.send(from, Message::Promise { ballot, accepted: self.accepted_from(first_unchosen) });
    }

    /// All that it has accepted from a slot on.
    fn accepted_from(&self, first: u64) -> Slots {
        let slots = (first..).zip(self.log.iter().skip(first as usize - 1));
        slots.filter_map(|(number, slot)| Some((number, slot.clone()?))).collect()
    }

    fn on_promise(&mut self, from: NodeId, ballot: Ballot, accepted: Slots, fx: Fx) {
        if self.role == Role::Candidate && ballot == self.ballot {
            self.promises.insert(from, accepted);
            self.count_promises(fx);
        }
    }

    fn count_promises(&mut self, fx: Fx) {
        if self.promises.len() >= fx.config().majority() {
            self.become_leader(fx);
        }
    }

    /// For each slot the command of the highest ballot that a promise reports, where one
    /// is reported (rule 2a of Paxos, slot by slot). Who knows that a command is chosen
    /// reports that, which is as good as the highest ballot.
    fn what_to_propose(&self, fx: Fx) -> Vec<(u64, Command)> {
        let mut best: Map<u64, &Slot> = Map::new();
        let reports = self.promises.iter().flat_map(|(_, slots)| slots.iter());
        for (number, slot) in reports.filter(|_| !fx.config().has(Bug::IgnoresPromises)) {
            let known = best.or_insert_with(*number, || slot);
            if (slot.chosen, slot.ballot) > (known.chosen, known.ballot) {
                *known = slot;
            }
        }
        let end = best.keys().last().map_or(self.first_unchosen, |last| last + 1);
        let leaves_gaps = fx.config().has(Bug::LeavesGaps);
        (self.first_unchosen..end)
            .filter(|slot| !leaves_gaps || best.get(slot).is_some())
            .map(|slot| {
                let no_op = || Command { ticket: None, op: Op::NoOp };
                (slot, best.get(&slot).map_or_else(no_op, |slot| slot.command.clone()))
            })
            .collect()
    }

    /// Somebody has promised more: this ballot is over.
    fn on_refused(&mut self, from: NodeId, ballot: Ballot, promised: Ballot, fx: Fx) {
        if self.role != Role::Follower && ballot == self.ballot {
            self.promised = self.promised.max(promised);
            self.leader = None;
            self.step_down(from, promised, fx);
        }
    }

    fn step_down(&mut self, from: NodeId, ballot: Ballot, fx: Fx) {
        if self.role != Role::Follower {
            fx.note(format_args!("steps down: {} takes part in {ballot}", fx.name(from)));
        }
        self.become_follower(fx);
    }

    // ---- Phase 2, for each slot. ----

    /// Proposes a command, which the leader accepts itself at once.
    fn propose(&mut self, slot: u64, command: Command, fx: Fx) {
        self.accept(slot, self.ballot, command.clone());
        self.votes.insert(slot, Set::from_iter([fx.me()]));
        for server in others(fx) {
            self.send_accept(server, slot, &command, fx);
        }
        self.count_votes(slot, fx);
    }

    fn send_accept(&self, to: NodeId, slot: u64, command: &Command, fx: Fx) {
        let (ballot, first_unchosen) = (self.ballot, self.first_unchosen);
        fx.send(to, Message::Accept { ballot, slot, command: command.clone(), first_unchosen });
    }

    /// Whether to take part in a ballot; whoever leads it is the leader then.
    fn follow(&mut self, from: NodeId, ballot: Ballot, fx: Fx) -> bool {
        if ballot < self.promised {
            fx.note(format_args!("refuses {ballot}: it has promised {}", self.promised));
            fx.send(from, Message::AcceptRefused { ballot, promised: self.promised });
            return false;
        }
        self.promised = ballot;
        self.step_down(from, ballot, fx);
        self.leader = Some(from);
        self.arm_election_timer(fx);
        true
    }

    /// Phase 2b. A slot that is known to be chosen keeps its command.
    fn accept(&mut self, slot: u64, ballot: Ballot, command: Command) {
        let known = self.slot_mut(slot);
        if known.as_ref().is_none_or(|slot| !slot.chosen) {
            *known = Some(Slot { chosen: false, ballot, command });
        }
    }

    fn on_accepted(&mut self, from: NodeId, ballot: Ballot, slot: u64, fx: Fx) {
        if self.role != Role::Leader || ballot != self.ballot {
            return; // A vote in a ballot that is over.
        }
        if let Some(voters) = self.votes.get_mut(&slot) {
            voters.insert(from);
            self.count_votes(slot, fx);
        }
    }

    /// A command is chosen when a majority has accepted it in the leader's ballot.
    fn count_votes(&mut self, slot: u64, fx: Fx) {
        let voters = self.votes.get(&slot).map_or(0, Set::len);
        if voters >= fx.config().majority() {
            self.votes.remove(&slot);
            self.mark_chosen(slot);
            self.apply(fx);
        }
    }

    // ---- Heartbeats. ----

    fn on_heartbeat_timer(&mut self, fx: Fx) {
        self.send_again(fx);
        self.send_heartbeats(fx);
    }

    /// Accepts that were not answered since the heartbeat before the last may be lost.
    fn send_again(&self, fx: Fx) {
        let waiting = self.votes.iter().filter(|(slot, _)| **slot < self.next_at_heartbeat);
        for (slot, voters) in waiting.take(BATCH) {
            let Some(Slot { command, .. }) = self.slot(*slot) else { continue };
            for server in others(fx).filter(|server| !voters.contains(server)) {
                self.send_accept(server, *slot, command, fx);
            }
        }
    }

    fn send_heartbeats(&mut self, fx: Fx) {
        let (ballot, first_unchosen) = (self.ballot, self.first_unchosen);
        for server in others(fx) {
            fx.send(server, Message::Heartbeat { ballot, first_unchosen });
        }
        self.next_at_heartbeat = self.next_slot();
        let interval = fx.config().heartbeat;
        fx.set_timer(Timer::Heartbeat, (interval, interval));
    }

    // ---- Clients. ----

    /// A command from a client that is not drawn. It goes one hop, then it is refused.
    pub fn on_command(&mut self, op: Op, fx: Fx) {
        self.served.clear();
        let ticket = Ticket { client: fx.me(), session: fx.command_number(), serial: 1 };
        match self.leader {
            _ if self.role == Role::Leader => self.take_command(ticket, op, fx),
            Some(leader) => fx.send(leader, Message::Forward { ticket, op }),
            None => fx.note(format_args!("refuses {op}: it knows no leader")),
        }
    }

    fn on_forward(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if self.role == Role::Leader {
            self.take_command(ticket, op, fx);
        } else {
            fx.note(format_args!("refuses {op}: it does not lead"));
        }
    }

    fn on_request(&mut self, from: NodeId, serial: u32, op: Op, fx: Fx) {
        if self.role != Role::Leader {
            let leader = self.leader;
            fx.send(from, Message::Redirect { serial, leader });
            return;
        }
        let ticket = Ticket { client: from, session: 0, serial };
        match self.store.answer(ticket) {
            Some(answer) => fx.send(from, Message::Reply { serial, answer }),
            None => self.take_command(ticket, op, fx),
        }
    }

    /// A leader needs no phase 1 any more: it proposes the command in the next free slot.
    fn take_command(&mut self, ticket: Ticket, op: Op, fx: Fx) {
        if let (Op::Get(key), true) = (&op, fx.config().has(Bug::StaleReads)) {
            let (serial, answer) = (ticket.serial, self.store.read(key));
            if is_client(ticket.client, fx) {
                fx.send(ticket.client, Message::Reply { serial, answer: Arc::clone(&answer) });
            }
            fx.note(format_args!("answers {answer}"));
            self.served.push(Served { ticket, answer });
            return;
        }
        let slot = self.next_slot();
        self.propose(slot, Command { ticket: Some(ticket), op }, fx);
    }

    // ---- For the inspector. ----

    /// The state.
    pub fn fields(&self, names: &[String]) -> Fields {
        let name = |node: &NodeId| Value::Text(names[node.index()].clone());
        let pair = |(key, value): (_, _)| Value::Text(format!("{key} = {value}"));
        let log = (1..).zip(&self.log).map(|(number, slot)| slot_value(number, slot.as_ref()));
        let mut fields = vec![
            ("role", Value::from(self.role.entry().name)),
            ("promised", self.promised.into()),
            ("log", Value::List(log.collect())),
            ("firstUnchosen", number(self.first_unchosen)),
            ("applied", number(self.applied)),
            ("leader", self.leader.as_ref().map_or(Value::Null, name)),
            ("store", Value::List(self.store.values.iter().map(pair).collect())),
        ];
        let voters = |voters: &Set<NodeId>| {
            voters.iter().map(|node| names[node.index()].as_str()).collect::<Vec<_>>().join(" ")
        };
        match self.role {
            Role::Follower | Role::Client => {}
            Role::Candidate => {
                let promised = self.promises.keys().map(name).collect();
                fields.extend([("ballot", self.ballot.into()), ("promises", Value::List(promised))]);
            }
            Role::Leader => {
                let votes =
                    self.votes.iter().map(|(slot, set)| Value::Text(format!("{slot}: {}", voters(set))));
                fields.extend([("ballot", self.ballot.into()), ("votes", Value::List(votes.collect()))]);
            }
        }
        fields
    }
}

/// The other servers.
fn others(fx: &Effects<MultiPaxos>) -> impl Iterator<Item = NodeId> + use<> {
    let me = fx.me();
    (0..fx.config().servers).map(NodeId).filter(move |server| *server != me)
}

fn is_client(lane: NodeId, fx: &Effects<MultiPaxos>) -> bool {
    lane.0 >= fx.config().servers
}
