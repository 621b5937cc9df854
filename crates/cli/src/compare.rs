//! `sequitur compare`: runs side by side, as one node sees them.

use crate::input::Input;
use crate::say::{print, print_json};
use anyhow::{Context, bail};
use clap::ValueEnum;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_diagram::{Alongside, alongside_svg, alongside_text};
use std::process::ExitCode;

/// The most runs that are laid side by side.
const RUNS_MAX: usize = 100;

/// What is compared.
#[derive(clap::Args)]
pub struct Arguments {
    /// Files, `-` for standard input, or links. All branches of a run by hand are compared.
    #[arg(required = true)]
    inputs: Vec<String>,
    /// The node whose eyes it is seen with.
    #[arg(long = "as", value_name = "NODE")]
    node: String,
    /// Only this branch; can be given several times.
    #[arg(long, value_name = "NAME")]
    branch: Vec<String>,
    /// The form in which it is printed.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// What the node sees, then each run as a diagram.
    Text,
    /// For scripts.
    Json,
    /// A picture: the node's lane, and beside it the runs.
    Svg,
}

/// Compares runs, and tells what the node cannot tell apart.
///
/// # Errors
/// Where a scenario is wrong, or has no such branch or node.
pub fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut ways: Vec<(String, Scenario)> = Vec::new();
    let mut branches: Vec<String> = Vec::new();
    for input in &arguments.inputs {
        let input = Input::read(input)?;
        let found = ways_of(&input.scenario()?, &arguments.branch);
        branches.extend(found.iter().map(|(branch, _)| branch.clone()));
        let several = arguments.inputs.len() > 1;
        let named = |(branch, scenario): (String, Scenario)| match (several, scenario.branches().len()) {
            (false, 2..) => (branch, scenario),
            (_, 2..) => (format!("{} {branch}", input.name), scenario),
            _ => (input.name.clone(), scenario),
        };
        ways.extend(found.into_iter().map(named));
    }
    if let Some(missing) = arguments.branch.iter().find(|name| !branches.contains(name)) {
        bail!("there is no branch {missing:?}");
    }
    if ways.len() < 2 || ways.len() > RUNS_MAX {
        bail!("2 to {RUNS_MAX} runs can be compared, and here are {}: name files, or branches", ways.len());
    }
    let runs: Vec<Run> = ways.iter().map(|(_, scenario)| scenario.run()).collect();
    let runs: Vec<(&str, &Run)> = ways.iter().map(|(name, _)| name.as_str()).zip(&runs).collect();
    let node = &arguments.node;
    let alongside = Alongside::new(node, &runs).with_context(|| {
        let lacks = runs.iter().find(|(_, run)| !run.trace.nodes.contains(node));
        let (name, nodes) =
            lacks.map_or(("", String::new()), |(name, run)| (*name, run.trace.nodes.join(", ")));
        format!("{name} has no node {node:?}; nodes are {nodes}")
    })?;
    match arguments.format {
        Format::Text => print(&alongside_text(&alongside, &runs)),
        Format::Json => print_json(&alongside.document()),
        Format::Svg => print(&alongside_svg(&alongside, &runs)),
    }
}

/// The ways in which a scenario goes, by the names of their branches: those that are asked for,
/// or all.
fn ways_of(scenario: &Scenario, asked: &[String]) -> Vec<(String, Scenario)> {
    let way = |index: usize| (scenario.branches()[index].name.clone(), scenario.follow(index));
    if asked.is_empty() {
        return scenario.ways().into_iter().map(way).collect();
    }
    (0..scenario.branches().len()).map(way).filter(|(name, _)| asked.contains(name)).collect()
}
