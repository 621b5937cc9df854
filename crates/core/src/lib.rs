//! Runs of distributed protocols as pure functions of a scenario text.
//!
//! A protocol is a type of node with handlers, and words: kinds of message, commands,
//! properties. All else follows from them: the seeded schedule, runs by hand, searches, the
//! language's checks, pictures, the page. Here is a whole one, and a run of it.
//!
//! ```
//! use sequitur_core::authoring::*;
//! use sequitur_core::scenario::Scenario;
//! use sequitur_core::sim::Erased;
//!
//! words! {
//!     /// A node: what it knows of the others.
//!     pub enum Node: Role {
//!         Alone = role("alone", 0),
//!         InCompany = role("in-company", 1),
//!     }
//!
//!     pub enum Message: Kind {
//!         Ping = request("Ping", "Is anybody there?"),
//!         Pong = yes("Pong", "I am."),
//!     }
//!
//!     pub enum Command: Keyword {
//!         Ping = keyword("ping", "The node asks all others."),
//!     }
//!
//!     pub enum Property: Property {
//!         Answered = liveness("answered", "In the end, some node knows of another."),
//!     }
//! }
//!
//! static INFO: Info = Info {
//!     name: "ping",
//!     title: "Ping",
//!     summary: "A node asks whether anybody is there, and everybody answers.",
//!     kinds: Message::ALL,
//!     roles: Node::ALL,
//!     commands: Command::ALL,
//!     properties: Property::ALL,
//!     ..Info::EMPTY
//! };
//!
//! impl Process for Node {
//!     type Message = Message;
//!     type Timer = Never;
//!     type Command = Command;
//!     type Config = ();
//!     type Observers = Observers;
//!
//!     fn configure(_: &Plan) {}
//!
//!     fn new(_: NodeId, _: &()) -> Node {
//!         Node::Alone
//!     }
//!
//!     fn on_command(&mut self, Command::Ping: Command, fx: &mut Effects<Node>) {
//!         fx.broadcast(&Message::Ping);
//!     }
//!
//!     fn on_message(&mut self, from: NodeId, message: Message, fx: &mut Effects<Node>) {
//!         match message {
//!             Message::Ping => fx.send(from, Message::Pong),
//!             Message::Pong => *self = Node::InCompany,
//!         }
//!     }
//! }
//!
//! impl Described for Node {
//!     const INFO: &'static Info = &INFO;
//!
//!     fn role(&self) -> Option<u8> {
//!         Some(self.index())
//!     }
//!
//!     fn state(&self, _: &[String]) -> Fields {
//!         Fields::new()
//!     }
//! }
//!
//! /// Whether a node has been seen to know of another.
//! #[derive(Clone, PartialEq, Eq, Hash, Debug)]
//! pub struct Observers(bool);
//!
//! impl Observe<Node> for Observers {
//!     type Property = Property;
//!
//!     fn new(_: &Observed<Node>) -> Observers {
//!         Observers(false)
//!     }
//!
//!     fn observe(&mut self, _: &Step<Node>, view: &Observed<Node>, verdicts: &mut Verdicts<Property>) {
//!         if !self.0 && view.nodes.iter().any(|node| node.state == Node::InCompany) {
//!             self.0 = true;
//!             verdicts.turn(Property::Answered);
//!         }
//!     }
//!
//!     fn verdict(&self, Property::Answered: Property, _: &[String]) -> (Outcome, String) {
//!         if self.0 { holds("There was an answer.") } else { pending("No answer yet.") }
//!     }
//! }
//!
//! static PING: Erased<Node> = Erased::new();
//! let text = "protocol ping\nnodes 2\nat 1ms P1 ping\nuntil 1s\n";
//! let scenario = Scenario::parse_with(&[&PING], text).expect("the text is right");
//! let run = scenario.run();
//! assert_eq!(run.trace.messages.len(), 2);
//! assert_eq!(run.verdict("answered").map(|verdict| verdict.outcome), Some(Outcome::Holds));
//! ```
//!
//! `CONTRIBUTING.md` tells how one comes into the catalogue.
//!
//! Modules import only those above them: [`renaming`] and [`ordered`], [`trace`], [`clocks`],
//! [`sim`], [`authoring`], [`protocols`], [`scenario`].

pub mod authoring;
pub mod clocks;
pub mod ordered;
pub mod protocols;
pub mod renaming;
pub mod scenario;
pub mod sim;
pub mod trace;
