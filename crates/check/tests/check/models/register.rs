//! Registers and their clients, as in the examples of Stateright: each client writes a
//! value once and then reads, each time at the next server. A message leaves the network
//! when it arrives, unless its receiver has no use for it: then it stays.

use super::write_down;
use sequitur_check::{Model, Watch};
use std::collections::{BTreeMap, BTreeSet};

/// What a register holds; 0 in the beginning.
pub type Value = u8;

/// A round and the server that leads it.
type Ballot = (u8, u8);

/// What a client asks for: its request, itself, and the value.
type Proposal = (u8, u8, Value);

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    Put(u8, Value),
    Get(u8),
    PutOk(u8),
    GetOk(u8, Value),
    Prepare(Ballot),
    Prepared(Ballot, Option<(Ballot, Proposal)>),
    Accept(Ballot, Proposal),
    Accepted(Ballot),
    Decided(Ballot, Proposal),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Envelope {
    from: u8,
    to: u8,
    message: Message,
}

/// A server of Paxos for a single decree.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Replica {
    ballot: Ballot,
    proposal: Option<Proposal>,
    prepares: BTreeMap<u8, Option<(Ballot, Proposal)>>,
    accepts: BTreeSet<u8>,
    accepted: Option<(Ballot, Proposal)>,
    is_decided: bool,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Server {
    SingleCopy(Value),
    Paxos(Replica),
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Client {
    awaits: Option<u8>,
    operations: u8,
}

/// An operation of a client.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Operation {
    /// What it writes; None where it reads.
    writes: Option<Value>,
    /// What it returned, if it has returned. Writes return nothing: 0.
    returned: Option<Value>,
    /// How many operations of each other client had returned when it began.
    after: Vec<usize>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct State {
    servers: Vec<Server>,
    clients: Vec<Client>,
    /// In order, equal ones beside each other.
    network: Vec<Envelope>,
    history: Vec<Vec<Operation>>,
}

/// How many there are of each, and how each server begins.
#[derive(Clone)]
pub struct Registers {
    pub server: Server,
    pub servers: u8,
    pub clients: u8,
}

impl Registers {
    /// Each server has a register of its own, and asks nobody.
    pub fn single_copy(servers: u8, clients: u8) -> Registers {
        Registers { server: Server::SingleCopy(0), servers, clients }
    }

    /// Servers agree on the one value that is ever written.
    pub fn paxos(servers: u8, clients: u8) -> Registers {
        Registers { server: Server::Paxos(Replica::default()), servers, clients }
    }

    fn majority(&self) -> usize {
        usize::from(self.servers) / 2 + 1
    }

    fn begin(&self, state: &mut State, client: u8, writes: Option<Value>) {
        let me = self.servers + client;
        let index = usize::from(client);
        let Client { awaits, operations } = &mut state.clients[index];
        let request = (*operations + 1) * me;
        let to = (me + *operations) % self.servers;
        *awaits = Some(request);
        *operations += 1;
        let returned = |operations: &Vec<Operation>| {
            operations.iter().filter(|operation| operation.returned.is_some()).count()
        };
        let mut after: Vec<usize> = state.history.iter().map(returned).collect();
        after[index] = 0;
        state.history[index].push(Operation { writes, returned: None, after });
        let message = writes.map_or(Message::Get(request), |value| Message::Put(request, value));
        send(state, me, to, message);
    }

    /// What a client does with a message; false where it has no use for it.
    fn client(&self, state: &mut State, client: u8, message: Message) -> bool {
        let index = usize::from(client);
        let its = &mut state.clients[index];
        let (request, value) = match message {
            Message::PutOk(request) => (request, 0),
            Message::GetOk(request, value) => (request, value),
            _ => return false,
        };
        if its.awaits != Some(request) {
            return false;
        }
        let last = state.history[index].last_mut().expect("it awaits an answer to something");
        last.returned = Some(value);
        match message {
            Message::PutOk(_) => self.begin(state, client, None),
            _ => {
                its.awaits = None;
                its.operations += 1;
            }
        }
        true
    }

    /// The same for a server of Paxos.
    fn replica(&self, state: &mut State, me: u8, from: u8, message: Message) -> bool {
        let Server::Paxos(mut its) = state.servers[usize::from(me)].clone() else { return false };
        let mut sends = Vec::new();
        let others = (0..self.servers).filter(|other| *other != me);
        match message {
            Message::Get(request) if its.is_decided => {
                let (_, (_, _, value)) = its.accepted.expect("what is decided was accepted");
                sends.push((from, Message::GetOk(request, value)));
            }
            _ if its.is_decided => return false,
            Message::Put(request, value) if its.proposal.is_none() => {
                its.ballot = (its.ballot.0 + 1, me);
                its.proposal = Some((request, from, value));
                its.prepares = BTreeMap::from([(me, its.accepted)]);
                its.accepts.clear();
                sends.extend(others.map(|to| (to, Message::Prepare(its.ballot))));
            }
            Message::Prepare(ballot) if its.ballot < ballot => {
                its.ballot = ballot;
                sends.push((from, Message::Prepared(ballot, its.accepted)));
            }
            Message::Prepared(ballot, accepted) if ballot == its.ballot => {
                its.prepares.insert(from, accepted);
                if its.prepares.len() == self.majority() {
                    let highest = its.prepares.values().max().copied().flatten();
                    let proposal = highest.map(|(_, proposal)| proposal).or(its.proposal);
                    its.proposal = proposal;
                    its.accepted = proposal.map(|proposal| (ballot, proposal));
                    its.accepts.insert(me);
                    let accept = Message::Accept(ballot, proposal.expect("a leader proposes"));
                    sends.extend(others.map(|to| (to, accept)));
                }
            }
            Message::Accept(ballot, proposal) if its.ballot <= ballot => {
                its.ballot = ballot;
                its.accepted = Some((ballot, proposal));
                sends.push((from, Message::Accepted(ballot)));
            }
            Message::Accepted(ballot) if ballot == its.ballot => {
                its.accepts.insert(from);
                if its.accepts.len() == self.majority() {
                    its.is_decided = true;
                    let proposal = its.proposal.expect("a leader proposes");
                    sends.extend(others.map(|to| (to, Message::Decided(ballot, proposal))));
                    sends.push((proposal.1, Message::PutOk(proposal.0)));
                }
            }
            Message::Decided(ballot, proposal) => {
                its.ballot = ballot;
                its.accepted = Some((ballot, proposal));
                its.is_decided = true;
            }
            _ => return false,
        }
        state.servers[usize::from(me)] = Server::Paxos(its);
        for (to, message) in sends {
            send(state, me, to, message);
        }
        true
    }
}

fn send(state: &mut State, from: u8, to: u8, message: Message) {
    let envelope = Envelope { from, to, message };
    let index = state.network.partition_point(|other| *other < envelope);
    state.network.insert(index, envelope);
}

/// Whether operations can stand in one order, in which each reads what was last written
/// and none comes before what had returned when it began. `done` of each client have
/// their place in it already, and leave this value.
fn is_linearizable(history: &[Vec<Operation>], done: &[usize], value: Value) -> bool {
    let has_returned = |operation: &Operation| operation.returned.is_some();
    if history.iter().zip(done).all(|(its, done)| !its[*done..].iter().any(has_returned)) {
        return true;
    }
    (0..history.len()).any(|client| {
        let Some(Operation { writes, returned, after }) = history[client].get(done[client]) else {
            return false;
        };
        let may_come = after.iter().zip(done).all(|(after, done)| after <= done);
        let reads_right = writes.is_some() || returned.is_none_or(|read| read == value);
        let mut more = done.to_vec();
        more[client] += 1;
        may_come && reads_right && is_linearizable(history, &more, writes.unwrap_or(value))
    })
}

impl Model for Registers {
    type State = State;
    type Action = Envelope;

    fn initial(&self) -> Vec<State> {
        let clients = usize::from(self.clients);
        let mut state = State {
            servers: vec![self.server.clone(); usize::from(self.servers)],
            clients: vec![Client { awaits: None, operations: 0 }; clients],
            network: Vec::new(),
            history: vec![Vec::new(); clients],
        };
        for client in 0..self.clients {
            self.begin(&mut state, client, Some(client + 1));
        }
        vec![state]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Envelope>) {
        let mut different = state.network.clone();
        different.dedup();
        actions.append(&mut different);
    }

    fn apply(&self, state: &mut State, action: &Envelope) -> bool {
        let Envelope { from, to, message } = *action;
        let index = state.network.binary_search(action).expect("it is in flight");
        state.network.remove(index);
        match to.checked_sub(self.servers) {
            Some(client) => self.client(state, client, message),
            None => match (&mut state.servers[usize::from(to)], message) {
                (Server::SingleCopy(value), Message::Put(request, new)) => {
                    *value = new;
                    send(state, to, from, Message::PutOk(request));
                    true
                }
                (Server::SingleCopy(value), Message::Get(request)) => {
                    let value = *value;
                    send(state, to, from, Message::GetOk(request, value));
                    true
                }
                _ => self.replica(state, to, from, message),
            },
        }
    }

    fn encode(&self, state: &State, bytes: &mut Vec<u8>) {
        write_down(state, bytes);
    }

    fn watches(&self) -> Vec<Watch> {
        vec![Watch::goal("an order cannot be found"), Watch::goal("a written value is read")]
    }

    fn shows(&self, state: &State) -> u64 {
        let is_in_order = is_linearizable(&state.history, &vec![0; state.history.len()], 0);
        let is_answer = |envelope: &Envelope| matches!(envelope.message, Message::GetOk(_, 1..));
        u64::from(!is_in_order) | u64::from(state.network.iter().any(is_answer)) << 1
    }
}
