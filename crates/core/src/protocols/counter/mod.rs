//! A counter to which several add at once: two threads of one machine, and beside them clients
//! on machines of their own.
//!
//! - Coulouris, Dollimore, Kindberg, "Distributed Systems: Concepts and Design", 2005, section
//!   1.1: no shared memory, no common clock, and each part can fail while the others go on.
//! - Li, Hudak, "Memory Coherence in Shared Virtual Memory Systems", 1989, section 3: memory
//!   that machines share is made of messages that programs do not see.
//!
//! The first node is a machine with two threads and a memory. When it stops, both stop. The
//! second is a server with a counter of its own, all others are its clients. With
//! `set memory shared` the counter stands on a page that moves to the client which uses it, and
//! the programs of clients only read and write, as threads do.

mod properties;

use crate::authoring::*;
use properties::Observers;

const MACHINE: NodeId = NodeId(0);
const SERVER: NodeId = NodeId(1);

/// A node: what it keeps depends on its part.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Node {
    /// Two threads with one memory. A crash takes both, and the memory.
    Machine {
        /// The counter.
        counter: u64,
        /// What each thread is doing.
        threads: [Thread; 2],
    },
    /// Has the counter that clients add to. On disk.
    Server(Home),
    /// Adds to the server's counter.
    Client(Client),
}

/// A thread, or the one thread of a client's program.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Thread {
    /// How many times it has still to add one.
    todo: u32,
    /// How many times it has added one.
    done: u32,
    /// What it read, where it has yet to write.
    read: Option<u64>,
}

/// The server.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Home {
    counter: u64,
    /// The client that has the page, and whether it was asked to give it back.
    lent: Option<(NodeId, bool)>,
    /// The clients that wait for the page, in order.
    waiting: Vec<NodeId>,
}

/// A client. A crash leaves it only the number of its last question.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Client {
    thread: Thread,
    /// The number of its last question, and whether it waits for the answer.
    serial: u32,
    waits: bool,
    /// The page with the counter, while it is here.
    page: Option<u64>,
    /// Whether its program has used the page since it came.
    is_used: bool,
    /// Whether the server wants the page back.
    is_recalled: bool,
}

/// What nodes send each other. Questions are numbered, and answers have their numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// Add one.
    Add(u32),
    /// Done: the counter is this now.
    Added(u32, u64),
    /// What is the counter?
    Read(u32),
    /// It is this.
    Value(u32, u64),
    /// Let the counter be this.
    Write(u32, u64),
    /// Done.
    Written(u32),
    /// I need the page with the counter.
    Fetch,
    /// The page with the counter.
    Page(u64),
    /// Give the page back.
    Recall,
}

words! {
    /// The kinds of message.
    pub enum Kind: Kind {
        Add = request("Add", "Add one to the counter."),
        Added = yes("Added", "One is added."),
        Read = request("Read", "What is the counter?"),
        Value = data("Value", "The counter is this."),
        Write = request("Write", "Let the counter be this."),
        Written = yes("Written", "The counter is what you wrote."),
        Fetch = request("Fetch", "A program reads or writes, and the page with the counter is not here."),
        Page = data("Page", "The page with the counter. Only one machine has it at a time."),
        Recall = request("Recall", "Give the page back: another needs it."),
    }

    /// What a thread does of its own accord.
    pub enum Act: Keyword {
        First = keyword("first-thread", "The first thread, or that of a client, does its next step."),
        Second = keyword("second-thread", "The second thread does its next step."),
    }

    /// What can be asked of a node.
    pub enum Command: Keyword {
        Increment = keyword("increment", "A client adds one; on the machine, both threads do."),
    }

    /// What a node can be.
    enum Role: Role {
        Machine = role("machine", 1),
        Server = role("server", 1),
        Client = role("client", 0),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        EveryAdditionCounts = safety(
            "every-addition-counts",
            "A counter is at least as great as the number of additions to it that are done.",
        ),
        AllDone = liveness("all-done", "In the end, all who were asked to add have done so."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        ReadThenWrite = variant(
            "read-then-write",
            "every-addition-counts",
            "To add is to read, and in a second step to write one more: another may come in between.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "counter",
    title: "A counter for threads and for clients",
    summary: "Two threads of one machine add to a counter in its memory; beside them, clients add to a counter of a server.",
    source: "Coulouris, Dollimore, Kindberg: Distributed Systems, section 1.1, 2005; Li, Hudak: Memory Coherence in Shared Virtual Memory Systems, 1989",
    default_nodes: 4,
    kinds: Kind::ALL,
    acts: Act::ALL,
    roles: Role::ALL,
    fields: &[
        field("counter", FieldType::Number),
        field("read", FieldType::List),
        field("done", FieldType::Number),
        field("to do", FieldType::Number),
        field("page", FieldType::Number),
        field("page is at", FieldType::Node),
        field("waiting", FieldType::List),
    ],
    commands: Command::ALL,
    parameters: &[
        Parameter::one_of(
            "memory",
            "messages",
            &["messages", "shared"],
            "Whether programs of clients ask the server, or read and write a memory that is shared by messages that they do not see.",
        ),
        Parameter::range("step", (MS, 10_000), (0, LONGEST), "How long a thread takes for a step."),
    ],
    assumes: &[assumed(Assumption::NoTraitors), assumed(Assumption::NoLoss), assumed(Assumption::NoCopies)],
    properties: Property::ALL,
    variants: Bug::ALL,
    ..Info::EMPTY
};

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    is_shared: bool,
    is_torn: bool,
    step: (Micros, Micros),
}

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self {
            Node::Machine { .. } => Role::Machine,
            Node::Server(_) => Role::Server,
            Node::Client(_) => Role::Client,
        };
        Some(role.index())
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Node::Machine { counter, threads } => fields![
                "counter": *counter,
                "read": threads.iter().filter_map(|thread| thread.read).collect::<Value>(),
                "done": threads.iter().map(|thread| thread.done).sum::<u32>(),
                "to do": threads.iter().map(|thread| thread.todo).sum::<u32>(),
            ],
            Node::Server(home) => fields![
                "counter": home.counter,
                "page is at": home.lent.map(|(node, _)| Value::node(node, names)),
                "waiting": Value::nodes(home.waiting.iter(), names),
            ],
            Node::Client(client) => fields![
                "read": client.thread.read.into_iter().collect::<Value>(),
                "done": client.thread.done,
                "to do": client.thread.todo,
                "page": client.page,
            ],
        }
    }
}

impl Process for Node {
    type Message = Message;
    type Timer = Act;
    type Command = Command;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        Config {
            is_shared: chosen(&INFO, plan, "memory") == "shared",
            is_torn: bug(plan) == Some(Bug::ReadThenWrite),
            step: range(&INFO, plan, "step"),
        }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        match me {
            MACHINE => Node::Machine { counter: 0, threads: Default::default() },
            SERVER => Node::Server(Home::default()),
            _ => Node::Client(Client::default()),
        }
    }

    fn on_command(&mut self, Command::Increment: Command, fx: Fx) {
        match self {
            Node::Machine { threads, .. } => {
                threads.iter_mut().for_each(|thread| thread.todo += 1);
                go_on(threads, fx);
            }
            Node::Server(_) => fx.note(format_args!("keeps the counter, and does not add to it")),
            Node::Client(client) => {
                client.thread.todo += 1;
                client.go_on(fx);
            }
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match self {
            Node::Machine { .. } => {}
            Node::Server(home) => home.on_message(from, message, fx),
            Node::Client(client) => client.on_message(message, fx),
        }
    }

    fn on_timer(&mut self, act: Act, fx: Fx) {
        match self {
            Node::Machine { counter, threads } => {
                threads[usize::from(act.index())].step(counter, fx);
                go_on(threads, fx);
            }
            Node::Server(_) => {}
            Node::Client(client) => {
                if let Some(page) = &mut client.page {
                    client.thread.step(page, fx);
                    client.is_used = true;
                }
                client.go_on(fx);
            }
        }
    }

    /// The server's counter, and the numbers of clients. Memory is gone, with the threads.
    fn durable(&self, _: &Config) -> Node {
        match self {
            Node::Machine { .. } => Node::Machine { counter: 0, threads: Default::default() },
            Node::Server(home) => Node::Server(home.clone()),
            Node::Client(client) => Node::Client(Client { serial: client.serial, ..Client::default() }),
        }
    }
}

/// Threads that have something to do do it.
fn go_on(threads: &[Thread; 2], fx: Fx) {
    let step = fx.config().step;
    fx.arm_while(threads[0].todo > 0, Act::First, step);
    fx.arm_while(threads[1].todo > 0, Act::Second, step);
}

impl Thread {
    /// Adds one to the counter; torn in two, reads it or writes it.
    fn step(&mut self, counter: &mut u64, fx: Fx) {
        match self.read.take() {
            None if fx.config().is_torn => {
                self.read = Some(*counter);
                fx.note(format_args!("reads {counter}"));
                return;
            }
            None => {
                *counter += 1;
                fx.note(format_args!("adds one: {counter}"));
            }
            Some(read) => {
                *counter = read + 1;
                fx.note(format_args!("writes {counter}"));
            }
        }
        self.end();
    }

    fn end(&mut self) {
        self.todo = self.todo.saturating_sub(1);
        self.done += 1;
    }
}

impl Home {
    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match message {
            Message::Add(serial) => {
                self.counter += 1;
                fx.send(from, Message::Added(serial, self.counter));
            }
            Message::Read(serial) => fx.send(from, Message::Value(serial, self.counter)),
            Message::Write(serial, value) => {
                self.counter = value;
                fx.send(from, Message::Written(serial));
            }
            Message::Fetch => {
                self.waiting.push(from);
                self.lend(fx);
            }
            Message::Page(counter) => {
                (self.counter, self.lent) = (counter, None);
                self.lend(fx);
            }
            _ => {}
        }
    }

    /// Sends the page to whoever waits for it, and calls it back for the next.
    fn lend(&mut self, fx: Fx) {
        if self.lent.is_none() && !self.waiting.is_empty() {
            let next = self.waiting.remove(0);
            self.lent = Some((next, false));
            fx.send(next, Message::Page(self.counter));
        }
        if let Some((holder, is_recalled)) = &mut self.lent
            && !self.waiting.is_empty()
            && !std::mem::replace(is_recalled, true)
        {
            fx.send(*holder, Message::Recall);
        }
    }
}

impl Client {
    fn on_message(&mut self, message: Message, fx: Fx) {
        match message {
            Message::Added(serial, _) | Message::Written(serial) if self.is_answer(serial) => {
                self.thread.end();
            }
            Message::Value(serial, value) if self.is_answer(serial) => {
                fx.note(format_args!("reads {value}, writes {}", value + 1));
                self.ask(|serial| Message::Write(serial, value + 1), fx);
            }
            Message::Page(counter) => {
                (self.page, self.is_used, self.waits) = (Some(counter), false, false);
            }
            Message::Recall => self.is_recalled = true,
            _ => fx.note(format_args!("has forgotten the question that this answers")),
        }
        self.go_on(fx);
    }

    /// Whether this answers the question that the client waits with.
    fn is_answer(&mut self, serial: u32) -> bool {
        serial == self.serial && std::mem::replace(&mut self.waits, false)
    }

    fn ask(&mut self, question: impl Fn(u32) -> Message, fx: Fx) {
        self.serial += 1;
        self.waits = true;
        fx.send(SERVER, question(self.serial));
    }

    /// Does what is to be done next.
    fn go_on(&mut self, fx: Fx) {
        let (wants, config) = (self.thread.todo > 0, fx.config());
        if config.is_shared {
            // Whoever has waited for the page uses it before it goes on.
            if self.is_recalled
                && (self.is_used || !wants)
                && let Some(page) = self.page.take()
            {
                (self.is_recalled, self.is_used) = (false, false);
                fx.send(SERVER, Message::Page(page));
            }
            if wants && self.page.is_none() && !self.waits {
                self.waits = true;
                fx.send(SERVER, Message::Fetch);
            }
            fx.arm_while(wants && self.page.is_some(), Act::First, config.step);
        } else if wants && !self.waits {
            self.ask(if config.is_torn { Message::Read } else { Message::Add }, fx);
        }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Add(_) => Kind::Add,
            Message::Added(..) => Kind::Added,
            Message::Read(_) => Kind::Read,
            Message::Value(..) => Kind::Value,
            Message::Write(..) => Kind::Write,
            Message::Written(_) => Kind::Written,
            Message::Fetch => Kind::Fetch,
            Message::Page(_) => Kind::Page,
            Message::Recall => Kind::Recall,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match self {
            Message::Added(_, counter)
            | Message::Value(_, counter)
            | Message::Write(_, counter)
            | Message::Page(counter) => {
                fields!["counter": *counter]
            }
            _ => Fields::new(),
        }
    }
}
