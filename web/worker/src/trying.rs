//! Many runs of a scenario, for the panel that shows them.

use sequitur_check::tries::{Case, Judged, Measured, Report, Spread, Tries};
use sequitur_core::scenario::Scenario;
use std::fmt::Write;

/// How many runs are made between two looks at the time.
const SLICE: u64 = 8;

/// Makes so many runs of a scenario. What is compared is `timeout=100ms,200ms`, or empty.
///
/// # Errors
/// What is wrong, in sentences.
pub fn tried(
    scenario: &Scenario,
    over: &str,
    runs: usize,
    mut tell: impl FnMut(u64, u64),
) -> Result<String, String> {
    let over = Some(over).filter(|over| !over.is_empty());
    let mut tries = Tries::new(scenario, over, runs as u64)?;
    while tries.advance(SLICE) {
        tell(tries.done(), runs as u64);
    }
    Ok(said(&tries.report()))
}

fn said(report: &Report) -> String {
    let Report { runs, first_seed, over, cases } = report;
    let mut said =
        format!("tried\n{runs}\n{first_seed}\n{}\n{}\n", over.as_deref().unwrap_or_default(), cases.len());
    for Case { value, properties, measures } in cases {
        let _ = writeln!(said, "{}", value.as_deref().unwrap_or_default());
        let _ = writeln!(said, "{}", properties.len());
        properties.iter().for_each(|judged| said += &property_line(judged));
        let _ = writeln!(said, "{}", measures.len());
        for Measured { name, is_time, spread } in measures {
            let _ = writeln!(said, "{name}\t{is_time}\t{}", spread_text(spread.as_ref()));
        }
    }
    said
}

fn property_line(judged: &Judged) -> String {
    let Judged { name, holds, violated, pending, holds_share: (least, most), violated_with, decided, .. } =
        judged;
    let seed = violated_with.map(|seed| seed.to_string()).unwrap_or_default();
    let decided = spread_text(decided.as_ref());
    format!("{name}\t{holds}\t{violated}\t{pending}\t{least}\t{most}\t{seed}\t{decided}\n")
}

/// Runs, least, median, most, mean, and then for each stretch from, to, runs, runs up to its end and a
/// seed: numbers with spaces between them. Empty where there is nothing.
fn spread_text(spread: Option<&Spread>) -> String {
    let Some(Spread { runs, least, median, most, mean_hundredths, stretches }) = spread else {
        return String::new();
    };
    let mut text = format!("{runs} {least} {median} {most} {mean_hundredths}");
    for stretch in stretches {
        let seed = stretch.seed.map_or_else(|| "-".to_owned(), |seed| seed.to_string());
        let _ =
            write!(text, " {} {} {} {} {seed}", stretch.from, stretch.to, stretch.runs, stretch.up_to_here);
    }
    text
}
