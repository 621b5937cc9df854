//! The `sequitur` command: runs scenarios, prints them in their canonical form, makes
//! links, lists protocols.
//!
//! Exit status: 0 when all went well, 1 when an `expect` line of the scenario was not
//! met, 2 when the input is wrong. Nothing is printed on standard output before the
//! whole of it is known to be right.

mod input;
mod list;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use input::{Input, Refused};
use sequitur_core::scenario::link;
use sequitur_diagram::Clock;
use std::io::{self, Write};
use std::process::ExitCode;

/// Run clock and consensus protocols from a scenario text.
#[derive(Parser)]
#[command(name = "sequitur", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a scenario and print what happens.
    Run {
        /// A file, `-` for standard input, or a link.
        input: String,
        /// The form in which the run is printed.
        #[arg(long, value_enum, default_value_t = RunFormat::Text)]
        format: RunFormat,
        /// The clock that stands beside each event of the text diagram.
        #[arg(long, value_enum)]
        clock: Option<ClockName>,
        /// The branch of a run by hand; without it, the last one.
        #[arg(long, value_name = "NAME")]
        branch: Option<String>,
    },
    /// Print a scenario in its canonical form.
    Fmt {
        /// A file, `-` for standard input, or a link.
        input: String,
    },
    /// Print the link to a scenario.
    Link {
        /// A file, `-` for standard input, or a link.
        input: String,
        /// The address of the page, to stand before the link.
        #[arg(long, value_name = "URL", default_value = "")]
        base: String,
    },
    /// List the protocols, their variants, parameters and properties.
    List {
        /// The form of the list.
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum RunFormat {
    /// A diagram in plain text.
    Text,
    /// All of the trace, as docs and scripts rely on it.
    Json,
    /// A picture that stands on its own.
    Svg,
    /// A Mermaid sequence diagram.
    Mermaid,
    /// A PlantUML sequence diagram.
    Plantuml,
    /// A log with vector clocks, as ShiViz reads it.
    Shiviz,
    /// The events as a table of comma-separated values.
    Csv,
    /// A page that stands on its own.
    Html,
}

#[derive(Clone, Copy, ValueEnum)]
enum ClockName {
    /// Lamport's clock.
    Lamport,
    /// The vector clock.
    Vector,
    /// The place in Lamport's total order.
    Order,
    /// The hybrid logical clock: physical time and a count.
    Hybrid,
    /// Physical time, as the clock of the event's node shows it.
    Physical,
}

impl From<ClockName> for Clock {
    fn from(name: ClockName) -> Clock {
        match name {
            ClockName::Lamport => Clock::Lamport,
            ClockName::Vector => Clock::Vector,
            ClockName::Order => Clock::Order,
            ClockName::Hybrid => Clock::Hybrid,
            ClockName::Physical => Clock::Physical,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum ListFormat {
    /// For people.
    Text,
    /// For scripts.
    Json,
}

/// Exit status when an `expect` line was not met.
const UNMET: u8 = 1;

/// Exit status when the input is wrong.
const WRONG: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(code) => code,
        Err(error) => {
            match error.downcast_ref::<Refused>() {
                Some(refused) => eprintln!("{refused}"),
                None => eprintln!("sequitur: {error:#}"),
            }
            ExitCode::from(WRONG)
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Run { input, format, clock, branch } => {
            run_scenario(&Input::read(&input)?, format, clock, branch.as_deref())
        }
        Command::Fmt { input } => print(&Input::read(&input)?.scenario()?.text()),
        Command::Link { input, base } => {
            let text = Input::read(&input)?.scenario()?.text();
            print(&format!("{}{}\n", base.trim_end_matches('#'), link::encode(&text)))
        }
        Command::List { format: ListFormat::Text } => print(&list::text()),
        Command::List { format: ListFormat::Json } => print(&(list::json()? + "\n")),
    }
}

fn run_scenario(
    input: &Input,
    format: RunFormat,
    clock: Option<ClockName>,
    branch: Option<&str>,
) -> anyhow::Result<ExitCode> {
    let mut scenario = input.scenario()?;
    if let Some(name) = branch {
        scenario = scenario.follow_name(name).with_context(|| {
            let names: Vec<&str> = scenario.branches().iter().map(|branch| branch.name.as_str()).collect();
            format!("{} has no branch {name:?}; branches are {}", input.name, names.join(", "))
        })?;
    }
    let run = scenario.run();
    let unused = scenario.unused(&run);
    let printed = match format {
        RunFormat::Text => match clock {
            None => sequitur_diagram::text(&run, &unused),
            Some(clock) => sequitur_diagram::text_with_clock(&run, &unused, clock.into()),
        },
        RunFormat::Svg => sequitur_diagram::svg(&run, scenario.title()),
        RunFormat::Mermaid => sequitur_diagram::mermaid(&run),
        RunFormat::Plantuml => sequitur_diagram::plantuml(&run),
        RunFormat::Shiviz => sequitur_diagram::shiviz(&run),
        RunFormat::Csv => sequitur_diagram::csv(&run),
        RunFormat::Html => sequitur_diagram::html(&run, scenario.title()),
        RunFormat::Json => {
            let text = scenario.text();
            let document = sequitur_diagram::document(&run, scenario.title(), &text, &unused);
            serde_json::to_string(&document)? + "\n"
        }
    };
    print(&printed)?;
    let unmet = scenario.unmet(&run);
    for expectation in &unmet {
        eprintln!("{}:{}:1: {}", input.name, expectation.origin + 1, expectation.what);
    }
    Ok(if unmet.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(UNMET) })
}

/// Prints to standard output. Whoever reads it may stop before the end, as `head` does.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(ExitCode::SUCCESS),
    }
}
