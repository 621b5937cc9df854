//! Coins, forgeries and rounds, with a protocol that has all three and nothing else.
//!
//! Every process tells the others its vote, and at the end of its round decides the majority of
//! what it has heard, its own vote included. Where that is a tie, it tosses a coin.

use sequitur_core::authoring::*;
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::plan::EVENTS_MAX;
use sequitur_core::sim::run::Run;
use sequitur_core::sim::{AnyProtocol, Erased};
use sequitur_core::trace::{EventKind, Fate, Trace};

words! {
    enum Kinds: Kind { Vote = data("Vote", "What the sender votes for.") }
    enum Timer: Keyword { RoundOver = keyword("round-over", "The round is over.") }
    enum Ask: Keyword { Begin = keyword("begin", "Vote.") }
    enum Claims: Property { Agreement = safety("agreement", "No two honest processes decide differently.") }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
struct Vote(bool);

impl Content for Vote {
    type Kind = Kinds;

    fn kind(&self) -> Kinds {
        Kinds::Vote
    }

    fn fields(&self, _: &[String]) -> Fields {
        fields! { "value": self.0 }
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Voter {
    /// How many have voted yes, and no.
    heard: (u8, u8),
    decided: Option<bool>,
}

impl Voter {
    fn hear(&mut self, yes: bool) {
        let (ayes, noes) = &mut self.heard;
        *(if yes { ayes } else { noes }) += 1;
    }

    fn decide(&mut self, yes: bool, fx: &mut Effects<Self>) {
        self.decided = Some(yes);
        fx.decide(format_args!("{yes}"));
    }
}

impl Described for Voter {
    const INFO: &'static Info = &Info {
        name: "voting",
        title: "Voting",
        decides: true,
        kinds: Kinds::ALL,
        timers: Timer::ALL,
        coins: &[keyword("tie", "Decides where as many vote yes as no.")],
        strategies: &[Strategy::Flipping],
        commands: Ask::ALL,
        properties: Claims::ALL,
        fields: &[field("yes", FieldType::Number)],
        ..Info::EMPTY
    };

    fn state(&self, _: &[String]) -> Fields {
        fields! { "yes": u64::from(self.heard.0) }
    }
}

impl Process for Voter {
    type Message = Vote;
    type Timer = Timer;
    type Command = Ask;
    type Config = Map<NodeId, Strategy>;
    type Observers = Agreement;

    fn configure(plan: &Plan) -> Self::Config {
        plan.traitors.clone()
    }

    fn new(_: NodeId, _: &Self::Config) -> Voter {
        Voter { heard: (0, 0), decided: None }
    }

    fn on_start(&mut self, fx: &mut Effects<Self>) {
        // The first votes yes, all others no.
        let yes = fx.me() == NodeId(0);
        let says = yes != (fx.config().get(&fx.me()) == Some(&Strategy::Flipping));
        self.hear(yes);
        fx.broadcast(&Vote(says));
        fx.set_timer(Timer::RoundOver, (100 * MS, 100 * MS));
    }

    fn on_message(&mut self, _: NodeId, Vote(yes): Vote, _: &mut Effects<Self>) {
        self.hear(yes);
    }

    fn on_timer(&mut self, _: Timer, fx: &mut Effects<Self>) {
        match self.heard {
            (yes, no) if yes == no => fx.toss_coin("tie"),
            (yes, no) => self.decide(yes > no, fx),
        }
    }

    fn on_coin(&mut self, heads: bool, fx: &mut Effects<Self>) {
        self.decide(heads, fx);
    }

    fn on_command(&mut self, _: Ask, _: &mut Effects<Self>) {}

    fn ends_round(_: Timer) -> bool {
        true
    }

    fn forgeries(_: &Forger<'_, Self>) -> Vec<Vote> {
        vec![Vote(true), Vote(false)]
    }

    fn read_forgery(asked: &ForgedWords<'_, Self>) -> Result<Vote, ArgumentError> {
        match asked.words {
            ["yes"] => Ok(Vote(true)),
            ["no"] => Ok(Vote(false)),
            words => Err(ArgumentError {
                word: words.len().min(1),
                what: "a vote is yes or no".to_owned(),
                hint: "write `yes` or `no`".to_owned(),
            }),
        }
    }

    fn forgery_words(Vote(yes): &Vote, _: &[String]) -> Vec<String> {
        vec![if *yes { "yes" } else { "no" }.to_owned()]
    }
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
struct Agreement;

impl Observe<Voter> for Agreement {
    type Property = Claims;

    fn new(_: &Observed<Voter>) -> Agreement {
        Agreement
    }

    fn observe(&mut self, _: &Step<Voter>, view: &Observed<Voter>, verdicts: &mut Verdicts<Claims>) {
        let nodes = (0..).map(NodeId).zip(view.nodes).filter(|(id, _)| view.is_honest(*id));
        let decided: Vec<bool> = nodes.filter_map(|(_, node)| node.state.decided).collect();
        if decided.contains(&true) && decided.contains(&false) {
            verdicts.violate(Claims::Agreement, format_args!("Two decided differently."));
        }
    }

    fn verdict(&self, _: Claims, _: &[String]) -> (Outcome, String) {
        (Outcome::Holds, "All that decided decided alike.".to_owned())
    }
}

static VOTING: Erased<Voter> = Erased::new();

fn parse(lines: &str) -> Result<Scenario, Vec<Mistake>> {
    Scenario::parse_with(&[&VOTING as &dyn AnyProtocol], &format!("protocol voting\n{lines}"))
}

fn scenario(lines: &str) -> Scenario {
    let scenario = parse(lines).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(scenario.text(), format!("protocol voting\n{lines}"), "prints as it is read");
    scenario
}

fn run(lines: &str) -> Run {
    scenario(lines).run()
}

fn decisions(run: &Run) -> Vec<(usize, &str)> {
    run.decisions.iter().map(|decision| (decision.node.index(), decision.value.as_str())).collect()
}

fn keys(trace: &Trace) -> Vec<String> {
    trace.messages.iter().map(|message| trace.key_text(message.key)).collect()
}

#[test]
fn a_coin_falls_at_once_as_the_line_or_the_seed_says() {
    for (line, sides) in [("toss P1 tie 1 heads\n", "true"), ("toss P1 tie 1 tails\n", "false")] {
        let run = run(&format!("nodes 2\n{line}"));
        let own: Vec<&str> =
            run.trace.events.iter().filter(|e| e.node == NodeId(0)).map(|e| e.kind.name()).collect();
        assert_eq!(own, ["start", "send", "receive", "timer", "coin", "decide"]);
        assert_eq!(decisions(&run)[0], (0, sides));
        assert_eq!(run.unused, []);
        let timer = run.trace.events.iter().find(|e| e.kind == EventKind::Timer).map(|e| e.at);
        assert_eq!(run.trace.events.iter().find(|e| e.kind == EventKind::Coin).map(|e| e.at), timer);
    }
    let sides = |seed: u64| {
        decisions(&run(&format!("nodes 2\nseed {seed}\n"))).iter().map(|d| d.1 == "true").collect()
    };
    let drawn: Vec<Vec<bool>> = (1..=64).map(sides).collect();
    let heads = drawn.iter().flatten().filter(|heads| **heads).count();
    assert!((40..=88).contains(&heads), "{heads} of 128");
    let unused = run("nodes 3\ntoss P1 tie 1 heads\n").unused;
    assert_eq!(unused.len(), 1, "three of three votes are no tie");
}

#[test]
fn a_line_about_one_coin_changes_no_other() {
    let free = run("nodes 2\nseed 5\n");
    for side in ["heads", "tails"] {
        let fixed = run(&format!("nodes 2\nseed 5\ntoss P2 tie 1 {side}\n"));
        assert_eq!(decisions(&fixed)[0], decisions(&free)[0]);
    }
}

#[test]
fn who_waits_for_a_coin_takes_no_other_step() {
    let text = "nodes 2\nschedule manual\nfire P1 round-over\ndeliver Vote P2->P1\ntoss P1 tie 1 heads\n";
    let run = run(text);
    // Its own vote alone is no tie: it has decided, and nothing was tossed.
    assert_eq!(run.unused.len(), 1);
    let text = "nodes 2\nschedule manual\ndeliver Vote P2->P1\nfire P1 round-over\nP1 begin\ntoss P1 tie 2 heads\ntoss P1 tie 1 heads\nP1 begin\n";
    let run = self::run(text);
    let unused: Vec<String> = scenario(text).unused(&run);
    assert_eq!(unused, ["P1 begin", "toss P1 tie 2 heads"]);
    assert_eq!(decisions(&run), [(0, "true")]);
    let open = run.details.open_choices(2).expect("it is by hand");
    assert_eq!(open.nodes[0].coin, Some((0, 1)));
    let crashed = self::run(
        "nodes 2\nschedule manual\ndeliver Vote P2->P1\nfire P1 round-over\ncrash P1\nrestart P1\ntoss P1 tie 1 heads\n",
    );
    assert_eq!(crashed.unused.len(), 1, "a crash ends the wait");
}

#[test]
fn a_forgery_has_a_name_of_its_own_and_moves_no_other() {
    let plain = run("nodes 4\ntraitors P4 honest\nnetwork delay 10ms..80ms loss 20% duplicate 20%\n");
    let text = "nodes 4\ntraitors P4 honest\nnetwork delay 10ms..80ms loss 20% duplicate 20%\nat 0ms forge Vote P4->P1 yes\nat 5ms forge Vote P4->P1 no\ndrop Vote P4->P1 f2\n";
    let forged = run(text);
    assert_eq!(forged.unused, []);
    let found: Vec<String> = keys(&forged.trace).into_iter().filter(|key| key.contains(" f")).collect();
    assert!(found.contains(&"Vote P4->P1 f1".to_owned()) && found.contains(&"Vote P4->P1 f2".to_owned()));
    for message in &plain.trace.messages {
        let same = forged.trace.messages.iter().find(|other| other.key == message.key);
        let same = same.map(|other| (other.fate, other.sent_at, other.arrives_at));
        assert_eq!(same, Some((message.fate, message.sent_at, message.arrives_at)));
    }
    let dropped = forged.trace.messages.iter().find(|m| m.key.forged && m.key.nth == 2 && m.key.copy == 0);
    assert_eq!(dropped.map(|m| m.fate), Some(Fate::Dropped));
}

#[test]
fn by_hand_a_forgery_arrives_at_once_as_one_choice() {
    let text = "nodes 3\ntraitors P3\nschedule manual\nforge Vote P3->P1 yes\nforge Vote P3->P2 no\nforge Vote P3->P2 no\n";
    let run = run(text);
    assert_eq!(run.unused, []);
    assert_eq!(run.chosen_at, [1_000, 2_000, 3_000]);
    let forged: Vec<_> = run.trace.messages.iter().filter(|message| message.key.forged).collect();
    assert_eq!(forged.len(), 3);
    for (message, at) in forged.iter().zip(&run.chosen_at) {
        let received = message.received.map(|event| run.trace.event(event).at);
        assert_eq!((message.sent_at, received, message.fate), (*at, Some(*at), Fate::Delivered));
    }
    assert_eq!(run.trace.key_text(forged[2].key), "Vote P3->P2 f2");
    let sent = run.trace.messages.iter().filter(|m| m.key.from == NodeId(2) && !m.key.forged);
    assert_eq!(sent.count(), 0, "a silent traitor runs no handler");
    let open = run.details.open_choices(0).expect("it is by hand");
    assert_eq!(open.forgeries.len(), 4, "two votes to each of two");
    let cut = self::run("nodes 3\ntraitors P3\nschedule manual\ncut P3->P1\nforge Vote P3->P1 yes\n");
    assert_eq!(cut.unused.len(), 1, "over a closed link nothing arrives at once");
}

#[test]
fn strategies_are_the_protocols() {
    let flipped = run("nodes 3\ntraitors P1 flipping\n");
    assert_eq!(flipped.unused, []);
    assert!(flipped.trace.messages.iter().all(|m| m.fate == Fate::Delivered));
    assert_eq!(
        run("nodes 3\ntraitors P1 P2 colluding\n").unused.len(),
        1,
        "this protocol knows no such thing"
    );
}

#[test]
fn what_is_no_line_about_traitors() {
    let table = [
        (
            "forge Vote P3->P1 yes",
            "2:19: P3 is no traitor, and only traitors forge; add the line `traitors P3`",
        ),
        (
            "at 5ms forge Vote P3->P3 yes",
            "2:19: \"P3->P3\" is not a link: a node reaches itself; write sender and receiver, such as `A->B`",
        ),
        ("traitors P9", "2:10: \"P9\" is not a node; nodes are P1, P2, P3"),
        (
            "traitors",
            "2:9: \"traitors\" needs a node; write `traitors NODE NODE [silent|honest|flipping|equivocating|colluding|delaying]`",
        ),
        ("traitors P1 sly", "2:13: \"sly\" is not a node; nodes are P1, P2, P3"),
        ("toss P1 tie heads", "2:13: \"heads\" is not a whole number; write a number from 1 to 4294967295"),
        ("toss P1 luck 1 heads", "2:9: \"luck\" is not a coin of voting; coins are tie"),
        (
            "model synchronous",
            "2:18: \"model\" needs a time; write `model asynchronous`, `model synchronous BOUND`, `model partially-synchronous BOUND from TIME` or `model partially-synchronous unknown BOUND`",
        ),
    ];
    for (line, expected) in table {
        let manual = if line.starts_with("forge") { "schedule manual\n" } else { "" };
        let told = parse(&format!("{line}\n{manual}")).expect_err(line);
        assert_eq!(told[0].to_string(), expected, "{line}");
    }
    let words = parse("traitors P3\nschedule manual\nforge Vote P3->P1 maybe\n").expect_err("no such vote");
    assert_eq!(words[0].to_string(), "4:24: a vote is yes or no; write `yes` or `no`");
}

#[test]
fn words_that_were_names_stay_names() {
    let text =
        "nodes pause resume model view traitors\nschedule manual\npause begin\nmodel begin\ncrash view\n";
    let run = run(text);
    assert_eq!(run.unused, []);
    assert!(run.trace.events.len() < EVENTS_MAX as usize);
    let told = parse("nodes forge P2\n").expect_err("a word of the language");
    assert!(told[0].what.contains("cannot be the name of a node"));
}
