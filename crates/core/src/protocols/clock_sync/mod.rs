//! Setting clocks by asking others for the time.
//!
//! - Cristian, "Probabilistic Clock Synchronization", Distributed Computing 3, 1989: the
//!   answer is as old as half of the round trip.
//! - Mills et al., RFC 5905 (NTP version 4), 2010: the exchange of four timestamps is
//!   section 8, and which answers are thrown away; that the sample with the least delay
//!   counts is section 10, the clock filter.
//! - Gusella, Zatti, "The Accuracy of the Clock Synchronization Achieved by TEMPO in
//!   Berkeley UNIX 4.3BSD", 1989: a coordinator asks all and tells each by how much to
//!   correct, towards an average of the clocks that are near each other.
//!
//! The first node is the server or the coordinator. No delay can be told apart from its
//! way back: half of the difference between the two is the error that remains. It is at
//! most half of the delay, less what is surely needed; from then on it grows by what clocks
//! are claimed to drift (Cristian 1989, section 3; RFC 5905, section 4).
//!
//! A question is answered once, and corrects once: what answers an earlier question, or one
//! that has been answered, is thrown away (RFC 5905, section 8, "duplicate" and "bogus"). So
//! numbers of rounds are on disk: they never come twice.

mod properties;
mod sample;

use crate::authoring::*;
use crate::sim::clock::{Bound, Correction, DRIFT_MAX, SLEW_MAX, Wall, text};
use properties::Observers;
pub use sample::Sample;

/// The node that knows the time, or asks all others for it.
const SERVER: NodeId = NodeId(0);

/// A node.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Node {
    is_server: bool,
    /// Counts the rounds of asking. On disk.
    round: u32,
    /// Whether it waits for answers of this round.
    is_open: bool,
    /// The last round of the coordinator that it answered. On disk.
    answered: u32,
    /// The last round of the coordinator that corrected its clock. On disk.
    adjusted: u32,
    /// What the wall clock showed when this round's question was asked.
    t1: Wall,
    /// When that was, by the monotonic clock.
    asked: Micros,
    /// The samples of the present choice, of which the one with the least delay counts.
    best: Option<Sample>,
    taken: u64,
    /// The last sample of all.
    last: Option<Sample>,
    /// By whom the coordinator was answered in this round, with their offsets.
    offsets: Vec<(NodeId, Wall)>,
}

/// What nodes send each other. Times are readings of their senders' clocks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Message {
    /// What time is it?
    Request {
        /// Which question of the asker.
        round: u32,
        /// When it was sent.
        t1: Wall,
    },
    /// The request came at this time, and this answer left at that.
    Reply {
        /// As in the request.
        round: u32,
        /// As in the request.
        t1: Wall,
        /// When the request came.
        t2: Wall,
        /// When this was sent.
        t3: Wall,
    },
    /// Correct your clock by so much.
    Adjust {
        /// The round whose answer tells how wrong the clock is.
        round: u32,
        /// By how much.
        amount: Wall,
    },
}

/// How nodes find out how wrong they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Method {
    Ntp,
    Cristian,
    Berkeley,
}

/// What the scenario fixes for all nodes.
#[derive(Debug)]
pub struct Config {
    method: Method,
    interval: Micros,
    samples: u64,
    slew: Option<Micros>,
    least_delay: Micros,
    /// How fast clocks drift at most, as is claimed.
    drift_ppm: u64,
    spread: Micros,
    precision: Micros,
    halves: bool,
}

words! {
    /// What can be asked of a node.
    pub enum Command: Keyword {
        Poll = keyword("poll", "Ask for the time now."),
    }

    /// The kinds of message.
    pub enum Kind: Kind {
        Request = request("Request", "What time is it?"),
        Reply = yes("Reply", "Your request came at this time, and this answer left at that."),
        Adjust = data("Adjust", "Correct your clock by so much."),
    }

    /// What a node waits for.
    pub enum Timer: Keyword {
        Poll = keyword("poll", "It is time to ask again."),
        Collect = keyword("collect", "The coordinator has waited for answers for half of the interval."),
    }

    /// The roles that a node can have.
    enum Role: Role {
        Client = role("client", 0),
        Server = role("server", 2),
    }

    /// What must always or in the end be true.
    pub enum Property: Property {
        ErrorWithinHalfDelay = safety(
            "error-within-half-delay",
            "The true offset is no further from the estimated one than half of the delay, less what is surely needed.",
        ),
        NeverTurnedBack = safety("never-turned-back", "No clock is corrected by turning it back.")
            .only_with("correct", &["slew"]),
        Synchronised =
            liveness("synchronised", "In the end, all clocks are within the precision of each other."),
    }

    /// What a broken variant gets wrong.
    enum Bug: Variant {
        IgnoresDelay = variant(
            "ignores-delay",
            "error-within-half-delay",
            "A node takes the server's time as if the answer had taken no time.",
        ),
    }
}

/// What the protocol tells about itself.
pub static INFO: Info = Info {
    name: "clock-sync",
    title: "Clock synchronisation",
    summary: "Nodes ask for the time and correct their clocks: by NTP's four timestamps, by Cristian's rule, or told by a Berkeley coordinator.",
    source: "Mills et al.: RFC 5905, 2010; Cristian: Probabilistic Clock Synchronization, 1989; Gusella, Zatti: The Accuracy of the Clock Synchronization Achieved by TEMPO in Berkeley UNIX 4.3BSD, 1989",
    kinds: Kind::ALL,
    timers: Timer::ALL,
    roles: Role::ALL,
    fields: &[
        field("round", FieldType::Number),
        field("offset", FieldType::Time),
        field("delay", FieldType::Time),
        field("samples", FieldType::Number),
        field("least delay", FieldType::Time),
    ],
    commands: Command::ALL,
    parameters: &[
        Parameter::one_of(
            "method",
            "ntp",
            &["ntp", "cristian", "berkeley"],
            "How clocks are set: by the server's, or by an average of all.",
        ),
        Parameter::duration(
            "interval",
            500_000,
            (MS, LONGEST),
            "How long a node waits before it asks again, on its own clock.",
        ),
        Parameter::count(
            "samples",
            4,
            (1, 1_000),
            "Of how many samples NTP takes the one with the least delay.",
        ),
        Parameter::one_of(
            "correct",
            "step",
            &["step", "slew"],
            "Whether a clock is set at once or goes slower or faster for a while.",
        ),
        Parameter::duration(
            "slew-time",
            400_000,
            (0, SLEW_MAX),
            "How long a slew takes; longer where it would be too steep.",
        ),
        Parameter::duration(
            "least-delay",
            0,
            (0, LONGEST),
            "How long a message surely takes, which narrows the error.",
        ),
        Parameter::duration(
            "spread",
            1_000_000,
            (0, LONGEST),
            "How far apart clocks may be that the coordinator averages; it leaves others out.",
        ),
        Parameter::duration(
            "precision",
            10_000,
            (0, LONGEST),
            "How near each other all clocks are to be in the end.",
        ),
        Parameter::count(
            "max-drift",
            15,
            (0, DRIFT_MAX),
            "By how many millionths clocks are claimed to drift at most, up to 500000: how fast the bound of an error grows.",
        ),
    ],
    properties: Property::ALL,
    variants: Bug::ALL,
    assumes: &[
        assumed(Assumption::NoTraitors),
        assumed(Assumption::ClocksNotSet),
        assumed(Assumption::DriftAtMost("max-drift")),
    ],
    ..Info::EMPTY
};

type Fx<'a, 'b> = &'a mut Effects<'b, Node>;

impl Described for Node {
    const INFO: &'static Info = &INFO;

    fn role(&self) -> Option<u8> {
        let role = if self.is_server { Role::Server } else { Role::Client };
        Some(role.index())
    }

    fn state(&self, _: &[String]) -> Fields {
        fields![
            "round": self.round,
            "offset": self.last.map(|sample| text(sample.offset())),
            "delay": self.last.map(|sample| text(sample.delay)),
            "samples": self.taken,
            "least delay": self.best.map(|sample| text(sample.delay)),
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
        let length = |name| duration(&INFO, plan, name);
        let method = match chosen(&INFO, plan, "method") {
            "ntp" => Method::Ntp,
            "cristian" => Method::Cristian,
            _ => Method::Berkeley,
        };
        Config {
            method,
            interval: length("interval").max(1_000),
            samples: if method == Method::Ntp { number(&INFO, plan, "samples").max(1) } else { 1 },
            slew: (chosen(&INFO, plan, "correct") == "slew").then(|| length("slew-time")),
            least_delay: length("least-delay"),
            drift_ppm: number(&INFO, plan, "max-drift").min(DRIFT_MAX),
            spread: length("spread"),
            precision: length("precision"),
            halves: bug(plan) != Some(Bug::IgnoresDelay),
        }
    }

    fn new(me: NodeId, _: &Config) -> Node {
        Node { is_server: me == SERVER, ..Node::default() }
    }

    fn on_start(&mut self, fx: Fx) {
        if self.asks(fx) {
            fx.set_timer(Timer::Poll, (1_000, 10_000));
        }
    }

    fn on_command(&mut self, Command::Poll: Command, fx: Fx) {
        if self.asks(fx) {
            self.poll(fx);
        } else {
            fx.note(format_args!("does not ask for the time"));
        }
    }

    fn on_timer(&mut self, timer: Timer, fx: Fx) {
        match timer {
            Timer::Poll => self.poll(fx),
            Timer::Collect => self.average(fx),
        }
    }

    fn on_message(&mut self, from: NodeId, message: Message, fx: Fx) {
        let now = fx.wall_clock();
        match message {
            Message::Request { round, t1 } => {
                self.answered = self.answered.max(round);
                fx.send(from, Message::Reply { round, t1, t2: now, t3: now });
            }
            Message::Reply { round, t1, .. } if (round, t1) != (self.round, self.t1) => {
                fx.note(format_args!("the answer to an earlier question: too old to tell the time"));
            }
            Message::Reply { .. } if !self.is_open || self.offsets.iter().any(|(by, _)| *by == from) => {
                fx.note(format_args!("the answer to a question that is done with: thrown away"));
            }
            Message::Reply { t1, t2, t3, .. } => {
                let mut sample = Sample { asked: self.asked, ..Sample::of([t1, t2, t3, now]) };
                if !fx.config().halves {
                    sample.twice_offset = 2 * (t3 - now);
                }
                self.last = Some(sample);
                let (offset, delay) = (text(sample.offset()), text(sample.delay));
                fx.note(format_args!("offset {offset}, delay {delay}"));
                match fx.config().method {
                    Method::Berkeley => self.offsets.push((from, sample.offset())),
                    _ => self.take(sample, fx),
                }
            }
            // What it tells was measured before the last correction, or at another question.
            Message::Adjust { round, .. } if round != self.answered || round <= self.adjusted => {
                fx.note(format_args!("a correction that is made already, or too old: thrown away"));
            }
            Message::Adjust { round, amount } => {
                self.adjusted = round;
                correct(amount, None, fx);
            }
        }
    }

    fn on_restart(&mut self, fx: Fx) {
        self.on_start(fx);
    }

    /// Which rounds there were; and the clock of the node runs on.
    fn durable(&self, _: &Config) -> Node {
        let Node { is_server, round, answered, adjusted, .. } = *self;
        Node { is_server, round, answered, adjusted, ..Node::default() }
    }
}

impl Content for Message {
    type Kind = Kind;

    fn kind(&self) -> Kind {
        match self {
            Message::Request { .. } => Kind::Request,
            Message::Reply { .. } => Kind::Reply,
            Message::Adjust { .. } => Kind::Adjust,
        }
    }

    fn fields(&self, _: &[String]) -> Fields {
        match *self {
            Message::Request { t1, .. } => fields!["T1": text(t1)],
            Message::Reply { t1, t2, t3, .. } => fields!["T1": text(t1), "T2": text(t2), "T3": text(t3)],
            Message::Adjust { amount, .. } => fields!["amount": text(amount)],
        }
    }
}

/// Corrects the node's clock, at once or slowly.
fn correct(amount: Wall, bound: Option<Bound>, fx: Fx) {
    let correction = match fx.config().slew {
        None => Correction::step(amount),
        Some(over) => Correction::slew(amount, over),
    };
    // A slew makes up only so much; what is left stays.
    let left = (amount - correction.amount).unsigned_abs();
    let bound = bound.map(|bound| Bound { error: bound.error + left, ..bound });
    fx.correct_clock(Correction { bound, ..correction });
    fx.note(format_args!("corrects its clock by {}", text(amount)));
}

impl Node {
    /// Whether this node asks others for the time.
    fn asks(&self, fx: Fx) -> bool {
        self.is_server == (fx.config().method == Method::Berkeley)
    }

    /// Asks for the time. Not while the clock is being slewed: it runs at another rate then,
    /// and would measure the delay, and so half of it, too long or too short.
    fn poll(&mut self, fx: Fx) {
        let left = fx.slew_left();
        if left > 0 {
            fx.set_timer(Timer::Poll, (left, left));
            fx.note(format_args!("asks once its clock has been slewed"));
            return;
        }
        let interval = fx.config().interval;
        fx.set_timer(Timer::Poll, (interval, interval));
        self.round += 1;
        self.is_open = true;
        self.asked = fx.monotonic_clock();
        self.t1 = fx.wall_clock();
        let request = Message::Request { round: self.round, t1: self.t1 };
        if fx.config().method == Method::Berkeley {
            self.offsets.clear();
            fx.set_timer(Timer::Collect, (interval / 2, interval / 2));
            fx.broadcast(&request);
        } else {
            fx.send(SERVER, request);
        }
    }

    /// A sample has come. The one with the least delay counts: the less time the messages
    /// took, the less they can have been delayed differently.
    fn take(&mut self, sample: Sample, fx: Fx) {
        self.is_open = false;
        self.taken += 1;
        let best = self.best.map_or(sample, |best| best.min(sample));
        self.best = Some(best);
        if self.taken >= fx.config().samples {
            (self.best, self.taken) = (None, 0);
            let bound = best.bound(fx.monotonic_clock(), fx.config());
            correct(best.offset(), Some(bound), fx);
        }
    }

    /// The coordinator has waited for answers: it takes the average of the largest group
    /// of clocks that are near each other, and tells everybody who answered how far that
    /// is. Its own clock, with offset 0, is one of them.
    fn average(&mut self, fx: Fx) {
        self.is_open = false;
        let answers = std::mem::take(&mut self.offsets);
        let mut offsets: Vec<Wall> = answers.iter().map(|(_, offset)| *offset).chain([0]).collect();
        crate::ordered::sort(&mut offsets);
        let spread = fx.config().spread as Wall;
        let near = |first: usize| {
            let all = &offsets[first..];
            &all[..all.iter().take_while(|offset| **offset - all[0] <= spread).count()]
        };
        // The first of several that are equally large.
        let group = (0..offsets.len())
            .map(near)
            .fold(&offsets[..0], |best, group| if group.len() > best.len() { group } else { best });
        let average = group.iter().sum::<Wall>().div_euclid(group.len().max(1) as Wall);
        for (node, offset) in answers {
            fx.send(node, Message::Adjust { round: self.round, amount: average - offset });
        }
        correct(average, None, fx);
    }
}
