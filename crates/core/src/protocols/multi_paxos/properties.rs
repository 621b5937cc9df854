//! Multi-Paxos's properties, as observers outside the servers: those of Paxos for each
//! slot, and what the state machines are promised.
//!
//! Each check looks only at the slots that a step can have changed: the one that is
//! accepted, those that a leader proposes in, and those newly known to be chosen.

use super::message::{Command, Message};
use super::server::Server;
use super::{MultiPaxos, Property, Role};
use crate::authoring::*;
use crate::protocols::kv::{Op, Ticket};
use crate::protocols::paxos::Ballot;
use crate::protocols::promises::{Found, Named, Promises};

/// What the observers remember.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Observers {
    /// The first who led, and in which ballot.
    first_leader: Option<(NodeId, Ballot)>,
    /// What was proposed for each slot in each ballot, and a bit for each who accepted it.
    proposals: Map<(u64, Ballot), (Command, u64)>,
    /// For each slot from 1, the command that was chosen first, and in which ballot.
    pub(super) chosen: Vec<Option<(Command, Ballot)>>,
    /// For each slot from 1, the command that was applied first, and where.
    applied: Vec<(Command, NodeId)>,
    /// The commands that were given.
    given: Set<Ticket>,
    /// What clients are promised.
    promises: Promises,
    /// Each server as the last step left it.
    seen: Vec<Seen>,
}

const NAMED: Named<Property> = Named {
    answered: Property::CommandsAnswered,
    current: Property::ReadsAreCurrent,
    once: Property::AtMostOnce,
    place: "slot",
};

/// What is remembered of a server.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
struct Seen {
    /// The ballot that it led, if it did.
    led: Option<Ballot>,
    promised: Ballot,
    next_slot: u64,
    first_unchosen: u64,
    applied: u64,
}

impl Seen {
    fn of(server: &Server) -> Seen {
        Seen {
            led: (server.role == Role::Leader).then_some(server.ballot),
            promised: server.promised,
            next_slot: server.next_slot(),
            first_unchosen: server.first_unchosen,
            applied: server.applied,
        }
    }
}

/// A server after a step, and what it was before.
struct Now<'a> {
    node: NodeId,
    server: &'a Server,
    before: Seen,
    view: &'a Observed<'a, MultiPaxos>,
}

impl Now<'_> {
    fn name(&self) -> &str {
        &self.view.names[self.node.index()]
    }
}

impl Observe<MultiPaxos> for Observers {
    type Property = Property;

    fn new(view: &Observed<MultiPaxos>) -> Observers {
        let servers = view.nodes.iter().filter_map(|node| match &node.state {
            MultiPaxos::Server(server) => Some(Seen::of(server)),
            MultiPaxos::Client(_) => None,
        });
        Observers {
            first_leader: None,
            proposals: Map::new(),
            chosen: Vec::new(),
            applied: Vec::new(),
            given: Set::new(),
            promises: Promises::default(),
            seen: servers.collect(),
        }
    }

    fn observe(
        &mut self,
        step: &Step<MultiPaxos>,
        view: &Observed<MultiPaxos>,
        verdicts: &mut Verdicts<Property>,
    ) {
        self.follow_commands(step, view, &mut Found { verdicts, names: view.names, named: NAMED });
        let MultiPaxos::Server(server) = &view.nodes[step.node.index()].state else {
            return;
        };
        let before = self.seen[step.node.index()].clone();
        let now = Now { node: step.node, server, before, view };
        if server.promised < now.before.promised {
            let why =
                format_args!("{} had promised {} and no longer knows.", now.name(), now.before.promised);
            verdicts.violate(Property::PromisesKept, why);
        }
        self.check_leader(&now, verdicts);
        for (_, message) in step.sent() {
            if let Message::Accepted { ballot, slot } = message {
                self.check_vote(*slot, *ballot, &now, verdicts);
            }
        }
        self.check_chosen(&now, verdicts);
        self.check_applied(&now, verdicts);
        let mut found = Found { verdicts, names: view.names, named: NAMED };
        self.promises.served(step.node, &server.served, &mut found);
        self.seen[step.node.index()] = Seen::of(server);
    }

    fn verdict(&self, property: Property, names: &[String]) -> (Outcome, String) {
        match property {
            Property::LeaderElected => match self.first_leader {
                Some((node, ballot)) => {
                    (Outcome::Holds, format!("{} was the first to lead, in {ballot}.", names[node.index()]))
                }
                None => (Outcome::Pending, "Nobody has led yet.".to_owned()),
            },
            Property::CommandsAnswered => self.promises.answered_verdict(names),
            _ => {
                debug_assert_eq!(property.entry().kind, PropertyKind::Safety);
                (Outcome::Holds, self.safety_verdict(property))
            }
        }
    }

    fn is_tested(&self, property: Property) -> bool {
        match property {
            Property::LeaderElected => true,
            Property::CommandsAnswered => self.promises.has_commands(),
            Property::ReadsAreCurrent => self.promises.has_reads(),
            Property::AtMostOnce => self.promises.has_effects(),
            Property::OneCommandPerBallot => !self.proposals.is_empty(),
            Property::PromisesKept => self.seen.iter().any(|seen| seen.promised > Ballot::default()),
            Property::StateMachineSafety => !self.applied.is_empty(),
            _ => self.chosen.iter().any(Option::is_some),
        }
    }
}

impl Observers {
    /// What a leader has just proposed, which it has accepted itself.
    fn check_leader(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let Now { node, server, before, .. } = now;
        if server.role != Role::Leader {
            return;
        }
        let is_new = before.led != Some(server.ballot);
        if is_new && self.first_leader.is_none() {
            self.first_leader = Some((*node, server.ballot));
            verdicts.turn(Property::LeaderElected);
        }
        let first = if is_new { before.first_unchosen } else { before.next_slot };
        for slot in first..server.next_slot() {
            self.check_vote(slot, server.ballot, now, verdicts);
        }
    }

    /// A server may have accepted a proposal.
    fn check_vote(&mut self, slot: u64, ballot: Ballot, now: &Now, verdicts: &mut Verdicts<Property>) {
        let Some(accepted) = now.server.slot(slot).filter(|accepted| accepted.ballot == ballot) else {
            return;
        };
        let command = &accepted.command;
        if ballot < now.before.promised {
            let why = format_args!(
                "{} accepted {ballot} after it had promised {}.",
                now.name(),
                now.before.promised
            );
            verdicts.violate(Property::PromisesKept, why);
        }
        let (proposed, voters) = self.proposals.or_insert_with((slot, ballot), || (command.clone(), 0));
        if proposed != command {
            let why = format_args!("In slot {slot}, {ballot} proposed {}, and {}.", proposed.op, command.op);
            verdicts.violate(Property::OneCommandPerBallot, why);
        }
        *voters |= 1 << now.node.0;
        let is_majority = voters.count_ones() as usize >= now.view.config.majority();
        if let Some((first, of)) = chosen_for(&self.chosen, slot)
            && *of < ballot
            && first != command
        {
            let why = format_args!(
                "{} was chosen for slot {slot} in {of}, but {} was proposed in {ballot}.",
                first.op, command.op
            );
            verdicts.violate(Property::ChosenStaysChosen, why);
        }
        if is_majority {
            self.choose(slot, ballot, command, verdicts);
        }
    }

    /// A majority has accepted a command for a slot.
    fn choose(&mut self, slot: u64, ballot: Ballot, command: &Command, verdicts: &mut Verdicts<Property>) {
        if let Some((first, of)) = chosen_for(&self.chosen, slot) {
            if first != command {
                let why = format_args!(
                    "For slot {slot}, {} was chosen in {of}, and {} in {ballot}.",
                    first.op, command.op
                );
                verdicts.violate(Property::SlotAgreement, why);
            }
            return;
        }
        let is_given = match command.ticket {
            Some(ticket) => self.given.contains(&ticket),
            None => command.op == Op::NoOp,
        };
        if !is_given {
            let why = format_args!("{} was chosen for slot {slot}, but nobody asked for it.", command.op);
            verdicts.violate(Property::Validity, why);
        }
        let index = slot as usize - 1;
        if index >= self.chosen.len() {
            self.chosen.resize(index + 1, None);
        }
        self.chosen[index] = Some((command.clone(), ballot));
    }

    /// What a server takes for chosen.
    fn check_chosen(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        for slot in now.before.first_unchosen..now.server.first_unchosen {
            let Some(taken) = now.server.slot(slot) else { continue };
            if chosen_for(&self.chosen, slot).is_none_or(|(command, _)| *command != taken.command) {
                let why = format_args!(
                    "{} takes {} for chosen for slot {slot}, which no majority has accepted.",
                    now.name(),
                    taken.command.op
                );
                verdicts.violate(Property::LearnedChosen, why);
            }
        }
    }

    /// State machine safety, for the commands that this step applied.
    fn check_applied(&mut self, now: &Now, verdicts: &mut Verdicts<Property>) {
        let slots = now.before.applied + 1..=now.server.applied;
        let command = |slot| now.server.slot(slot).map(|slot| &slot.command);
        for (slot, command) in slots.clone().filter_map(|slot| Some((slot, command(slot)?))) {
            match self.applied.get(slot as usize - 1) {
                None => {
                    self.applied.push((command.clone(), now.node));
                    self.promises.advance(slot, command.ticket, &command.op);
                }
                Some((first, by)) if first != command => {
                    let why = format_args!(
                        "At slot {slot}, {} applied {}, but {} had applied {}.",
                        now.name(),
                        command.op,
                        now.view.names[by.index()],
                        first.op
                    );
                    verdicts.violate(Property::StateMachineSafety, why);
                }
                Some(_) => {}
            }
            let mut found = Found { verdicts, names: now.view.names, named: NAMED };
            self.promises.applied(now.node, slot, (command.ticket, &command.op), &mut found);
        }
        if verdicts.is_violated(Property::StateMachineSafety) {
            return;
        }
        let state = (now.server.store(), now.server.applied);
        let repeated = slots.filter(|slot| self.promises.is_repeated(*slot));
        for (slot, Command { ticket, op }) in repeated.filter_map(|slot| Some((slot, command(slot)?))) {
            let mut found = Found { verdicts, names: now.view.names, named: NAMED };
            self.promises.check_repeated(now.node, slot, (*ticket, op), state, &mut found);
        }
    }

    /// Which commands were given, proposed and answered.
    fn follow_commands(
        &mut self,
        step: &Step<MultiPaxos>,
        view: &Observed<MultiPaxos>,
        found: &mut Found<Property>,
    ) {
        let node = step.node;
        match (&step.trigger, &view.nodes[node.index()].state) {
            (Trigger::Command(op), MultiPaxos::Client(client)) => {
                self.note_given(Ticket { client: node, session: 0, serial: client.last_serial() }, op);
            }
            (Trigger::Command(op), MultiPaxos::Server(server)) => {
                let session = view.nodes[node.index()].commands_done;
                self.note_given(Ticket { client: node, session, serial: 1 }, op);
                self.promises.note_logged(node, last_ticket(server));
            }
            (Trigger::Receive { message: Message::Forward { .. }, .. }, MultiPaxos::Server(server)) => {
                self.promises.note_logged(node, last_ticket(server));
            }
            (
                Trigger::Receive { from, message: Message::Reply { serial, answer }, .. },
                MultiPaxos::Client(_),
            ) => {
                let ticket = Ticket { client: node, session: 0, serial: *serial };
                self.promises.answer(ticket, *from, answer, found);
            }
            _ => {}
        }
    }

    fn note_given(&mut self, ticket: Ticket, op: &Op) {
        self.given.insert(ticket);
        self.promises.ask(ticket, op);
    }

    fn safety_verdict(&self, property: Property) -> String {
        let chosen = self.chosen.iter().flatten().count() as u32;
        let slots = counted(chosen, "slot has a chosen command", "slots have a chosen command");
        match property {
            Property::SlotAgreement => format!("{slots}, each only one."),
            Property::Validity => format!("{slots}, each one that was asked for or a no-op."),
            Property::LearnedChosen => "No server took for chosen what was not.".to_owned(),
            Property::ChosenStaysChosen => format!("{slots}, and no higher ballot proposed another."),
            Property::OneCommandPerBallot => "No ballot proposed two commands for a slot.".to_owned(),
            Property::PromisesKept => "No server fell below what it had promised.".to_owned(),
            Property::ReadsAreCurrent => self.promises.reads_verdict(),
            Property::AtMostOnce => self.promises.once_verdict(),
            _ => {
                let applied = counted(self.applied.len() as u32, "slot was applied", "slots were applied");
                format!("{applied}, everywhere the same.")
            }
        }
    }
}

/// Whose command stands in the last slot of a server.
fn last_ticket(server: &Server) -> Option<Ticket> {
    server.log.last().and_then(Option::as_ref)?.command.ticket
}

/// The command that was chosen first for a slot, and in which ballot.
fn chosen_for(chosen: &[Option<(Command, Ballot)>], slot: u64) -> Option<&(Command, Ballot)> {
    chosen.get(slot as usize - 1)?.as_ref()
}
