//! Signed messages with random traitors, against the algorithm of the paper as sets of chains that
//! grow round by round: no engine, no timers, no network.

use super::parse;
use proptest::prelude::*;
use sequitur_core::sim::run::{Outcome, Run};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const ORDERS: [&str; 3] = ["attack", "retreat", "hold"];

/// An order and who has signed it, in that order; false for what only looks like a signature.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Chain {
    order: &'static str,
    by: Vec<(usize, bool)>,
}

impl Chain {
    fn signed(&self, general: usize) -> Chain {
        Chain { order: self.order, by: [&self.by[..], &[(general, true)]].concat() }
    }

    fn has(&self, general: usize) -> bool {
        self.by.iter().any(|(by, _)| *by == general)
    }

    fn text(&self) -> String {
        let signature =
            |(by, genuine): &(usize, bool)| format!(":G{}{}", by + 1, if *genuine { "" } else { "?" });
        self.order.to_owned() + &self.by.iter().map(signature).collect::<String>()
    }
}

/// What a traitor shows a loyal lieutenant in a round.
#[derive(Debug)]
struct Shown {
    round: usize,
    from: usize,
    to: usize,
    chain: Chain,
}

#[derive(Debug)]
struct Oracle {
    n: usize,
    m: usize,
    order: &'static str,
    early_silence: bool,
    traitors: BTreeSet<usize>,
    shown: Vec<Shown>,
}

/// How it ends: what each loyal lieutenant has heard, and what no traitor could show.
#[derive(Default)]
struct Ended {
    heard: BTreeMap<usize, Vec<&'static str>>,
    refused: usize,
}

impl Oracle {
    fn is_loyal(&self, general: usize) -> bool {
        !self.traitors.contains(&general)
    }

    /// Whether traitors can show a chain: each genuine signature in it is that of a traitor, or one of
    /// them has seen it on these words.
    fn can_show(&self, seen: &BTreeSet<Chain>, chain: &Chain) -> bool {
        (0..chain.by.len()).all(|index| {
            let (by, genuine) = chain.by[index];
            let begins =
                |other: &Chain| other.order == chain.order && other.by.starts_with(&chain.by[..=index]);
            !genuine || !self.is_loyal(by) || seen.iter().any(begins)
        })
    }

    /// Whether a lieutenant takes a chain in a round: SM(m), step 2, with as many signatures as the round
    /// asks for.
    fn is_valid(&self, chain: &Chain, to: usize, round: usize) -> bool {
        let distinct: BTreeSet<usize> = chain.by.iter().map(|(by, _)| *by).collect();
        chain.by.iter().all(|(_, genuine)| *genuine)
            && chain.by.first().is_some_and(|(by, _)| *by == 0)
            && distinct.len() == chain.by.len()
            && !chain.has(to)
            && chain.by.len() >= round
    }

    fn ended(&self) -> Ended {
        let mut ended = Ended::default();
        let mut seen: BTreeSet<Chain> = BTreeSet::new();
        let mut relays: Vec<(usize, Chain)> = Vec::new();
        for round in 1..=self.m + 1 {
            let mut arriving: Vec<(usize, Chain)> = Vec::new();
            if round == 1 && self.is_loyal(0) {
                let chain = Chain { order: self.order, by: vec![(0, true)] };
                arriving.extend((1..self.n).map(|to| (to, chain.clone())));
            }
            // What arrives at the same time arrives in the order of the senders.
            relays.sort_by_key(|(by, _)| *by);
            let (now, later): (Vec<_>, Vec<_>) =
                relays.into_iter().partition(|(_, chain)| chain.by.len() < round);
            relays = later;
            for (by, chain) in now {
                let others = (1..self.n).filter(|to| *to != by && !chain.has(*to));
                arriving.extend(others.map(|to| (to, chain.signed(by))));
            }
            // Traitors speak when they have heard what loyal generals say in this round.
            let to_traitors = arriving.iter().filter(|(to, _)| !self.is_loyal(*to));
            seen.extend(to_traitors.map(|(_, chain)| chain.clone()));
            for shown in self.shown.iter().filter(|shown| shown.round == round) {
                if self.can_show(&seen, &shown.chain) {
                    arriving.push((shown.to, shown.chain.clone()));
                } else {
                    ended.refused += 1;
                }
            }
            arriving.retain(|(to, _)| self.is_loyal(*to));
            for (to, chain) in arriving {
                let heard = ended.heard.entry(to).or_default();
                let is_silent = self.early_silence && heard.len() >= 2;
                if self.is_valid(&chain, to, round) && !heard.contains(&chain.order) && !is_silent {
                    heard.push(chain.order);
                    if chain.by.len() <= self.m {
                        relays.push((to, chain));
                    }
                }
            }
        }
        ended
    }

    fn obeyed(&self, ended: &Ended) -> BTreeMap<usize, &'static str> {
        let choice = |general: usize| match ended.heard.get(&general).map_or(&[][..], Vec::as_slice) {
            [order] => *order,
            _ => "retreat",
        };
        (1..self.n)
            .filter(|general| self.is_loyal(*general))
            .map(|general| (general, choice(general)))
            .collect()
    }

    fn scenario(&self) -> String {
        let mut text = format!("protocol signed-messages\nnodes {}\nset m {}\n", self.n, self.m);
        if self.early_silence {
            text += "set early-silence on\n";
        }
        if !self.traitors.is_empty() {
            let names: Vec<String> =
                self.traitors.iter().map(|traitor| format!("G{}", traitor + 1)).collect();
            let _ = writeln!(text, "traitors {}", names.join(" "));
        }
        text += "network delay 10ms\n";
        if self.is_loyal(0) {
            let _ = writeln!(text, "at 0ms G1 {}", self.order);
        }
        for (Shown { round, from, to, chain }, index) in self.shown.iter().zip(0..) {
            let at = 100 * (round - 1) + 50 + index;
            let _ = writeln!(text, "at {at}ms forge Signed G{}->G{} {}", from + 1, to + 1, chain.text());
        }
        text
    }
}

/// Draws without end from a list.
struct Draws<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl Draws<'_> {
    fn below(&mut self, count: usize) -> usize {
        usize::from(*self.0.next().expect("a cycle")) % count
    }
}

/// Something for a traitor to show: signatures of traitors and others behind that of the commander, as
/// many as the round asks for, sometimes too few, twice, or not genuine.
fn show(oracle: &Oracle, draws: &mut Draws) -> Shown {
    let traitors: Vec<usize> = oracle.traitors.iter().copied().collect();
    let loyal: Vec<usize> = (1..oracle.n).filter(|general| oracle.is_loyal(*general)).collect();
    let (round, from) = (1 + draws.below(oracle.m + 1), traitors[draws.below(traitors.len())]);
    let to = loyal[draws.below(loyal.len())];
    let wanted = (round + [0, 0, 0, 1, 2][draws.below(5)]).saturating_sub(usize::from(draws.below(8) == 0));
    let mut chain = Chain { order: ORDERS[draws.below(3)], by: Vec::new() };
    while chain.by.len() < wanted.clamp(1, oracle.n) {
        let anybody = draws.below(oracle.n);
        let others: Vec<usize> = (1..oracle.n).filter(|by| *by != to && !chain.has(*by)).collect();
        let by = match draws.below(24) {
            0 => anybody,
            _ if chain.by.is_empty() => 0,
            _ if others.is_empty() => break,
            _ => others[draws.below(others.len())],
        };
        chain.by.push((by, draws.below(24) > 0));
    }
    Shown { round, from, to, chain }
}

fn obeyed(run: &Run) -> BTreeMap<usize, &str> {
    let loyal = run.decisions.iter().filter(|decision| run.plan.traitors.get(&decision.node).is_none());
    loyal.map(|decision| (decision.node.index(), decision.value.as_str())).collect()
}

proptest! {
    #![proptest_config(super::runs(600))]

    #[test]
    fn signed_messages_end_as_the_sets_of_chains_say(
        n in 2_usize..=7,
        m in 0_usize..=3,
        mask in 0_u32..128,
        order in 0_usize..3,
        early_silence in any::<bool>(),
        count in 0_usize..14,
        draws in proptest::collection::vec(any::<u8>(), 600),
    ) {
        let mut traitors: BTreeSet<usize> = (0..n).filter(|general| mask & (1 << general) != 0).collect();
        if (1..n).all(|general| traitors.contains(&general)) {
            traitors.remove(&(n - 1));
        }
        let mut oracle =
            Oracle { n, m: m.min(n - 1), order: ORDERS[order], early_silence, traitors, shown: Vec::new() };
        let mut draws = Draws(draws.iter().cycle());
        if !oracle.traitors.is_empty() {
            oracle.shown = (0..count).map(|_| show(&oracle, &mut draws)).collect();
            oracle.shown.sort_by_key(|shown| shown.round);
        }
        let text = oracle.scenario();
        let run = parse(&text).run();
        let ended = oracle.ended();
        prop_assert_eq!(run.refused.iter().count(), ended.refused, "{}", text);
        prop_assert_eq!(obeyed(&run), oracle.obeyed(&ended), "{}", text);
        if oracle.traitors.len() <= oracle.m {
            let broken = run.verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Violated);
            prop_assert_eq!(broken.count(), 0, "{}", text);
        }
    }
}
