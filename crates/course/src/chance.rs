//! How likely a phrase is at the end of a timed run, over all patterns of loss: exactly, as a fraction.

use crate::words;
use sequitur_core::scenario::Scenario;
use sequitur_core::scenario::phrase::{Comparison, Literal, Phrase, judge};
use sequitur_core::sim::fault::Fault;
use sequitur_core::sim::plan::{Edit, Happening, MessageEdit};
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Fate, Message};
use std::cmp::Ordering;
use std::fmt::{self, Display};

/// The most messages of one run that may be lost.
const MESSAGES_MAX: u32 = 20;

/// The most patterns of loss.
const PATTERNS_MAX: u32 = 100_000;

/// Above this, a denominator tells a reader less than a share does.
const DENOMINATOR_MAX: u128 = 1_000_000;

/// A fraction in lowest terms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fraction {
    above: u128,
    below: u128,
}

impl Fraction {
    const ZERO: Fraction = Fraction { above: 0, below: 1 };
    const ONE: Fraction = Fraction { above: 1, below: 1 };

    fn new(above: u128, below: u128) -> Option<Fraction> {
        let common = common_divisor(above, below);
        (common > 0).then(|| Fraction { above: above / common, below: below / common })
    }

    fn times(self, other: Fraction) -> Option<Fraction> {
        // What can be cancelled is cancelled first, so that less overflows.
        let (one, two) = (Fraction::new(self.above, other.below)?, Fraction::new(other.above, self.below)?);
        Fraction::new(one.above.checked_mul(two.above)?, one.below.checked_mul(two.below)?)
    }

    fn plus(self, other: Fraction) -> Option<Fraction> {
        let common = common_divisor(self.below, other.below);
        let below = (self.below / common).checked_mul(other.below)?;
        let above = self.above.checked_mul(other.below / common)?;
        Fraction::new(above.checked_add(other.above.checked_mul(self.below / common)?)?, below)
    }

    /// What is left to one.
    fn rest(self) -> Fraction {
        Fraction { above: self.below - self.above, below: self.below }
    }

    /// How two fractions compare; None where that needs larger numbers.
    pub fn compare(self, other: Fraction) -> Option<Ordering> {
        let common = common_divisor(self.below, other.below);
        let one = self.above.checked_mul(other.below / common)?;
        Some(one.cmp(&other.above.checked_mul(self.below / common)?))
    }

    /// A fraction as it is written: `3/4`, `75%`, `0.75`, `1`.
    pub fn read(literal: &Literal) -> Option<Fraction> {
        let text = literal.text.as_str();
        if let Some((above, below)) = text.split_once('/') {
            return Fraction::new(above.parse().ok()?, below.parse().ok().filter(|below| *below > 0)?);
        }
        let (number, share) = match text.strip_suffix('%') {
            Some(number) => (number, 100),
            None => (text, 1),
        };
        let (whole, digits) = number.split_once('.').unwrap_or((number, ""));
        let tens = 10_u128.checked_pow(u32::try_from(digits.len()).ok()?)?;
        let above: u128 = format!("{whole}{digits}").parse().ok()?;
        Fraction::new(above, tens.checked_mul(share)?)
    }
}

impl Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.above, self.below) {
            (above, 1) => write!(f, "{above}"),
            (above, below) if below <= DENOMINATOR_MAX => write!(f, "{above}/{below}"),
            (above, below) => {
                // As many digits as fit: the share is told, not compared.
                let below = (below / 1_000_000).max(1);
                let share = (above / below).min(1_000_000);
                f.write_str(&words::about(&format!("{}.{:04}%", share / 10_000, share % 10_000)))
            }
        }
    }
}

fn common_divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { common_divisor(other, one % other) }
}

/// Whether the order of two fractions is the one that is asked for.
pub fn satisfies(order: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::Unequal => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}

/// How likely a phrase is to be true at the end of a timed run: every message that the network may lose is
/// lost in some patterns and arrives in the others.
///
/// # Errors
/// Why it is not known.
pub fn chance(scenario: &Scenario, phrase: &Phrase) -> Result<Fraction, String> {
    let plan = scenario.plan();
    if plan.manual.is_some() {
        return Err(words::NO_CHANCE_BY_HAND.to_owned());
    }
    let changes_loss = plan.timed.iter().any(|timed| {
        matches!(&timed.what, Happening::Fault(Fault::Network(network)) if network.change.loss_ppm.is_some())
    });
    if changes_loss {
        return Err(words::CHANCE_CHANGES.to_owned());
    }
    let mut lossless = scenario.text() + "network loss 0%\n";
    for ((from, to), change) in plan.network.links.iter() {
        if change.loss_ppm.is_some() {
            let [from, to] = [from, to].map(|node| &plan.nodes[node.index()]);
            lossless += &format!("network {from}->{to} loss 0%\n");
        }
    }
    let mut patterns = Patterns { scenario, phrase, tried: 0 };
    let run = patterns.run(&lossless)?;
    patterns.from(&lossless, &run, 0, 0)
}

/// The patterns of loss that are left to try.
struct Patterns<'a> {
    scenario: &'a Scenario,
    phrase: &'a Phrase,
    tried: u32,
}

impl Patterns<'_> {
    fn run(&mut self, text: &str) -> Result<Run, String> {
        self.tried += 1;
        if self.tried > PATTERNS_MAX {
            return Err(words::patterns_limit(PATTERNS_MAX));
        }
        let pattern = Scenario::parse(text);
        Ok(pattern.map_err(|_| words::NOT_WRITTEN_LOSSES.to_owned())?.run())
    }

    /// The chance when of the messages of a run the first ones are decided. To lose a later one changes
    /// nothing of those before it.
    fn from(&mut self, text: &str, run: &Run, decided: usize, open: u32) -> Result<Fraction, String> {
        let messages = run.trace.messages.iter().enumerate().skip(decided);
        let Some((index, message)) = messages.into_iter().find(|(_, message)| self.may_be_lost(message))
        else {
            let is_true = judge(run, &[self.phrase]).truths[0].at_end();
            return Ok(if is_true { Fraction::ONE } else { Fraction::ZERO });
        };
        if open == MESSAGES_MAX {
            return Err(words::messages_limit(MESSAGES_MAX));
        }
        let lost = self.loss(message);
        let without = format!("{text}drop {}\n", run.trace.key_text(message.key));
        let other = self.run(&without)?;
        let too_fine = || words::FRACTIONS_GROW.to_owned();
        let if_lost = self.from(&without, &other, index + 1, open + 1)?;
        let if_lost = if_lost.times(lost).ok_or_else(too_fine)?;
        let if_not = self.from(text, run, index + 1, open + 1)?;
        let if_not = if_not.times(lost.rest()).ok_or_else(too_fine)?;
        if_lost.plus(if_not).ok_or_else(too_fine)
    }

    fn loss(&self, message: &Message) -> Fraction {
        let link = self.scenario.plan().network.link(message.key.from, message.key.to);
        Fraction::new(u128::from(link.loss_ppm), 1_000_000).unwrap_or(Fraction::ZERO)
    }

    /// Whether chance decides of a message: copies are never lost, and lines about a message beat chance.
    fn may_be_lost(&self, message: &Message) -> bool {
        let is_fixed = |edit: &Edit| {
            edit.key == message.key && matches!(edit.change, MessageEdit::Drop | MessageEdit::DelayTo(_))
        };
        let has_line = self.scenario.plan().edits.iter().any(is_fixed);
        message.key.copy == 0
            && message.fate != Fate::Dropped
            && !has_line
            && self.loss(message) != Fraction::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(text: &str) -> Fraction {
        Fraction::read(&Literal { text: text.to_owned(), is_quoted: false }).expect(text)
    }

    #[test]
    fn fractions_are_read_in_all_their_forms() {
        assert_eq!([fraction("75%"), fraction("0.75"), fraction("6/8")], [fraction("3/4"); 3]);
        assert_eq!(fraction("3/4").to_string(), "3/4");
        assert_eq!(fraction("98949/10000000000").to_string(), "about 0.0009%");
        assert_eq!(fraction("1/4").plus(fraction("1/4")), Some(fraction("50%")));
        assert_eq!(fraction("99%").compare(fraction("98.949%")), Some(Ordering::Greater));
    }
}
