//! The `sequitur` command: runs scenarios, searches their schedules, prints them in their
//! canonical form, makes links, lists protocols.
//!
//! Exit status: 0 when all went well, 1 when an `expect` line of the scenario was not
//! met or a search found a violation, 2 when the input is wrong, 3 when a search reached
//! a limit first. Nothing is printed on standard output before the
//! whole of it is known to be right.

mod check;
mod compare;
mod grade;
mod input;
mod list;
mod meter;
mod prove;
mod say;
mod shrink;
mod tries;
mod valence;
mod what_if;

use anyhow::Context;
use clap::{Parser, Subcommand, ValueEnum};
use input::{Input, Refused};
use say::{print, print_json, tell};
use sequitur_core::scenario::link;
use sequitur_core::sim::run::Run;
use sequitur_diagram::{Clock, Document, Log, Reading};
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
        /// What the input is, where it is no scenario.
        #[arg(long, value_enum)]
        from: Option<Source>,
        #[command(flatten)]
        log: LogArguments,
    },
    /// Lay runs side by side as one node sees them: what it cannot tell apart, and from where
    /// on it can.
    Compare(compare::Arguments),
    /// Search every schedule that the `allow` lines of a scenario permit.
    Check {
        /// A file, `-` for standard input, or a link.
        input: String,
        #[command(flatten)]
        bounds: check::Bounds,
        /// The form of what is found.
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Run a scenario with many seeds and tell how often each property held, and when
    /// that was decided.
    Try {
        /// A file, `-` for standard input, or a link.
        input: String,
        /// How many runs; the first has the seed of the scenario.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
        runs: u64,
        /// Compare values of a parameter, or of nodes, loss, delay or duplicate: `timeout=100ms,200ms`.
        #[arg(long, value_name = "NAME=VALUE,…")]
        over: Option<String>,
        /// The form of the answer.
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
    /// Leave out all lines that are not needed to violate the same property.
    Shrink {
        /// A file, `-` for standard input, or a link.
        input: String,
    },
    /// Grade answers to an exercise by running them.
    Grade(grade::Arguments),
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
        #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
        format: ReportFormat,
    },
}

/// How a log is read.
#[derive(clap::Args)]
struct LogArguments {
    /// What an event of the log looks like: an expression in JavaScript's syntax with groups
    /// named host, clock and event. Without it, the log's first line is taken where that is
    /// an expression, or else the common shape that fits best.
    #[arg(long, requires = "from")]
    expression: Option<String>,
    /// What stands between executions of the log; a group named trace names them. Without
    /// it, the log's second line after an expression, or `=== … ===`.
    #[arg(long, requires = "from")]
    delimiter: Option<String>,
    /// Which execution of the log is read, from 1.
    #[arg(long, requires = "from", value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    execution: u32,
    /// A host that gets a lane; can be given several times. Without it, the first hosts do.
    #[arg(long, requires = "from", value_name = "NAME")]
    host: Vec<String>,
}

impl LogArguments {
    /// How the log is read, where more was recognised than was said.
    fn apply(self, recognised: Reading) -> Reading {
        Reading {
            expression: self.expression.unwrap_or(recognised.expression),
            delimiter: self.delimiter.unwrap_or(recognised.delimiter),
            execution: self.execution as usize - 1,
            hosts: self.host,
            header_lines: recognised.header_lines,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Source {
    /// A log with vector clocks.
    Shiviz,
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
    /// How deep the event's node knows of the first command.
    Knowledge,
    /// The stamps that the processes of exchange keep themselves.
    Kept,
}

impl From<ClockName> for Clock {
    fn from(name: ClockName) -> Clock {
        match name {
            ClockName::Lamport => Clock::Lamport,
            ClockName::Vector => Clock::Vector,
            ClockName::Order => Clock::Order,
            ClockName::Hybrid => Clock::Hybrid,
            ClockName::Physical => Clock::Physical,
            ClockName::Knowledge => Clock::Knowledge,
            ClockName::Kept => Clock::Kept,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
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
                Some(refused) => tell(&refused.to_string()),
                None => tell(&format!("sequitur: {error:#}")),
            }
            ExitCode::from(WRONG)
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Run { input, format, clock, branch, from: None, .. } => {
            run_scenario(&Input::read(&input)?, format, clock, branch.as_deref())
        }
        Command::Run { input, format, clock, from: Some(Source::Shiviz), log, .. } => {
            run_log(&input, format, clock, log)
        }
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Check { input, bounds, format } if bounds.valence => {
            valence::valence(&Input::read(&input)?, format == ReportFormat::Json)
        }
        Command::Check { input, bounds, format } if bounds.what_if => {
            what_if::what_if(&Input::read(&input)?, &bounds, format == ReportFormat::Json)
        }
        Command::Check { input, bounds, format } => {
            check::check(&Input::read(&input)?, &bounds, format == ReportFormat::Json)
        }
        Command::Try { input, runs, over, format } => {
            tries::tries(&Input::read(&input)?, runs, over.as_deref(), format == ReportFormat::Json)
        }
        Command::Shrink { input } => shrink::shrink(&Input::read(&input)?),
        Command::Grade(arguments) => grade::run(&arguments),
        Command::Fmt { input } => print(&Input::read(&input)?.scenario()?.text()),
        Command::Link { input, base } => {
            let text = Input::read(&input)?.scenario()?.text();
            print(&format!("{}{}\n", base.trim_end_matches('#'), link::encode(&text)))
        }
        Command::List { format: ReportFormat::Text } => print(&list::text()),
        Command::List { format: ReportFormat::Json } => print(&(list::json()? + "\n")),
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
    let text = scenario.text();
    let document = sequitur_diagram::document(&run, scenario.title(), &text, &unused);
    match format {
        RunFormat::Json => print_json(&document)?,
        _ => print(&form(&run, &document, &unused, format, clock)?)?,
    };
    for line in scenario.asked_of_grade() {
        tell(&format!("{}: asked of grade: {line}", input.name));
    }
    let unmet = scenario.unmet(&run);
    for expectation in &unmet {
        tell(&format!("{}:{}:1: {}", input.name, expectation.origin + 1, expectation.what));
    }
    Ok(if unmet.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(UNMET) })
}

/// A run in one of its forms.
fn form(
    run: &Run,
    document: &Document,
    unused: &[String],
    format: RunFormat,
    clock: Option<ClockName>,
) -> anyhow::Result<String> {
    Ok(match (format, clock) {
        (RunFormat::Text, None) => sequitur_diagram::text(run, unused),
        (RunFormat::Text, Some(clock)) => {
            let clock = Clock::from(clock);
            if !clock.fits(run) {
                anyhow::bail!(
                    "--clock kept: these nodes keep no stamps of their events; lamport and vector compute them"
                );
            }
            sequitur_diagram::text_with_clock(run, unused, clock)
        }
        (RunFormat::Json, _) => serde_json::to_string(document)? + "\n",
        (RunFormat::Svg, _) => sequitur_diagram::svg(run, document.title()),
        (RunFormat::Mermaid, _) => sequitur_diagram::mermaid(run),
        (RunFormat::Plantuml, _) => sequitur_diagram::plantuml(run),
        (RunFormat::Shiviz, _) => sequitur_diagram::shiviz(run),
        (RunFormat::Csv, _) => sequitur_diagram::csv(run),
        (RunFormat::Html, _) => sequitur_diagram::html(run, document.title()),
    })
}

/// Reads a log and prints it. What is to be said of it is told under the diagram, in the
/// document, and else on standard error.
fn run_log(
    input: &str,
    format: RunFormat,
    clock: Option<ClockName>,
    arguments: LogArguments,
) -> anyhow::Result<ExitCode> {
    if clock.is_some_and(|clock| Clock::from(clock).needs_time()) {
        anyhow::bail!("--clock: a log has no time that its hosts share; lamport, vector and order are there");
    }
    let log = input::read_log(input, |reading| arguments.apply(reading))?;
    if log.skipped.lines > 0 {
        let doubt = if log.skipped.is_most() { "; does the expression fit this log?" } else { "" };
        tell(&format!("{input}: {}{doubt}", log.skipped));
    }
    let told = remarks(input, &log);
    let document = sequitur_diagram::log_document(&log);
    match format {
        RunFormat::Text => {
            return print(&(form(&log.run, &document, &[], format, clock)? + &told));
        }
        RunFormat::Json => return print_json(&document),
        _ if !told.is_empty() => tell(told.trim_end()),
        _ => {}
    }
    match format {
        RunFormat::Csv => print(&sequitur_diagram::csv_of_log(&log)),
        RunFormat::Shiviz => print(&sequitur_diagram::shiviz_of_log(&log)),
        _ => print(&form(&log.run, &document, &[], format, clock)?),
    }
}

/// Where the clocks of a log contradict each other, and which of its hosts have no lane.
fn remarks(input: &str, log: &Log) -> String {
    let contradictions = &log.contradictions;
    let told = contradictions.remarks.iter().map(|remark| format!("{input}:{remark}\n"));
    let mut told: String = told.chain(contradictions.rest().map(|rest| rest + "\n")).collect();
    let lanes = log.hosts.iter().filter(|host| host.has_lane).count();
    if lanes < log.hosts.len() {
        let hosts = log.hosts.len();
        told += &format!("{lanes} of {hosts} hosts have lanes; --host NAME chooses others\n");
    }
    told
}
