//! Lanes of protocols whose servers serve clients: a lane is the one or the other.
//!
//! A protocol says in [`Serve`] what its servers do, and in two functions how a client's
//! question and the answers to it are written; the client is the same everywhere.

use super::client::{Asks, Client};
use super::kv::Op;
use crate::authoring::*;
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;

/// A server that serves clients.
pub trait Serve: Clone + Eq + Hash + Debug + Send + Sync + Sized + 'static {
    /// What lanes send each other.
    type Message: Content;
    /// What a lane can wait for.
    type Timer: Words<Keyword>;
    /// What can be asked of a lane.
    type Command: FromWords;
    /// What the scenario fixes for all lanes.
    type Config: Debug + Send + Sync;
    /// The protocol's properties.
    type Observers: Observe<Lane<Self>> + Send + Sync;

    /// What the protocol tells about itself.
    const INFO: &'static Info;

    /// The timer of a client that has waited for too long.
    const CLIENT_RETRY: Self::Timer;

    /// The role of a client: an index in [`Info::roles`].
    const CLIENT_ROLE: u8;

    /// Reads the parameters and the variant.
    fn configure(plan: &Plan) -> Self::Config;

    /// How many of the lanes, from the left, are servers.
    fn servers(config: &Self::Config) -> u8;

    /// How long a client waits for an answer.
    fn client_retry(config: &Self::Config) -> Micros;

    /// A client asks: the serial number of its command, and the command.
    fn request(serial: u32, op: Op) -> Self::Message;

    /// What a message tells a client, if it is for clients.
    fn answer(message: &Self::Message) -> Option<Answer>;

    /// What a client is to ask, where a command is for clients.
    fn op(command: Self::Command) -> Option<Op>;

    /// See [`Described::alike`].
    fn alike(_: &Plan) -> Vec<Range<u8>> {
        Vec::new()
    }

    /// A server before it starts.
    fn new(config: &Self::Config) -> Self;

    /// See [`Described::begin_in`].
    fn begin_in(&mut self, _: &[&str]) -> Result<(), ArgumentError> {
        Err(ArgumentError {
            word: 0,
            what: format!("nodes of {} always begin in the same state", Self::INFO.name),
            hint: "leave the line out".to_owned(),
        })
    }

    /// See [`Process::on_start`].
    fn on_start(&mut self, fx: &mut Effects<Lane<Self>>);

    /// See [`Process::on_message`].
    fn on_message(&mut self, from: NodeId, message: Self::Message, fx: &mut Effects<Lane<Self>>);

    /// See [`Process::on_timer`].
    fn on_timer(&mut self, timer: Self::Timer, fx: &mut Effects<Lane<Self>>);

    /// See [`Process::on_command`].
    fn on_command(&mut self, command: Self::Command, fx: &mut Effects<Lane<Self>>);

    /// See [`Process::on_restart`].
    fn on_restart(&mut self, fx: &mut Effects<Lane<Self>>);

    /// See [`Process::durable`].
    fn durable(&self, config: &Self::Config) -> Self;

    /// See [`Process::forgeries`].
    fn forgeries(_: &Forger<'_, Lane<Self>>) -> Vec<Self::Message> {
        Vec::new()
    }

    /// See [`Process::refusal`].
    fn refusal(_: &Forger<'_, Lane<Self>>, _: &Self::Message) -> Option<String> {
        Some(format!("Traitors of {} forge nothing.", Self::INFO.name))
    }

    /// See [`Process::unsayable`].
    fn unsayable(_: &Forger<'_, Lane<Self>>) -> Vec<Self::Message> {
        Vec::new()
    }

    /// See [`Process::read_forgery`].
    fn read_forgery(_: &ForgedWords<'_, Lane<Self>>) -> Result<Self::Message, ArgumentError> {
        Err(ArgumentError {
            word: 0,
            what: format!("traitors of {} forge nothing", Self::INFO.name),
            hint: "leave the line out".to_owned(),
        })
    }

    /// See [`Process::forgery_words`].
    fn forgery_words(_: &Self::Message) -> Vec<String> {
        Vec::new()
    }

    /// An index in [`Info::roles`].
    fn role(&self) -> u8;

    /// The server's term or ballot.
    fn epoch(&self) -> u64;

    /// The state, as the paper names it.
    fn fields(&self, names: &[String]) -> Fields;
}

/// What a client is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// The command with this serial number has taken effect.
    Reply(u32),
    /// Another server leads, if anybody knows.
    Redirect(u32, Option<NodeId>),
}

/// One lane: a server or a client.
#[allow(clippy::large_enum_variant, reason = "nearly all lanes are servers")]
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Lane<S> {
    /// A server, which keeps the log.
    Server(S),
    /// A client, which asks servers.
    Client(Client),
}

impl<S: Serve> Described for Lane<S> {
    const INFO: &'static Info = S::INFO;

    fn alike(plan: &Plan) -> Vec<Range<u8>> {
        S::alike(plan)
    }

    fn begin_in(&mut self, _: &Plan, _: NodeId, words: &[&str]) -> Result<(), ArgumentError> {
        match self {
            Lane::Server(server) => server.begin_in(words),
            Lane::Client(_) => Err(ArgumentError {
                word: 0,
                what: "a client has no starting state".to_owned(),
                hint: "only servers can be given a term and a log".to_owned(),
            }),
        }
    }

    fn role(&self) -> Option<u8> {
        match self {
            Lane::Server(server) => Some(server.role()),
            Lane::Client(_) => Some(S::CLIENT_ROLE),
        }
    }

    fn epoch(&self) -> Option<u64> {
        match self {
            Lane::Server(server) => Some(server.epoch()),
            Lane::Client(_) => None,
        }
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Lane::Server(server) => server.fields(names),
            Lane::Client(client) => client.fields(names),
        }
    }
}

impl<S: Serve> Asks for Lane<S> {
    const RETRY: S::Timer = S::CLIENT_RETRY;

    fn servers(config: &S::Config) -> u8 {
        S::servers(config)
    }

    fn retry_after(config: &S::Config) -> Micros {
        S::client_retry(config)
    }

    fn question(serial: u32, op: Op) -> S::Message {
        S::request(serial, op)
    }
}

impl<S: Serve> Process for Lane<S> {
    type Message = S::Message;
    type Timer = S::Timer;
    type Command = S::Command;
    type Config = S::Config;
    type Observers = S::Observers;

    fn configure(plan: &Plan) -> S::Config {
        S::configure(plan)
    }

    fn new(me: NodeId, config: &S::Config) -> Lane<S> {
        if me.0 < S::servers(config) { Lane::Server(S::new(config)) } else { Lane::Client(Client::new()) }
    }

    fn on_start(&mut self, fx: &mut Effects<Self>) {
        if let Lane::Server(server) = self {
            server.on_start(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, message: S::Message, fx: &mut Effects<Self>) {
        match self {
            Lane::Server(server) => server.on_message(from, message, fx),
            Lane::Client(client) => match S::answer(&message) {
                Some(Answer::Reply(serial)) => client.on_reply(serial, fx),
                Some(Answer::Redirect(serial, leader)) => client.on_redirect(serial, leader, fx),
                None => fx.note(format_args!("takes no notice of a message for servers")),
            },
        }
    }

    fn on_timer(&mut self, timer: S::Timer, fx: &mut Effects<Self>) {
        match self {
            Lane::Server(server) => server.on_timer(timer, fx),
            Lane::Client(client) => client.on_retry(fx),
        }
    }

    fn on_command(&mut self, command: S::Command, fx: &mut Effects<Self>) {
        match self {
            Lane::Server(server) => server.on_command(command, fx),
            Lane::Client(client) => match S::op(command) {
                Some(op) => client.on_command(op, fx),
                None => fx.note(format_args!("only servers are asked for this")),
            },
        }
    }

    fn on_restart(&mut self, fx: &mut Effects<Self>) {
        match self {
            Lane::Server(server) => server.on_restart(fx),
            Lane::Client(client) => client.ask(fx),
        }
    }

    fn forgeries(forger: &Forger<'_, Self>) -> Vec<S::Message> {
        S::forgeries(forger)
    }

    fn refusal(forger: &Forger<'_, Self>, message: &S::Message) -> Option<String> {
        S::refusal(forger, message)
    }

    fn unsayable(forger: &Forger<'_, Self>) -> Vec<S::Message> {
        S::unsayable(forger)
    }

    fn read_forgery(asked: &ForgedWords<'_, Self>) -> Result<S::Message, ArgumentError> {
        S::read_forgery(asked)
    }

    fn forgery_words(message: &S::Message, _: &[String]) -> Vec<String> {
        S::forgery_words(message)
    }

    fn durable(&self, config: &S::Config) -> Lane<S> {
        match self {
            Lane::Server(server) => Lane::Server(server.durable(config)),
            Lane::Client(client) => Lane::Client(client.clone()),
        }
    }
}
