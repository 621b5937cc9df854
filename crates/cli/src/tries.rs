//! `sequitur try`: many random runs of a scenario.

use crate::input::Input;
use crate::say::{Progress, print};
use sequitur_check::tries::{Case, Judged, Measured, Report, Spread, Tries};
use sequitur_core::scenario::duration_text;
use serde::Serialize;
use std::fmt::Write;
use std::process::ExitCode;

/// The longest bar of a histogram.
const BAR: u64 = 40;

/// Runs between two looks at how far it is.
const SLICE: u64 = 16;

#[derive(Serialize)]
struct Document<'a> {
    runs: u64,
    first_seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    over: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<OfValue<'a>>,
    /// Where nothing is compared.
    #[serde(flatten)]
    all: Option<OfValue<'a>>,
}

/// What the runs with one value told.
#[derive(Serialize)]
struct OfValue<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    properties: Vec<OfProperty>,
    measures: Vec<OfMeasure<'a>>,
}

#[derive(Serialize)]
struct OfProperty {
    name: &'static str,
    kind: &'static str,
    holds: u32,
    violated: u32,
    pending: u32,
    /// Between which shares of all runs it holds, with a confidence of 95 percent.
    holds_share: (f64, f64),
    violated_with_seed: Option<u64>,
    decided: Vec<Times>,
}

/// How many runs decided a property in a stretch of time.
#[derive(Serialize)]
struct Times {
    from_us: u64,
    to_us: u64,
    runs: u32,
}

/// What was measured in the runs that have it.
#[derive(Serialize)]
struct OfMeasure<'a> {
    name: &'a str,
    is_time: bool,
    runs: u32,
    least: u64,
    median: u64,
    mean: f64,
    most: u64,
    stretches: Vec<Range>,
}

/// How many runs have a value in a stretch, and how many up to its end.
#[derive(Serialize)]
struct Range {
    from: u64,
    to: u64,
    runs: u32,
    up_to_here: u32,
}

/// Runs a scenario with its seed and those that follow, and compares values where some are given.
///
/// # Errors
/// Where the scenario is wrong, or has no such values.
pub fn tries(input: &Input, runs: u64, over: Option<&str>, is_json: bool) -> anyhow::Result<ExitCode> {
    let scenario = input.scenario()?;
    let mut tries = Tries::new(&scenario, over, runs).map_err(|why| anyhow::anyhow!("--over: {why}"))?;
    let progress = Progress::new();
    while tries.advance(SLICE) {
        progress.show(format_args!("{} of {runs} runs", tries.done()));
    }
    drop(progress);
    let report = tries.report();
    print(&match (is_json, &report.cases[..]) {
        (true, _) => serde_json::to_string(&document(&report))? + "\n",
        (false, [case]) => text(&report, case),
        (false, cases) => comparison(&report, cases),
    })
}

fn document(report: &Report) -> Document<'_> {
    let cases = report.cases.iter().map(of_value);
    let (values, all) = match report.over {
        Some(_) => (cases.collect(), None),
        None => (Vec::new(), cases.into_iter().next()),
    };
    Document { runs: report.runs, first_seed: report.first_seed, over: report.over.as_deref(), values, all }
}

fn of_value(case: &Case) -> OfValue<'_> {
    OfValue {
        value: case.value.as_deref(),
        properties: case.properties.iter().map(of_property).collect(),
        measures: case.measures.iter().filter_map(of_measure).collect(),
    }
}

fn of_property(judged: &Judged) -> OfProperty {
    let stretches = judged.decided.iter().flat_map(|spread| &spread.stretches);
    OfProperty {
        name: judged.name,
        kind: judged.kind.name(),
        holds: judged.holds,
        violated: judged.violated,
        pending: judged.pending,
        holds_share: judged.holds_share,
        violated_with_seed: judged.violated_with,
        decided: stretches.map(|it| Times { from_us: it.from, to_us: it.to, runs: it.runs }).collect(),
    }
}

fn of_measure(measured: &Measured) -> Option<OfMeasure<'_>> {
    let Spread { runs, least, median, most, mean_hundredths, stretches } = measured.spread.as_ref()?;
    let stretches = stretches.iter();
    Some(OfMeasure {
        name: &measured.name,
        is_time: measured.is_time,
        runs: *runs,
        least: *least,
        median: *median,
        mean: *mean_hundredths as f64 / 100.0,
        most: *most,
        stretches: stretches
            .map(|it| Range { from: it.from, to: it.to, runs: it.runs, up_to_here: it.up_to_here })
            .collect(),
    })
}

/// What the runs of one case told.
fn text(report: &Report, case: &Case) -> String {
    let mut text = format!("{} runs, seeds from {}\n", report.runs, report.first_seed);
    if let (Some(over), Some(value)) = (&report.over, &case.value) {
        let _ = writeln!(text, "{over} {value}");
    }
    let width = case.properties.iter().map(|judged| judged.name.len()).max().unwrap_or(0);
    for judged in &case.properties {
        let _ = writeln!(text, "{:width$}  {}", judged.name, how_often(judged));
        if let Some(decided) = &judged.decided {
            bars(&mut text, decided, &duration_text, false);
        }
    }
    for Measured { name, is_time, spread } in &case.measures {
        if let Some(spread) = spread {
            let value = |value: u64| if *is_time { duration_text(value) } else { value.to_string() };
            let _ = writeln!(text, "{name} in {} runs: {}", spread.runs, in_short(spread, *is_time));
            bars(&mut text, spread, &value, true);
        }
    }
    text
}

fn how_often(judged: &Judged) -> String {
    let Judged { holds, violated, pending, holds_share, violated_with, .. } = judged;
    let seed = violated_with.map_or_else(String::new, |seed| format!(", first with seed {seed}"));
    let (least, most) = (holds_share.0 * 100.0, holds_share.1 * 100.0);
    format!(
        "holds {holds}, violated {violated}, pending {pending}{seed} (holds in {least:.1}% to {most:.1}% of runs)"
    )
}

fn in_short(spread: &Spread, is_time: bool) -> String {
    let value = |value: u64| if is_time { duration_text(value) } else { value.to_string() };
    let (least, median, most) = (value(spread.least), value(spread.median), value(spread.most));
    format!("least {least}, median {median}, mean {}, most {most}", mean(spread, is_time))
}

fn mean(spread: &Spread, is_time: bool) -> String {
    let hundredths = spread.mean_hundredths;
    match is_time {
        true => duration_text(hundredths / 100),
        false => format!("{}.{:02}", hundredths / 100, hundredths % 100),
    }
}

/// A line for each stretch: from, to, how many, how many up to its end, and a bar.
fn bars(text: &mut String, spread: &Spread, value: &dyn Fn(u64) -> String, has_sum: bool) {
    let most = spread.stretches.iter().map(|stretch| stretch.runs).max().unwrap_or(0);
    for stretch in &spread.stretches {
        let sum = if has_sum { format!("{:>7}", stretch.up_to_here) } else { String::new() };
        let (from, to) = (value(stretch.from), value(stretch.to));
        let bar = bar(stretch.runs.into(), most.into());
        let _ = writeln!(text, "  {from:>12} .. {to:<12} {:>6}{sum} {bar}", stretch.runs);
    }
}

fn bar(value: u64, most: u64) -> String {
    let length = (u128::from(value) * u128::from(BAR)).div_ceil(u128::from(most.max(1)));
    "#".repeat(length as usize)
}

/// A line for each value: of each property how often it held, of each measure its mean as a bar.
fn comparison(report: &Report, cases: &[Case]) -> String {
    let over = report.over.as_deref().unwrap_or_default();
    let mut text =
        format!("{} runs with each value of {over}, seeds from {}\n", report.runs, report.first_seed);
    let name = |case: &Case| case.value.clone().unwrap_or_default();
    let width = cases.iter().map(|case| name(case).chars().count()).max().unwrap_or(0);
    for (index, judged) in cases[0].properties.iter().enumerate() {
        let _ = writeln!(text, "\n{}", judged.name);
        for case in cases {
            let _ = writeln!(text, "  {:>width$}  {}", name(case), how_often(&case.properties[index]));
        }
    }
    for (index, measured) in cases[0].measures.iter().enumerate() {
        let spreads = || cases.iter().map(|case| case.measures[index].spread.as_ref());
        let most = spreads().flatten().map(|spread| spread.mean_hundredths).max().unwrap_or(0);
        let _ = writeln!(text, "\n{}", measured.name);
        for (case, spread) in cases.iter().zip(spreads()) {
            let told = spread.map_or_else(
                || "in no run".to_owned(),
                |spread| {
                    let short = format!("in {} runs: {}", spread.runs, in_short(spread, measured.is_time));
                    format!("{short}\n  {:>width$}  {}", "", bar(spread.mean_hundredths, most))
                },
            );
            let _ = writeln!(text, "{}", format!("  {:>width$}  {told}", name(case)).trim_end());
        }
    }
    text
}
