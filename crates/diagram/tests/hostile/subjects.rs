//! What is done with a damaged input.

use crate::corpus::{Corpus, EXPRESSION_WORDS, EXPRESSIONS, LOG_WORDS, SCENARIO_WORDS};
use crate::mutate::{Draws, mutated};
use sequitur_core::scenario::{Scenario, link};
use sequitur_core::sim::run::Run;
use sequitur_diagram::{Clock, Log, Reading};

/// How many events of a run are made.
const EVENTS: u32 = 10_000;

/// An attempt on the library: whether it read the input, or what was wrong.
type Attempt = Box<dyn FnOnce() -> Result<bool, String>>;

/// Picks an input, damages it, and says what is to be done with it.
pub fn pick(corpus: &Corpus, draws: &mut Draws) -> (&'static str, Attempt) {
    let has_forms = draws.below(16) == 0;
    match draws.below(10) {
        0..5 => {
            let (text, other) = (draws.one_of(&corpus.scenarios), draws.one_of(&corpus.scenarios));
            let text = mutated(text, other, &SCENARIO_WORDS, draws);
            ("scenario", Box::new(move || scenario(&text, has_forms)))
        }
        5 => {
            let (text, other) = (draws.one_of(&corpus.links), draws.one_of(&corpus.links));
            let text = match draws.below(2) {
                0 => mutated(text, other, &SCENARIO_WORDS, draws),
                _ => {
                    let text: &String = draws.one_of(&corpus.scenarios);
                    link::encode(&mutated(text, other, &SCENARIO_WORDS, draws))
                }
            };
            (
                "link",
                Box::new(move || link::decode(&text).map_or(Ok(false), |text| scenario(&text, has_forms))),
            )
        }
        6 | 7 => {
            let (text, other) = (draws.one_of(&corpus.logs), draws.one_of(&corpus.logs));
            let text = mutated(text, other, &LOG_WORDS, draws);
            let reading = match draws.below(3) {
                0 => Some(Reading {
                    expression: (*draws.one_of(&EXPRESSIONS)).to_owned(),
                    ..Reading::default()
                }),
                _ => None,
            };
            ("log", Box::new(move || log(&text, reading, has_forms)))
        }
        _ => {
            let (one, other) = (*draws.one_of(&EXPRESSIONS), *draws.one_of(&EXPRESSIONS));
            let expression = mutated(one, other, &EXPRESSION_WORDS, draws);
            let delimiter = match draws.below(4) {
                0 => mutated("^=== (?<trace>.*) ===$", other, &EXPRESSION_WORDS, draws),
                _ => String::new(),
            };
            let text = draws.one_of(&corpus.logs).clone();
            let reading = Reading { expression, delimiter, ..Reading::default() };
            ("expression", Box::new(move || log(&text, Some(reading), has_forms)))
        }
    }
}

/// Reads a scenario, prints it, reads that again, and runs it for a while.
fn scenario(text: &str, has_forms: bool) -> Result<bool, String> {
    let scenario = match Scenario::parse(text) {
        Ok(scenario) => scenario,
        Err(mistakes) if mistakes.is_empty() => return Err("refused without a mistake".to_owned()),
        Err(mistakes) => {
            mistakes.iter().for_each(|mistake| drop(mistake.to_string()));
            return Ok(false);
        }
    };
    let printed = scenario.text();
    let again = match Scenario::parse(&printed) {
        Ok(again) => again.text(),
        Err(mistakes) => return Err(format!("what is printed is refused: {}", mistakes[0])),
    };
    if again != printed {
        return Err("what is printed is printed otherwise".to_owned());
    }
    drop(link::encode(&printed));
    let mut simulation = scenario.machine().begin(scenario.plan().clone());
    if simulation.advance(EVENTS) {
        let run = simulation.finish();
        drop((scenario.unused(&run), scenario.unmet(&run)));
        forms(&run, has_forms);
    }
    Ok(true)
}

/// Reads a log, and writes it.
fn log(text: &str, reading: Option<Reading>, has_forms: bool) -> Result<bool, String> {
    let reading = reading.unwrap_or_else(|| sequitur_diagram::recognise(text));
    let log: Log = match sequitur_diagram::read(text, &reading) {
        Ok(log) => log,
        Err(_) => return Ok(false),
    };
    let trace = &log.run.trace;
    if trace.messages.iter().any(|message| message.received.is_none_or(|received| received <= message.sent)) {
        return Err("something arrives before it is sent".to_owned());
    }
    if log.skipped.lines_read() + log.skipped.lines != log.skipped.of {
        return Err("lines are lost".to_owned());
    }
    forms(&log.run, has_forms);
    if has_forms {
        drop((sequitur_diagram::csv_of_log(&log), sequitur_diagram::shiviz_of_log(&log)));
        drop(serde_json::to_string(&sequitur_diagram::log_document(&log)));
    }
    Ok(true)
}

/// A run in all its forms.
fn forms(run: &Run, wanted: bool) {
    if wanted {
        drop((
            sequitur_diagram::text_with_clock(run, &[], Clock::Vector),
            sequitur_diagram::html(run, "title"),
        ));
        drop((sequitur_diagram::mermaid(run), sequitur_diagram::plantuml(run)));
        drop(serde_json::to_string(&sequitur_diagram::document(run, "", "", &[])));
    }
}
