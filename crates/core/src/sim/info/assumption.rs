//! What a protocol relies on.

use super::OnlyWith;
use crate::sim::plan::TimingModel;

/// Something that a protocol relies on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assumed {
    /// What.
    pub what: Assumption,
    /// The settings with which it does; None where it always does.
    pub only_with: Option<OnlyWith>,
}

impl Assumed {
    /// The same, relied on only where a parameter is one of these words.
    pub const fn only_with(self, parameter: &'static str, words: &'static [&'static str]) -> Assumed {
        Assumed { only_with: Some(OnlyWith { parameter, words }), ..self }
    }
}

/// What can be relied on, of the network, of nodes and of clocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Assumption {
    /// Links keep the order of messages.
    LinksKeepOrder,
    /// Nothing is lost.
    NoLoss,
    /// Nothing arrives twice.
    NoCopies,
    /// Nobody stops.
    NoCrash,
    /// Nobody who has stopped comes back.
    NoRestart,
    /// Nobody lies.
    NoTraitors,
    /// Fewer than a third of the nodes are traitors, clients apart.
    TraitorsBelowThird,
    /// There are more nodes than twice the traitors and this parameter together, where there are
    /// traitors at all.
    EnoughNodesFor(&'static str),
    /// There are at most as many traitors as this parameter says.
    TraitorsAtMost(&'static str),
    /// Each message of an honest node arrives before the round of its receiver is over. Timers
    /// of the protocol end rounds, and nothing else.
    WithinRounds,
    /// A question and its answer take no longer than this parameter.
    AnswersWithin(&'static str),
    /// Two parameters, the sizes of quorums, are together more than there are replicas.
    QuorumsMeet(&'static str, &'static str),
    /// All clocks go at the same rate.
    EqualRates,
    /// No clock is set from outside.
    ClocksNotSet,
    /// No clock drifts faster than is claimed by this parameter, in millionths.
    DriftAtMost(&'static str),
    /// Timers fire when their time is over. By hand and in a search they fire at any moment.
    TimersInTime,
    /// Messages take no longer than this parameter says, and no node pauses for longer.
    BoundedDelay(&'static str),
    /// What a `model` line claims. It is the run's and no protocol relies on it.
    Claimed(TimingModel),
}

impl Assumption {
    /// The name that outside tools see.
    pub fn name(self) -> &'static str {
        match self {
            Assumption::LinksKeepOrder => "links-keep-order",
            Assumption::NoLoss => "no-loss",
            Assumption::NoCopies => "no-copies",
            Assumption::NoCrash => "no-crash",
            Assumption::NoRestart => "no-restart",
            Assumption::NoTraitors => "no-traitors",
            Assumption::TraitorsBelowThird => "traitors-below-third",
            Assumption::EnoughNodesFor(_) => "enough-nodes",
            Assumption::TraitorsAtMost(_) => "bounded-traitors",
            Assumption::WithinRounds => "within-rounds",
            Assumption::AnswersWithin(_) => "answers-in-time",
            Assumption::QuorumsMeet(..) => "quorums-meet",
            Assumption::EqualRates => "equal-rates",
            Assumption::ClocksNotSet => "clocks-not-set",
            Assumption::DriftAtMost(_) => "bounded-drift",
            Assumption::TimersInTime => "timers-in-time",
            Assumption::BoundedDelay(_) => "bounded-delay",
            Assumption::Claimed(model) => model.name(),
        }
    }

    /// What it says, in a sentence.
    pub fn statement(self) -> String {
        match self {
            Assumption::LinksKeepOrder => {
                "Messages of a link arrive in the order in which they were sent.".into()
            }
            Assumption::NoLoss => "Every message arrives.".into(),
            Assumption::NoCopies => "No message arrives twice.".into(),
            Assumption::NoCrash => "No node stops.".into(),
            Assumption::NoRestart => "No node that has stopped comes back.".into(),
            Assumption::NoTraitors => "No node lies.".into(),
            Assumption::TraitorsBelowThird => "Fewer than a third of the nodes are traitors.".into(),
            Assumption::EnoughNodesFor(parameter) => {
                format!("There are more nodes than twice the traitors and {parameter} together.")
            }
            Assumption::TraitorsAtMost(parameter) => {
                format!("There are at most as many traitors as {parameter} says.")
            }
            Assumption::WithinRounds => {
                "Every message arrives before the round in which it was sent is over.".into()
            }
            Assumption::AnswersWithin(parameter) => {
                format!("Every message arrives, within half of {parameter} by every clock.")
            }
            Assumption::QuorumsMeet(one, other) => {
                format!("{one} and {other} are together more than there are replicas.")
            }
            Assumption::EqualRates => "All clocks go at the same rate.".into(),
            Assumption::ClocksNotSet => "Nobody but the protocol sets a clock.".into(),
            Assumption::DriftAtMost(parameter) => format!("No clock drifts faster than {parameter} says."),
            Assumption::TimersInTime => "Every timer fires when its time is over.".into(),
            Assumption::BoundedDelay(parameter) => {
                format!("Every message arrives within {parameter}, and no node pauses for longer.")
            }
            Assumption::Claimed(model) => format!("The run is {}, as it claims.", model.name()),
        }
    }
}

/// Something that a protocol always relies on.
pub const fn assumed(what: Assumption) -> Assumed {
    Assumed { what, only_with: None }
}
