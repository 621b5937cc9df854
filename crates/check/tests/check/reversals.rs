//! How often a payment is taken back, over many runs of the longest chain, against formulas.

use sequitur_check::tries::interval;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Outcome;

/// The chance that an attacker takes back a payment with so many confirmations, where it has a
/// share of the power, and a block in secret when it pays. While the others find theirs it finds
/// so many with a negative binomial distribution: Rosenfeld, 2014; Grunspan, Pérez-Marco, 2018.
fn chance(share: f64, confirmations: u32) -> f64 {
    let (q, p, z) = (share, 1.0 - share, confirmations as i32);
    let mut ways = 1.0;
    let mut fails = 0.0;
    for found in 0..z {
        fails += ways * (p.powi(z) * q.powi(found) - q.powi(z) * p.powi(found));
        ways *= f64::from(found + z) / f64::from(found + 1);
    }
    1.0 - fails
}

/// The same in section 11 of Nakamoto's paper, which lets the others take as long as they take on
/// average: a Poisson distribution.
fn nakamoto(share: f64, confirmations: u32) -> f64 {
    let (q, p, z) = (share, 1.0 - share, confirmations as i32);
    let expected = f64::from(z) * q / p;
    let mut poisson = (-expected).exp();
    let mut fails = 0.0;
    for found in 0..=z {
        fails += poisson * (1.0 - (q / p).powi(z - found));
        poisson *= expected / f64::from(found + 1);
    }
    1.0 - fails
}

/// The shares of runs in which the payment is taken back, with a confidence of 95 percent.
fn taken_back(percent: u32, confirmations: u32, runs: u64) -> (f64, f64) {
    let text = format!(
        "protocol longest-chain\nnodes 2\nset attacker {percent}\nset confirmations {confirmations}\nset block 10ms\nset give-up 30\nnetwork delay 1us\nat 0ms M2 pay\nuntil 600ms\n"
    );
    let is_taken_back = |seed: &u64| {
        let run = Scenario::parse(&format!("{text}seed {seed}\n")).expect("a scenario").run();
        run.verdicts.iter().any(|verdict| verdict.outcome == Outcome::Violated)
    };
    let count = (1..=runs).filter(is_taken_back).count();
    interval(count as u32, runs)
}

/// Known figures of both formulas.
#[test]
fn the_formulas_are_those_of_the_papers() {
    let close = |one: f64, other: f64| (one - other).abs() < 5e-5;
    // Section 11 of Nakamoto's paper, q = 0.1 and q = 0.3.
    for (share, confirmations, expected) in
        [(0.1, 1, 0.204_587_3), (0.1, 5, 0.000_913_7), (0.3, 5, 0.177_352_3), (0.3, 10, 0.041_660_5)]
    {
        assert!(close(nakamoto(share, confirmations), expected), "{share} {confirmations}");
    }
    // Rosenfeld's first table.
    for (share, confirmations, expected) in
        [(0.1, 1, 0.2), (0.1, 2, 0.056), (0.3, 2, 0.432), (0.3, 6, 0.156_45), (0.4, 1, 0.8)]
    {
        assert!(close(chance(share, confirmations), expected), "{share} {confirmations}");
    }
}

#[test]
fn payments_are_taken_back_as_often_as_the_negative_binomial_says() {
    for (percent, confirmations) in [(10, 1), (30, 2), (30, 6)] {
        let (least, most) = taken_back(percent, confirmations, 4_000);
        let expected = chance(f64::from(percent) / 100.0, confirmations);
        assert!((least..=most).contains(&expected), "{percent} % at {confirmations}: {least} to {most}");
    }
}

/// Where the two formulas are farthest apart, the runs tell which one is right.
#[test]
fn they_are_not_taken_back_as_often_as_a_poisson_distribution_says() {
    let (least, most) = taken_back(30, 1, 4_000);
    assert!((least..=most).contains(&chance(0.3, 1)), "{least} to {most}");
    assert!(most < nakamoto(0.3, 1), "{most}");
}
