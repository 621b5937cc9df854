//! Traces made by hand, for tests and benches.
#![allow(dead_code, reason = "each test takes what it needs")]

use sequitur_core::trace::{
    Event, EventId, EventKind, Fate, Message, MessageId, MessageKey, Micros, NodeId, Trace,
};

/// Writes a trace event by event, as a run would.
pub struct Builder {
    pub trace: Trace,
    roles: Vec<Option<u8>>,
    epochs: Vec<Option<u64>>,
}

impl Builder {
    pub fn new(nodes: &[&str], kinds: &[&str]) -> Builder {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let trace = Trace {
            nodes: owned(nodes),
            kinds: owned(kinds),
            roles: owned(&["follower", "candidate", "leader"]),
            epoch_name: Some("term".to_owned()),
            ..Trace::default()
        };
        Builder { trace, roles: vec![None; nodes.len()], epochs: vec![None; nodes.len()] }
    }

    /// From the node's next event on it has this role and epoch.
    pub fn becomes(&mut self, node: u8, role: u8, epoch: u64) {
        self.roles[usize::from(node)] = Some(role);
        self.epochs[usize::from(node)] = Some(epoch);
    }

    pub fn event(&mut self, at: Micros, node: u8, kind: EventKind, text: &str) -> EventId {
        let text = (!text.is_empty()).then(|| {
            self.trace.texts.push(text.into());
            self.trace.texts.len() as u32 - 1
        });
        self.push(at, node, kind, (MessageId(0), 0), text)
    }

    fn push(
        &mut self,
        at: Micros,
        node: u8,
        kind: EventKind,
        (first_message, message_count): (MessageId, u32),
        text: Option<u32>,
    ) -> EventId {
        let id = EventId(self.trace.events.len() as u32);
        self.trace.events.push(Event {
            node: NodeId(node),
            kind,
            at,
            first_message,
            message_count,
            text,
            role: self.roles[usize::from(node)],
            epoch: self.epochs[usize::from(node)],
        });
        id
    }

    /// One send of one message of a kind to each of these nodes.
    pub fn send(&mut self, at: Micros, node: u8, kind: u16, to: &[u8]) -> Vec<MessageId> {
        let first = self.trace.messages.len() as u32;
        let sent = EventId(self.trace.events.len() as u32);
        for &to in to {
            let (from, to) = (NodeId(node), NodeId(to));
            let same = |m: &&Message| (m.key.kind, m.key.from, m.key.to, m.key.copy) == (kind, from, to, 0);
            let before = self.trace.messages.iter().rev().find(same);
            let nth = before.map_or(1, |m| m.key.nth + 1);
            let key = MessageKey { kind, from, to, nth, copy: 0, forged: false };
            self.message(key, sent, at, None);
        }
        let range = (MessageId(first), to.len() as u32);
        self.push(at, node, EventKind::Send, range, None);
        (first..first + to.len() as u32).map(MessageId).collect()
    }

    /// A copy of a message that was sent.
    pub fn copy(&mut self, of: MessageId) -> MessageId {
        let of = self.trace.message(of).copy_of.unwrap_or(of);
        let original = self.trace.message(of).clone();
        let id = MessageId(self.trace.messages.len() as u32);
        let copies = self.trace.messages.iter().filter(|m| m.copy_of == Some(of));
        let key = MessageKey { copy: copies.count() as u32 + 1, ..original.key };
        self.message(key, original.sent, original.sent_at, Some(of));
        id
    }

    fn message(&mut self, key: MessageKey, sent: EventId, sent_at: Micros, copy_of: Option<MessageId>) {
        self.trace.messages.push(Message {
            key,
            sent,
            received: None,
            fate: Fate::Flying,
            sent_at,
            arrives_at: None,
            copy_of,
        });
    }

    pub fn receive(&mut self, at: Micros, message: MessageId) -> EventId {
        let to = self.trace.message(message).key.to;
        let id = self.push(at, to.0, EventKind::Receive, (message, 1), None);
        let message = &mut self.trace.messages[message.index()];
        message.fate = Fate::Delivered;
        message.received = Some(id);
        message.arrives_at = Some(at);
        id
    }

    pub fn fate(&mut self, message: MessageId, fate: Fate, arrives_at: Option<Micros>) {
        let message = &mut self.trace.messages[message.index()];
        message.fate = fate;
        message.arrives_at = arrives_at;
    }
}

/// The clock diagram C-1: three processes, four messages, twelve events.
/// Events are a1 a2 c1 c2 b1 b2 b3 a3 c3 c4 a4 b4.
pub fn clock_diagram() -> Trace {
    let mut b = Builder::new(&["A", "B", "C"], &["m1", "m2", "m3", "m4"]);
    b.trace.epoch_name = None;
    b.event(1_000, 0, EventKind::Local, "");
    let m1 = b.send(2_000, 0, 0, &[1])[0];
    b.event(3_000, 2, EventKind::Local, "");
    let m2 = b.send(4_000, 2, 1, &[1])[0];
    b.receive(5_000, m2);
    b.receive(6_000, m1);
    let m3 = b.send(7_000, 1, 2, &[2])[0];
    b.event(8_000, 0, EventKind::Local, "");
    b.receive(9_000, m3);
    let m4 = b.send(10_000, 2, 3, &[0])[0];
    b.receive(11_000, m4);
    b.event(12_000, 1, EventKind::Local, "");
    b.trace
}

/// Five nodes elect a leader; one vote is dropped, one node crashes.
pub fn election() -> Trace {
    let nodes = ["S1", "S2", "S3", "S4", "S5"];
    let mut b = Builder::new(&nodes, &["RequestVote", "VoteGranted", "AppendEntries"]);
    for node in 0..5 {
        b.becomes(node, 0, 0);
        b.event(0, node, EventKind::Start, "");
    }
    b.becomes(1, 1, 1);
    b.event(150_000, 1, EventKind::Timer, "election-timeout");
    let asks = b.send(150_000, 1, 0, &[0, 2, 3, 4]);
    let mut votes = Vec::new();
    for (at, ask, node) in [(161, 1, 2), (164, 3, 4), (168, 0, 0), (171, 2, 3)] {
        b.becomes(node, 0, 1);
        b.receive(at * 1_000, asks[ask]);
        votes.push(b.send(at * 1_000, node, 1, &[1])[0]);
    }
    b.fate(votes[1], Fate::Dropped, Some(186_000));
    b.receive(180_000, votes[0]);
    b.becomes(1, 2, 1);
    b.receive(194_000, votes[3]);
    let appends = b.send(194_000, 1, 2, &[0, 2, 3, 4]);
    b.event(194_000, 1, EventKind::Note, "a majority granted its vote: leader of term 1");
    b.receive(197_000, votes[2]);
    b.receive(206_000, appends[1]);
    b.receive(212_500, appends[0]);
    b.event(214_000, 4, EventKind::Crash, "");
    b.fate(appends[3], Fate::Refused, Some(216_000));
    b.receive(216_000, appends[2]);
    b.event(600_000, 4, EventKind::Restart, "");
    b.trace
}

/// What a random trace is made of: each step is a pause in microseconds, a node, and
/// what happens.
pub type Step = (u16, u8, u8);

/// A trace from any numbers at all.
pub fn random(nodes: u8, steps: &[Step]) -> Trace {
    let names: Vec<String> = (1..=nodes).map(|i| format!("N{i}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let kinds = ["Ask", "Answer", "Tell", "Heartbeat", "Prepare", "Promise", "<&;#\"end\n"];
    let mut b = Builder::new(&names, &kinds);
    let mut down = vec![false; usize::from(nodes)];
    let mut flying: Vec<MessageId> = Vec::new();
    let mut now = 0;
    for &(pause, node, what) in steps {
        let node = node % nodes;
        now += u64::from(pause) * u64::from(pause) / 64;
        let is_down = down[usize::from(node)];
        let kind = u16::from(what / 16) % kinds.len() as u16;
        match what % 16 {
            12 if is_down => {
                down[usize::from(node)] = false;
                b.event(now, node, EventKind::Restart, "");
            }
            12 => {
                down[usize::from(node)] = true;
                b.event(now, node, EventKind::Crash, "");
            }
            8..=11 | 13.. if !flying.is_empty() => {
                let message = flying.remove(usize::from(pause) % flying.len());
                let to = b.trace.message(message).key.to;
                now = now.max(b.trace.message(message).sent_at + 1);
                match what % 16 {
                    13 => b.fate(message, Fate::Lost, Some(now + u64::from(pause))),
                    14 => b.fate(message, Fate::Dropped, None),
                    15 => b.fate(message, Fate::Cut, Some(now)),
                    _ if down[to.index()] => b.fate(message, Fate::Refused, Some(now)),
                    _ => {
                        b.becomes(to.0, what / 16 % 3, now / 50_000);
                        b.receive(now, message);
                        if what % 2 == 0 {
                            flying.extend(b.send(now, to.0, kind, &[node]));
                            b.event(now, to.0, EventKind::Note, "because <it> was asked");
                        }
                    }
                }
            }
            _ if is_down => {}
            0..=3 => {
                let to: Vec<u8> = (0..nodes).filter(|to| *to != node).collect();
                b.event(now, node, EventKind::Timer, "retry");
                if !to.is_empty() {
                    flying.extend(b.send(now, node, kind, &to));
                }
            }
            4 => flying.extend(b.send(now, node, kind, &[node])),
            5 => flying.extend(flying.first().copied().map(|message| b.copy(message))),
            6 => {
                b.event(now, node, EventKind::Decide, "x = 1");
            }
            _ => {
                b.event(now, node, EventKind::Command, "put x 1");
            }
        }
    }
    for (count, message) in flying.into_iter().enumerate() {
        let arrives = (count % 2 == 0).then_some(now + 5_000);
        b.fate(message, Fate::Flying, arrives);
    }
    b.trace
}

/// A long run of five nodes: broadcasts and answers, some of them lost.
pub fn long(messages: usize) -> Trace {
    let names = ["S1", "S2", "S3", "S4", "S5"];
    let mut b = Builder::new(&names, &["Ask", "Answer", "Tell"]);
    let mut counter = 0x2545_F491_u64;
    let mut draw = move |below: u64| {
        counter = counter.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (counter >> 33) % below
    };
    let mut now = 0;
    while b.trace.messages.len() < messages {
        now += 50_000;
        let node = draw(5) as u8;
        b.becomes(node, 2, now / 1_000_000);
        b.event(now, node, EventKind::Timer, "heartbeat");
        let to: Vec<u8> = (0..5).filter(|to| *to != node).collect();
        let asks = b.send(now, node, 0, &to);
        let mut arrivals: Vec<(u64, MessageId)> =
            asks.into_iter().map(|m| (now + 10_000 + draw(10_000), m)).collect();
        arrivals.sort_unstable();
        let mut answers = Vec::new();
        for (at, message) in arrivals {
            if draw(20) == 0 {
                b.fate(message, Fate::Lost, Some(at));
                continue;
            }
            b.receive(at, message);
            let to = b.trace.message(message).key;
            let answer = b.send(at, to.to.0, 1, &[to.from.0])[0];
            answers.push((at + 10_000 + draw(10_000), answer));
        }
        answers.sort_unstable();
        for (at, message) in answers {
            b.receive(at, message);
        }
    }
    b.trace
}

/// Two generals: the acknowledgement is captured.
pub fn two_generals() -> Trace {
    let mut b = Builder::new(&["A", "B"], &["Attack", "Ack"]);
    b.event(0, 0, EventKind::Start, "");
    b.event(0, 1, EventKind::Start, "");
    let attack = b.send(1_000, 0, 0, &[1])[0];
    b.receive(2_000, attack);
    let ack = b.send(2_000, 1, 1, &[0])[0];
    b.fate(ack, Fate::Dropped, None);
    b.trace
}
