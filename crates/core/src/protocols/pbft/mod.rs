//! PBFT: a replicated service that stays right while fewer than a third of its replicas lie.
//!
//! Castro, Liskov, "Practical Byzantine Fault Tolerance", OSDI 1999. The numbers at the
//! handlers are sections of that paper. The primary of a view gives requests their numbers.
//! Backups tell each other what they were told (prepare), so that it cannot tell two of them
//! different things; then all tell each other that they know that (commit), so that what was
//! executed is known to every later view.
//!
//! Five things are settled here:
//!
//! 1. A certificate has as many votes as make any two of them share an honest replica: the
//!    least whole number above (n + f) / 2, which is 2f + 1 where n = 3f + 1.
//! 2. A digest is the request itself, and the service is a list: the result of a request is its
//!    place among all that were executed.
//! 3. A client that is not drawn asks the replica that its command is given to; a backup passes
//!    that on. Nobody replies to it.
//! 4. Signatures are not computed. A replica says nothing in the name of another, and a traitor
//!    shows signatures of honest replicas only with what they have signed ([`forging`]).
//! 5. A replica that leaves its view waits for the next at once; the paper lets it wait for 2f + 1
//!    view changes first.
//!
//! [`replica`] has the normal case, [`view_change`] what replaces a primary, [`client`] the
//! client, [`properties`] what must always or in the end be true.

mod client;
mod forging;
mod info;
mod message;
mod properties;
mod replica;
mod view_change;

use crate::authoring::*;
use client::Client;
pub use info::INFO;
use info::{Bug, Command, Role, Timer};
use message::{Message, Request, View};
use properties::Observers;
use replica::Replica;
use std::sync::Arc;

/// One lane: a replica or a client.
#[allow(clippy::large_enum_variant, reason = "nearly all lanes are replicas")]
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Lane {
    /// A replica of the service.
    Replica(Replica),
    /// A client, which asks for something.
    Client(Client),
}

/// What the scenario fixes for all lanes.
#[derive(Clone, Debug)]
pub struct Config {
    names: Vec<String>,
    /// How many of the lanes, from the left, are replicas.
    replicas: u8,
    /// How many of them may lie: f.
    faulty: usize,
    /// How many votes a certificate has.
    quorum: usize,
    view_timeout: Micros,
    suspects_always: bool,
    client_retry: Micros,
    checkpoint: u32,
    traitors: Map<NodeId, Strategy>,
    bug: Option<Bug>,
}

impl Config {
    /// "The primary of a view is replica p such that p = v mod |R|" (4).
    fn primary(&self, view: View) -> NodeId {
        NodeId((view % View::from(self.replicas)) as u8)
    }

    /// How many prepares of backups stand beside the pre-prepare in a prepared certificate.
    fn prepares(&self) -> usize {
        let fewer = usize::from(self.bug == Some(Bug::SmallCertificates));
        (self.quorum - 1).saturating_sub(fewer)
    }

    /// How many commits make a request committed.
    fn commits(&self) -> usize {
        let is_smaller = matches!(self.bug, Some(Bug::SmallCertificates | Bug::SmallCommits));
        self.quorum - usize::from(is_smaller)
    }

    fn is_replica(&self, node: NodeId) -> bool {
        node.0 < self.replicas
    }
}

/// What is to be done.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Asks(Arc<str>);

impl FromWords for Asks {
    fn read(asked: &Asked) -> Result<Asks, ArgumentError> {
        debug_assert_eq!(Command::at(asked.form), Command::Do);
        Ok(Asks(asked.text(0)))
    }
}

type Fx<'a, 'b> = &'a mut Effects<'b, Lane>;

impl Described for Lane {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = match self {
            Lane::Client(_) => Role::Client,
            Lane::Replica(replica) => replica.role(),
        };
        Some(role.index())
    }

    fn epoch(&self) -> Option<u64> {
        match self {
            Lane::Client(_) => None,
            Lane::Replica(replica) => Some(replica.view.into()),
        }
    }

    fn state(&self, names: &[String]) -> Fields {
        match self {
            Lane::Client(client) => client.fields(names),
            Lane::Replica(replica) => replica.fields(names),
        }
    }
}

impl Process for Lane {
    type Message = Message;
    type Timer = Timer;
    type Command = Asks;
    type Config = Config;
    type Observers = Observers;

    fn configure(plan: &Plan) -> Config {
        let replicas = plan.nodes.len() as u8 - plan.clients;
        let bug = bug(plan);
        let count = usize::from(replicas);
        let (faulty, quorum) = match bug {
            Some(Bug::ThirdMayLie) => (count / 3, count - count / 3),
            _ => ((count - 1) / 3, (count + (count - 1) / 3) / 2 + 1),
        };
        Config {
            names: plan.nodes.clone(),
            replicas,
            faulty,
            quorum,
            view_timeout: duration(&INFO, plan, "view-timeout"),
            suspects_always: chosen(&INFO, plan, "suspects") == "always",
            client_retry: duration(&INFO, plan, "client-retry"),
            checkpoint: number(&INFO, plan, "checkpoint") as u32,
            traitors: plan.traitors.clone(),
            bug,
        }
    }

    fn new(me: NodeId, config: &Config) -> Lane {
        if config.is_replica(me) {
            Lane::Replica(Replica::new(me, config.replicas))
        } else {
            Lane::Client(Client::default())
        }
    }

    fn on_start(&mut self, fx: Fx) {
        if let Lane::Replica(replica) = self {
            replica.wait(fx);
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        match (self, message) {
            (Lane::Client(client), Message::Reply { view, timestamp, result }) => {
                client.on_reply(from, view, timestamp, result, fx);
            }
            (Lane::Replica(replica), message) => replica.on_message(from, message, fx),
            (Lane::Client(_), _) => fx.note(format_args!("takes no notice of a message for replicas")),
        }
    }

    fn on_timer(&mut self, _: Timer, fx: Fx) {
        match self {
            Lane::Client(client) => client.on_retry(fx),
            Lane::Replica(replica) => replica.on_timeout(fx),
        }
    }

    fn on_command(&mut self, Asks(op): Asks, fx: Fx) {
        match self {
            Lane::Client(client) => client.on_command(op, fx),
            Lane::Replica(replica) => {
                let request = Request { client: fx.me(), timestamp: fx.command_number(), op };
                replica.on_request(fx.me(), request, fx);
            }
        }
    }

    fn on_restart(&mut self, fx: Fx) {
        match self {
            Lane::Client(client) => client.on_restart(fx),
            Lane::Replica(replica) => replica.on_restart(fx),
        }
    }

    fn overhear(&mut self, from: NodeId, message: &Message) {
        if let Lane::Replica(replica) = self {
            replica.overhear(from, message);
        }
    }

    fn forgeries(forger: &Forger<Lane>) -> Vec<Message> {
        forging::forgeries(forger)
    }

    fn refusal(forger: &Forger<Lane>, message: &Message) -> Option<String> {
        forging::refusal(forger, message)
    }

    fn unsayable(forger: &Forger<Lane>) -> Vec<Message> {
        forging::unsayable(forger)
    }

    fn read_forgery(asked: &ForgedWords<Lane>) -> Result<Message, ArgumentError> {
        forging::read(asked)
    }

    fn forgery_words(message: &Message, names: &[String]) -> Vec<String> {
        forging::words(message, names)
    }
}
