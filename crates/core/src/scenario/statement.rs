//! What a line can say.

use crate::scenario::goal::{AllowedEdit, Goal};
use crate::scenario::phrase::Phrase;
use crate::scenario::view::View;
use crate::sim::clock::Wall;
use crate::sim::info::Info;
use crate::sim::network::LinkChange;
use crate::sim::plan::Setting;
use crate::sim::plan::{Happening, ManualChoice, MessageRef, Strategy, TimingModel, Toss};
use crate::trace::{Micros, NodeId};

/// A line: a statement, a comment, both or neither.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Line {
    pub(super) statement: Option<Statement>,
    /// What follows the `#`, without the space at its end.
    pub(super) comment: Option<String>,
}

/// A statement, with its words resolved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Statement {
    /// `protocol NAME [VARIANT]` or `protocol NAME bug N`; the variant by its index in
    /// `Info::variants`.
    Protocol { variant: Option<usize>, is_numbered: bool },
    /// `nodes NUMBER`
    NodeCount(u8),
    /// `nodes NAME …`
    NodeNames(Vec<String>),
    /// `GROUP NUMBER`; the group by its index in `Info::groups`.
    GroupCount(usize, u8),
    /// `GROUP NAME …`
    GroupNames(usize, Vec<String>),
    /// `clients NUMBER`
    Clients(u8),
    /// `seed NUMBER`
    Seed(u64),
    /// `network [A->B] ATTRIBUTE …`
    Network { link: Option<(NodeId, NodeId)>, change: LinkChange },
    /// `set PARAMETER VALUE`; the parameter by its index in `Info::parameters`.
    Set { parameter: usize, value: Setting },
    /// `start NODE WORD …`
    Start { node: NodeId, words: Vec<String> },
    /// `clock NODE [offset TIME] [drift PPM]`
    Clock { node: NodeId, offset: Option<Wall>, drift_ppm: Option<i64> },
    /// `traitors NODE … [STRATEGY]`
    Traitors { nodes: Vec<NodeId>, strategy: Option<Strategy> },
    /// `model …`
    Model(TimingModel),
    /// `toss NODE COIN SIDE` in a timed run.
    Toss(Toss),
    /// `at TIME …`
    At { at: Micros, what: Happening },
    /// `drop MESSAGE` in a timed run.
    Drop(MessageRef),
    /// `delay MESSAGE to TIME`
    Delay(MessageRef, Micros),
    /// `duplicate MESSAGE [at TIME]` in a timed run.
    Duplicate(MessageRef, Option<Micros>),
    /// `until TIME`
    Until(Micros),
    /// `schedule manual [from TIME]`
    Manual { from: Option<Micros> },
    /// `branch NAME at N [of BRANCH]`; without a branch, of the main one.
    Branch { name: String, at: u64, of: Option<String> },
    /// A choice of a run by hand.
    Choice(ManualChoice),
    /// `allow WHAT NUMBER [of NAME …]`
    Allow { what: Allowance, count: u32, of: Vec<String> },
    /// `allow` and a line that a reader may add.
    AllowEdit(AllowedEdit),
    /// `goal …`
    Goal(Goal),
    /// `view …`
    View(View),
    /// `expect PHRASE`
    Expect(Phrase),
}

/// What a search can be allowed to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Allowance {
    Drop,
    Duplicate,
    Crash,
    Restart,
    Fire,
    Command,
    Cut,
    Heal,
    Forge,
    /// Whatever the protocol calls its epochs.
    Epoch,
}

impl Allowance {
    pub(super) const ALL: [Allowance; 10] = [
        Allowance::Drop,
        Allowance::Duplicate,
        Allowance::Crash,
        Allowance::Restart,
        Allowance::Fire,
        Allowance::Command,
        Allowance::Cut,
        Allowance::Heal,
        Allowance::Forge,
        Allowance::Epoch,
    ];

    /// Its word; None where the protocol has no such thing.
    pub(super) fn name(self, info: &Info) -> Option<&'static str> {
        match self {
            Allowance::Drop => Some("drop"),
            Allowance::Duplicate => Some("duplicate"),
            Allowance::Crash => Some("crash"),
            Allowance::Restart => Some("restart"),
            Allowance::Fire => Some("fire"),
            Allowance::Command => Some("command"),
            Allowance::Cut => Some("cut"),
            Allowance::Heal => Some("heal"),
            Allowance::Forge => Some("forge"),
            Allowance::Epoch => info.epoch,
        }
    }
}

/// Sorts of statements that stand together: an edit adds its line after the last of its
/// sort.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    /// What happens to nodes and the whole network at given times.
    Happening,
    /// Changes to single messages of a timed run.
    Message,
    /// Choices of a run by hand.
    Choice,
    /// All else.
    Other,
}

impl Statement {
    pub(super) fn sort(&self) -> Sort {
        match self {
            Statement::At { .. } | Statement::Toss(_) => Sort::Happening,
            Statement::Drop(_) | Statement::Delay(..) | Statement::Duplicate(..) => Sort::Message,
            Statement::Choice(_) => Sort::Choice,
            _ => Sort::Other,
        }
    }

    /// Whether it is a fault or an edit: something that somebody did to the run, rather
    /// than asked of it.
    pub(super) fn is_change(&self) -> bool {
        let breaks = |what: &Happening| matches!(what, Happening::Fault(_) | Happening::Forge(_));
        match self {
            Statement::At { what, .. } => breaks(what),
            Statement::Drop(_) | Statement::Delay(..) | Statement::Duplicate(..) => true,
            Statement::Choice(choice) => match choice {
                ManualChoice::Drop(_) | ManualChoice::Duplicate(_) => true,
                ManualChoice::Happen(what) => breaks(what),
                ManualChoice::Deliver(_) | ManualChoice::Advance(_) => false,
            },
            _ => false,
        }
    }
}

/// In which runs a statement has a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AllowedIn {
    Any,
    Timed,
    ByHand,
}

/// A statement as the reader is told to write it.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Its first word.
    pub(super) keyword: &'static str,
    pub(super) allowed_in: AllowedIn,
    /// All of it, between backticks, for "write …".
    pub(super) form: &'static str,
}

const fn form(allowed_in: AllowedIn, keyword: &'static str, form: &'static str) -> Form {
    Form { keyword, allowed_in, form }
}

/// Every statement that begins with a word of the language. (A choice of a run by hand
/// can also begin with the name of a node.)
pub(super) const FORMS: &[Form] = &[
    form(AllowedIn::Any, "protocol", "`protocol NAME [VARIANT]`"),
    form(AllowedIn::Any, "nodes", "`nodes NUMBER` or `nodes NAME NAME`"),
    form(AllowedIn::Any, "clients", "`clients NUMBER`"),
    form(AllowedIn::Any, "seed", "`seed NUMBER`"),
    form(
        AllowedIn::Any,
        "network",
        "`network [A->B] [delay D1..D2] [loss P%] [duplicate P%] [order any|fifo] [rate N/s]`",
    ),
    form(AllowedIn::Any, "set", "`set PARAMETER VALUE`"),
    form(AllowedIn::Any, "start", "`start NODE STATE`"),
    form(AllowedIn::Any, "allow", "`allow WHAT NUMBER [of NAME …]`"),
    form(AllowedIn::Any, "clock", "`clock NODE [offset D] [drift PPM]`"),
    form(AllowedIn::Any, "schedule", "`schedule manual [from TIME]`"),
    form(AllowedIn::Any, "expect", "`expect PROPERTY holds|violated|pending` or `expect PHRASE`"),
    form(
        AllowedIn::Any,
        "traitors",
        "`traitors NODE NODE [silent|honest|flipping|equivocating|colluding|delaying]`",
    ),
    form(
        AllowedIn::Any,
        "model",
        "`model asynchronous`, `model synchronous BOUND`, `model partially-synchronous BOUND from TIME` or `model partially-synchronous unknown BOUND`",
    ),
    form(AllowedIn::Any, "toss", "`toss NODE COIN N heads|tails`"),
    form(AllowedIn::Any, "drop", "`drop KIND A->B [N]`"),
    form(AllowedIn::Timed, "delay", "`delay KIND A->B [N] to TIME`"),
    form(AllowedIn::Timed, "duplicate", "`duplicate KIND A->B [N] [at TIME]`"),
    form(
        AllowedIn::Timed,
        "at",
        "`at TIME NODE COMMAND`, or `at TIME` and crash, restart, pause, resume, partition, cut, heal, network, clock, fire or forge",
    ),
    form(AllowedIn::Timed, "until", "`until TIME`"),
    form(AllowedIn::ByHand, "deliver", "`deliver KIND A->B [N]`"),
    form(AllowedIn::ByHand, "duplicate", "`duplicate KIND A->B [N]`"),
    form(AllowedIn::ByHand, "fire", "`fire NODE TIMER`"),
    form(AllowedIn::ByHand, "act", "`act NODE ACT`"),
    form(AllowedIn::ByHand, "crash", "`crash NODE`"),
    form(AllowedIn::ByHand, "restart", "`restart NODE`"),
    form(AllowedIn::ByHand, "pause", "`pause NODE`"),
    form(AllowedIn::ByHand, "resume", "`resume NODE`"),
    form(AllowedIn::ByHand, "partition", "`partition A B | C D`"),
    form(AllowedIn::ByHand, "cut", "`cut A->B`"),
    form(AllowedIn::ByHand, "heal", "`heal` or `heal A->B`"),
    form(AllowedIn::ByHand, "forge", "`forge KIND A->B WORDS`"),
    form(AllowedIn::ByHand, "advance", "`advance DURATION`"),
    form(AllowedIn::ByHand, "branch", "`branch NAME at N [of BRANCH]`"),
    form(AllowedIn::Any, "goal", "`goal PHRASE`"),
    form(AllowedIn::Any, "view", "`view lens|at|select|properties|frontier …`"),
];

/// A choice of a run by hand that begins with the name of a node.
pub(super) const COMMAND: Form = form(AllowedIn::ByHand, "NODE", "`NODE COMMAND`");

/// A broken variant by its number.
pub(super) const NUMBERED: Form = form(AllowedIn::Any, "protocol", "`protocol NAME bug N`");

/// How many lanes there are of a role, or their names.
pub(super) fn group_form(word: &'static str) -> Form {
    form(AllowedIn::Any, word, "a number or names after it")
}

/// A change to a clock that is running: a choice of a run by hand, or after a time.
pub(super) const CORRECTION: Form =
    form(AllowedIn::ByHand, "clock", "`clock NODE step D` or `clock NODE slew D over D`");

/// A network that changes in time.
pub(super) const NETWORK_CHANGE: Form = form(
    AllowedIn::Timed,
    "network",
    "`at TIME network [A->B] [delay D1..D2] [loss P%] [duplicate P%] [rate N/s]`",
);

/// Words that begin lines and yet can name nodes: nodes had these names before the language
/// had the words. Where a node is called so, a line that begins with the word is about it.
pub(super) const NAMES_TOO: [&str; 5] = ["pause", "resume", "model", "view", "traitors"];

/// Words that begin lines which are read before all others.
pub(super) const HEADER: [&str; 4] = ["protocol", "nodes", "clients", "schedule"];

/// The form of a statement in a run of this sort; where it has none there, the form that
/// it has in the other.
pub(super) fn form_of(keyword: &str, by_hand: bool) -> Option<&'static Form> {
    let elsewhere = if by_hand { AllowedIn::Timed } else { AllowedIn::ByHand };
    let mut forms = FORMS.iter().filter(|form| form.keyword == keyword);
    let first = forms.clone().next();
    forms.find(|form| form.allowed_in != elsewhere).or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_tells_of_every_form() {
        let reference = include_str!("../../../../docs/scenario-language.md").replace("\\|", "|");
        for form in FORMS.iter().chain([&COMMAND, &CORRECTION, &NETWORK_CHANGE, &NUMBERED]) {
            let examples = form.form.split('`').skip(1).step_by(2);
            for example in examples.filter(|example| *example != "at TIME") {
                assert!(reference.contains(&format!("`{example}`")), "{example}");
            }
        }
    }
}
