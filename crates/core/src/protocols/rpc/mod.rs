//! Requests and responses: a client calls a server, waits, and perhaps asks again.
//!
//! - Birrell, Nelson, "Implementing Remote Procedure Calls", 1984: a call that was answered was
//!   executed once; one that was not answered was executed once or not at all.
//! - Saltzer, Reed, Clark, "End-to-End Arguments in System Design", 1984, section 2: who asks
//!   again needs somebody at the other end who knows a repetition when he sees it.
//!
//! A call has an id. The server remembers in a table which ids it has executed and what it
//! answered; a repetition is answered from there. The effect and its entry in the table are
//! one write to the disk; where they are two, a crash can come between them.
//!
//! Where there are several servers, they stand in a chain: each passes a request on to the
//! next, waits as a client does, and the last one executes it.

mod info;
mod properties;

pub use info::{Bug, INFO, Kind, Property, Role, Timer};
pub use properties::Observers;

use crate::authoring::*;
use std::collections::VecDeque;

/// A call, whatever its repetitions are named: whose, and which of theirs.
type Call = (NodeId, u32);

/// What a request is known by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Id {
    call: Call,
    /// 0, but where each repetition gets an id of its own.
    draw: u32,
}

/// A request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Request {
    id: Id,
    amount: u64,
}

/// What nodes send each other.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Execute this.
    Request(Request),
    /// It is executed; so many calls were, with this one.
    Reply(Id, u32),
}

/// What can be asked of a client: to call, with an amount that is to be paid.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Command(u64);

/// A client or a server. A server that passes requests on is both.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Node {
    /// The requests that have no answer yet. The first is being asked, the others wait.
    queue: VecDeque<Request>,
    /// How often the first was repeated.
    attempt: u32,
    /// What became of the last call.
    outcome: Role,
    /// The number of the call of its own that was answered last.
    answered: u32,
    /// How many calls were executed. On disk.
    counter: u32,
    /// What was paid. On disk.
    paid: u64,
    /// The call that was executed last. On disk.
    executed: Option<Id>,
    /// The answer to each request that was executed.
    table: Map<Id, u32>,
    /// Requests of which one write is on the disk, and the other is not.
    unfinished: VecDeque<Request>,
}

/// What the server remembers of requests, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Table {
    None,
    Volatile,
    Durable,
    EffectFirst,
    EntryFirst,
}

/// How long a caller waits before it asks again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Backoff {
    Fixed,
    Exponential,
    Jittered,
}

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    clients: u8,
    servers: u8,
    timeout: Micros,
    /// None: without end.
    retries: Option<u32>,
    backoff: Backoff,
    table: Table,
    draws_ids: bool,
}

/// How long the second of two writes takes.
const WRITE: Micros = 5 * MS;

/// Waiting is doubled this often at most.
const DOUBLED_MAX: u32 = 6;

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let is_asking = self.outcome != Role::Server && !self.queue.is_empty();
        Some(if is_asking { Role::Waiting } else { self.outcome }.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        let asks = self.queue.front().map(|request| request.id.text(names));
        let attempt = asks.is_some().then_some(self.attempt);
        if self.outcome != Role::Server {
            let state = Role::at(self.role().unwrap_or_default()).entry().name;
            return fields!["state": state, "asks": asks, "attempt": attempt];
        }
        fields![
            "asks": asks,
            "attempt": attempt,
            "counter": self.counter,
            "paid": self.paid,
            "executed": self.executed.map(|id| id.text(names)),
            "table": self.table.keys().map(|id| id.text(names)).collect::<Value>(),
            "unfinished": self.unfinished.iter().map(|request| request.id.text(names)).collect::<Value>(),
        ]
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Timer;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let clients = clients(plan);
        let table = match chosen(&INFO, plan, "table") {
            "none" => Table::None,
            "volatile" => Table::Volatile,
            "effect-first" => Table::EffectFirst,
            "table-first" => Table::EntryFirst,
            _ => Table::Durable,
        };
        let bug = bug(plan);
        Config {
            clients,
            servers: plan.nodes.len() as u8 - clients,
            timeout: duration(&INFO, plan, "timeout"),
            retries: chosen(&INFO, plan, "retries").parse().ok(),
            backoff: match chosen(&INFO, plan, "backoff") {
                "fixed" => Backoff::Fixed,
                "jittered" => Backoff::Jittered,
                _ => Backoff::Exponential,
            },
            table: match bug {
                Some(Bug::NoTable) => Table::None,
                Some(Bug::VolatileTable) => Table::Volatile,
                Some(Bug::EffectFirst) => Table::EffectFirst,
                Some(Bug::TableFirst) => Table::EntryFirst,
                Some(Bug::NewId) | None => table,
            },
            draws_ids: bug == Some(Bug::NewId),
        }
    }

    fn new(me: NodeId, config: &Config) -> Node {
        Node {
            queue: VecDeque::new(),
            attempt: 0,
            outcome: if me.0 < config.clients { Role::Idle } else { Role::Server },
            answered: 0,
            counter: 0,
            paid: 0,
            executed: None,
            table: Map::new(),
            unfinished: VecDeque::new(),
        }
    }

    fn on_command(&mut self, Command(amount): Command, fx: Fx) {
        let id = Id { call: (fx.me(), fx.command_number()), draw: 0 };
        self.ask(Request { id, amount }, fx);
    }

    fn on_message(&mut self, _: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Request(request) if fx.config().is_last(fx.me()) => self.serve(request, fx),
            Message::Request(request) if self.queue.contains(&request) => {
                fx.note(format_args!("a repetition of what it asks {} already", fx.config().next_name(fx)));
            }
            Message::Request(request) => self.ask(request, fx),
            Message::Reply(id, counter) => self.on_reply(id, counter, fx),
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match timer {
            Timer::Timeout => self.on_timeout(fx),
            Timer::Write => self.finish(fx),
        }
    }

    /// What was executed, and the table if it is on the disk. Nobody goes on with a call that it
    /// was making.
    fn durable(&self, config: &Config) -> Node {
        let table = if config.table == Table::Volatile { Map::new() } else { self.table.clone() };
        let outcome = if self.outcome == Role::Server { Role::Server } else { Role::Idle };
        Node {
            queue: VecDeque::new(),
            attempt: 0,
            outcome,
            table,
            unfinished: VecDeque::new(),
            ..self.clone()
        }
    }
}

/// The caller: a client, or a server that passes a request on.
impl Node {
    fn ask(&mut self, request: Request, fx: Fx) {
        self.queue.push_back(request);
        if self.queue.len() == 1 {
            self.send_first(fx);
        }
    }

    /// Sends the first request of the queue, and waits.
    fn send_first(&mut self, fx: Fx) {
        let config = fx.config();
        let Some(request) = self.queue.front() else {
            fx.cancel_timer(Timer::Timeout);
            return;
        };
        fx.send(config.next(fx.me()), Message::Request(*request));
        let doubled = |times: u32| config.timeout << times.min(DOUBLED_MAX);
        let wait = match config.backoff {
            Backoff::Fixed => (config.timeout, config.timeout),
            Backoff::Exponential => (doubled(self.attempt), doubled(self.attempt)),
            Backoff::Jittered => (config.timeout, doubled(self.attempt + 1)),
        };
        fx.set_timer(Timer::Timeout, wait);
    }

    /// The first request is done with, one way or the other.
    fn go_on(&mut self, fx: Fx) {
        self.queue.pop_front();
        self.attempt = 0;
        self.send_first(fx);
    }

    fn on_timeout(&mut self, fx: Fx) {
        let config = fx.config();
        let Some(first) = self.queue.front_mut() else {
            return;
        };
        if config.retries.is_some_and(|retries| self.attempt >= retries) {
            if self.outcome != Role::Server {
                self.outcome = Role::GaveUp;
            }
            fx.note(format_args!(
                "gives up: it cannot know whether {} was executed",
                first.id.text(fx.names())
            ));
            self.go_on(fx);
            return;
        }
        // One that never gives up need not count on, once its waiting grows no more.
        self.attempt = match config.retries {
            Some(_) => self.attempt + 1,
            None => (self.attempt + 1).min(DOUBLED_MAX),
        };
        if config.draws_ids {
            first.id.draw += 1;
        }
        self.send_first(fx);
    }

    fn on_reply(&mut self, id: Id, counter: u32, fx: Fx) {
        if self.queue.front().is_none_or(|first| first.id.call != id.call) {
            fx.note(format_args!("the answer to a call that is done with: changes nothing"));
            return;
        }
        if self.outcome == Role::Server {
            fx.send(fx.config().back(fx.me(), id), Message::Reply(id, counter));
        } else {
            (self.outcome, self.answered) = (Role::Ok, id.call.1);
        }
        self.go_on(fx);
    }
}

/// The last server.
impl Node {
    fn serve(&mut self, request: Request, fx: Fx) {
        let id = request.id;
        if self.unfinished.contains(&request) {
            fx.note(format_args!("a repetition of what it is writing"));
            return;
        }
        if let Some(counter) = self.table.get(&id) {
            fx.note(format_args!("{} is in the table: answered again, not executed", id.text(fx.names())));
            self.reply(id, *counter, fx);
            return;
        }
        match fx.config().table {
            Table::None => {
                self.execute(request, fx);
                self.reply(id, self.counter, fx);
            }
            Table::Volatile | Table::Durable => {
                self.execute(request, fx);
                self.table.insert(id, self.counter);
                self.reply(id, self.counter, fx);
            }
            Table::EffectFirst => {
                self.execute(request, fx);
                self.write_later(request, fx);
            }
            Table::EntryFirst => {
                self.table.insert(id, self.counter + 1);
                self.write_later(request, fx);
            }
        }
    }

    fn execute(&mut self, Request { id, amount }: Request, fx: Fx) {
        self.counter += 1;
        self.paid = self.paid.saturating_add(amount);
        self.executed = Some(id);
        fx.decide(format_args!("executed {}", id.text(fx.names())));
    }

    fn write_later(&mut self, request: Request, fx: Fx) {
        self.unfinished.push_back(request);
        fx.arm_while(true, Timer::Write, (WRITE, WRITE));
    }

    /// The second write: what the first one left out.
    fn finish(&mut self, fx: Fx) {
        let Some(request) = self.unfinished.pop_front() else {
            return;
        };
        if fx.config().table == Table::EntryFirst {
            self.execute(request, fx);
        } else {
            self.table.insert(request.id, self.counter);
        }
        self.reply(request.id, self.counter, fx);
        fx.arm_while(!self.unfinished.is_empty(), Timer::Write, (WRITE, WRITE));
    }

    fn reply(&self, id: Id, counter: u32, fx: Fx) {
        fx.send(fx.config().back(fx.me(), id), Message::Reply(id, counter));
    }
}

impl Config {
    fn is_last(&self, node: NodeId) -> bool {
        node.0 + 1 == self.clients + self.servers
    }

    /// Whom a node asks: a client the first server, a server the one after it.
    fn next(&self, node: NodeId) -> NodeId {
        NodeId((node.0 + 1).max(self.clients))
    }

    fn next_name<'a>(&self, fx: &Effects<'a, Node>) -> &'a str {
        fx.name(self.next(fx.me()))
    }

    /// Whom a server answers: the first the client, another the one before it.
    fn back(&self, node: NodeId, id: Id) -> NodeId {
        if node.0 == self.clients { id.call.0 } else { NodeId(node.0 - 1) }
    }
}

impl Id {
    /// `C1.2`, and where each repetition has an id of its own `C1.2.1`.
    fn text(self, names: &[String]) -> String {
        let (client, number) = (&names[self.call.0.index()], self.call.1);
        match self.draw {
            0 => format!("{client}.{number}"),
            draw => format!("{client}.{number}.{draw}"),
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request(_) => Kind::Request,
            Message::Reply(..) => Kind::Reply,
        }
    }

    fn fields(&self, names: &[String]) -> Fields {
        match self {
            Message::Request(Request { id, amount }) => fields!["id": id.text(names), "amount": *amount],
            Message::Reply(id, counter) => fields!["id": id.text(names), "counter": *counter],
        }
    }
}

impl FromWords for Command {
    fn read(asked: &Asked) -> Result<Command, ArgumentError> {
        if asked.node.0 >= clients(asked.plan) {
            let name = &asked.plan.nodes[asked.node.index()];
            return Err(asked.wrong(0, format!("{name} is a server, and only clients call")));
        }
        Ok(Command(if asked.verb() == "pay" { asked.number(0) } else { 0 }))
    }
}

/// How many lanes, from the left, are clients: where the scenario does not count them, one.
fn clients(plan: &Plan) -> u8 {
    plan.groups.first().copied().unwrap_or(1)
}
