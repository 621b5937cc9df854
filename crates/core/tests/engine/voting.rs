//! A protocol with coins, forgeries and rounds, and nothing else.
//!
//! Every process tells the others its vote, and at the end of its round decides the majority of
//! what it has heard, its own vote included. Where that is a tie, it tosses a coin.

use sequitur_core::authoring::*;
use sequitur_core::scenario::{Mistake, Scenario};
use sequitur_core::sim::{AnyProtocol, Erased};

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
        forges: true,
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

pub fn parse(lines: &str) -> Result<Scenario, Vec<Mistake>> {
    Scenario::parse_with(&[&VOTING as &dyn AnyProtocol], &format!("protocol voting\n{lines}"))
}

pub fn scenario(lines: &str) -> Scenario {
    let scenario = parse(lines).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    assert_eq!(scenario.text(), format!("protocol voting\n{lines}"), "prints as it is read");
    scenario
}
