//! "Search every order": a search beside the page that says what it will try, how far it is,
//! what it found, and what is known when it is stopped.

use crate::document::State;
use crate::document::open_run::OpenRun;
use crate::document::open_run::time_text;
use crate::document::page::Page;
use crate::document::replacing::show_found;
use crate::engine::checking::{Checking, Figures, Finding, Outcome, WorkerMessage};
use crate::panels::branches::ScenarioRef;
use crate::panels::verdicts;
use crate::words::check as words;
use crate::words::search;
use gloo::utils::window;
use sequitur_core::scenario::{Edit, Scenario};
use sequitur_core::trace::Micros;
use std::rc::Rc;
use yew::prelude::*;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scenario whose run is shown.
    pub scenario: ScenarioRef,
    /// How many choices of a run by hand come before the search.
    pub choices: usize,
    /// The moment from which a timed run is searched; from its start where there is none.
    pub cursor: Option<Micros>,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// What it takes from the page.
    pub fn of(page: &Page, made: &OpenRun) -> Props {
        Props {
            scenario: ScenarioRef(Rc::clone(&made.scenario)),
            choices: made.choices_by(page.cursor),
            cursor: page.cursor,
            dispatch: page.dispatch(),
        }
    }
}

/// What the panel shows.
#[derive(Clone, PartialEq)]
enum Phase {
    Idle,
    /// The worker is on its way.
    Starting,
    /// It searches; with how many states a second.
    Running(Figures, u64),
    Over(WorkerMessage, u64),
    Cancelled(Figures),
}

/// The panel.
#[component]
pub fn Check(props: &Props) -> Html {
    let phase = use_state(|| Phase::Idle);
    let checking = use_mut_ref(|| None::<Checking>);
    let began = use_mut_ref(|| 0.0);
    let last = use_mut_ref(Figures::default);
    let start = {
        let (phase, checking, began, last) = (phase.setter(), checking.clone(), began.clone(), last.clone());
        let (scenario, choices) = (searched(props), props.choices);
        move |_: MouseEvent| {
            let hear = {
                let (phase, began, last) = (phase.clone(), began.clone(), last.clone());
                move |word| {
                    let figures = match &word {
                        WorkerMessage::Ready => {
                            *began.borrow_mut() = now();
                            Figures::default()
                        }
                        WorkerMessage::Progress(figures) => *figures,
                        WorkerMessage::Done(outcome) => outcome.figures,
                        _ => *last.borrow(),
                    };
                    *last.borrow_mut() = figures;
                    let rate = rate(figures.states, now() - *began.borrow());
                    phase.set(match word {
                        WorkerMessage::Ready | WorkerMessage::Progress(_) => Phase::Running(figures, rate),
                        word => Phase::Over(word, rate),
                    });
                }
            };
            *last.borrow_mut() = Figures::default();
            let started = Checking::start("check", choices, &scenario, hear);
            phase.set(if started.is_some() { Phase::Starting } else { Phase::Over(WorkerMessage::Died, 0) });
            // The worker of the search before ends here.
            *checking.borrow_mut() = started;
        }
    };
    let stop = |next: fn(Figures) -> Phase| {
        let (phase, checking, last) = (phase.setter(), checking.clone(), last.clone());
        move |_: MouseEvent| {
            checking.borrow_mut().take();
            phase.set(next(*last.borrow()));
        }
    };
    let close = html! { <button class="icon" aria-label={words::CLOSE_THE_SEARCH} onclick={stop(|_| Phase::Idle)}>{ "✕" }</button> };
    let body = match &*phase {
        Phase::Idle => html! { <p class="soft">{ will_try(&props.scenario.0) }</p> },
        Phase::Starting => html! {
            <>
                <p role="status">{ search::FETCHING }</p>
                <button aria-label={search::CANCEL_LABEL} onclick={stop(Phase::Cancelled)}>{ search::CANCEL }</button>
            </>
        },
        Phase::Running(figures, rate) => html! {
            <>
                <p role="status">{ known(figures) }</p>
                { self::figures(*figures, Some(*rate)) }
                <button aria-label={search::CANCEL_LABEL} onclick={stop(Phase::Cancelled)}>{ search::CANCEL }</button>
            </>
        },
        Phase::Cancelled(figures) => html! {
            <><p role="status">{ words::stopped(&known(figures)) }</p>{ self::figures(*figures, None) }{ close }</>
        },
        Phase::Over(word, rate) => html! { <>{ over(props, word, *rate, *last.borrow()) }{ close }</> },
    };
    let is_running = matches!(*phase, Phase::Starting | Phase::Running(..));
    html! {
        <section class="check" aria-label={words::SEARCH_EVERY_ORDER}>
            <h2>{ words::SEARCH_EVERY_ORDER }</h2>
            if !is_running {
                <div class="inline"><button onclick={start}>{ words::SEARCH_EVERY_ORDER }</button><p class="soft">{ from(props) }</p></div>
            }
            { body }
        </section>
    }
}

/// What a search will try, said before it begins.
fn will_try(scenario: &Scenario) -> String {
    let source = scenario.source();
    let budgets: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("allow ")).collect();
    let faults = match budgets.is_empty() {
        true => words::WITHOUT_FAULTS.to_owned(),
        false => words::with_at_most(&budgets.join(", ")),
    };
    words::about(&faults)
}

/// What is known while a search goes on: states are met in the order of their depth, so that all
/// that need fewer choices than the deepest were looked at.
fn known(figures: &Figures) -> String {
    match figures.depth {
        0 | 1 => words::NOTHING_IS_KNOWN_YET.to_owned(),
        2 => words::NO_VIOLATION_WITHIN_ONE.to_owned(),
        depth => words::no_violation_within_choices(&grouped(depth - 1)),
    }
}

/// What is searched: of a run by hand what follows the choices that are shown, of a timed
/// run what follows the cursor.
fn searched(props: &Props) -> Rc<Scenario> {
    match props.cursor {
        Some(at) => Rc::new(props.scenario.0.apply(&Edit::TakeOver(at))),
        None => Rc::clone(&props.scenario.0),
    }
}

/// From where a search would begin.
fn from(props: &Props) -> String {
    let start = match (&props.scenario.0.plan().manual, props.cursor) {
        (Some(_), _) => "here".to_owned(),
        (None, Some(at)) => time_text(at),
        (None, None) => words::THE_START.to_owned(),
    };
    words::from_on(&start)
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

/// States a second.
fn rate(states: u64, millis: f64) -> u64 {
    states * 1_000 / (millis as u64).max(1)
}

/// A number as people read it: 1 234 567.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

fn figures(figures: Figures, rate: Option<u64>) -> Html {
    let fact = |name: &'static str, value: String| html! { <><dt>{ name }</dt><dd>{ value }</dd></> };
    html! {
        <dl class="figures" data-testid="search">
            { fact("states", grouped(figures.states)) }
            if let Some(rate) = rate { { fact(words::A_SECOND, grouped(rate)) } }
            { fact("steps", grouped(figures.transitions)) }
            { fact("waiting", grouped(figures.waiting)) }
            { fact("depth", grouped(figures.depth)) }
            { fact("memory", words::mb(&grouped(figures.bytes / 1_000_000))) }
        </dl>
    }
}

fn over(props: &Props, word: &WorkerMessage, rate: u64, last: Figures) -> Html {
    match word {
        WorkerMessage::Done(outcome) => done(props, outcome, rate),
        WorkerMessage::Refused(mistakes) => html! {
            <div role="alert">
                <p>{ words::CANNOT_BE_SEARCHED }</p>
                <ul>{ for mistakes.iter().map(|mistake| html! { <li>{ mistake }</li> }) }</ul>
            </div>
        },
        WorkerMessage::Missing => html! { <p role="alert">{ search::MISSING }</p> },
        _ => html! {
            <div role="alert">
                <p>{ search::DIED }</p>
                { figures(last, None) }
            </div>
        },
    }
}

fn done(props: &Props, outcome: &Outcome, rate: u64) -> Html {
    let said = match outcome.ended.as_str() {
        "complete" => words::every_schedule_was_tried(&shown(outcome)),
        "found" => words::IS_BROKEN.to_owned(),
        limit => {
            words::limit_reached(&limit, &grouped(outcome.complete_depth), &grouped(outcome.next_states))
        }
    };
    let open = outcome.counterexample.clone().map(|text| {
        let onclick = opens(props, text);
        html! { <button class="primary" {onclick}>{ words::OPEN_THE_COUNTEREXAMPLE }</button> }
    });
    html! {
        <>
            <p role="status">{ said }</p>
            { figures(outcome.figures, Some(rate)) }
            <ul class="findings">{ for outcome.findings.iter().map(|found| finding(props, found)) }</ul>
            { open.unwrap_or_default() }
        </>
    }
}

/// A click opens what was found, beside what was there.
fn opens(props: &Props, text: String) -> impl Fn(MouseEvent) + 'static {
    let (dispatch, old) = (props.dispatch.clone(), props.scenario.clone());
    move |_| show_found(&dispatch, &old.0, text.clone())
}

/// What a search of all schedules has shown, where nothing broke.
fn shown(outcome: &Outcome) -> String {
    let stuck = outcome.findings.iter().filter(|finding| finding.stuck.is_some());
    let stuck: Vec<String> =
        stuck.map(|finding| words::can_get_stuck(&verdicts::title(&finding.name))).collect();
    match stuck.is_empty() {
        true => words::NO_SAFETY_IS_BROKEN.to_owned(),
        false => words::no_property_of_safety(&stuck.join(", ")),
    }
}

fn finding(props: &Props, finding: &Finding) -> Html {
    let is_past = finding.length == "0";
    let (sign, verdict) = match finding.verdict.as_str() {
        "holds" => ("✓", "holds"),
        "reachable" if is_past => ("✓", words::HAS_COME_TRUE),
        "reachable" => ("✓", words::CAN_COME_TRUE),
        "violated" => ("✕", words::IS_VIOLATED),
        "unreachable" => ("✕", words::NEVER_COMES_TRUE),
        "stuck" => ("✕", words::GETS_STUCK),
        _ => ("…", words::IS_NOT_KNOWN),
    };
    let after = match finding.length.as_str() {
        "" | "0" => String::new(),
        length => words::after_choices(&length),
    };
    html! {
        <li data-found={finding.name.clone()} data-verdict={finding.verdict.clone()}>
            <span aria-hidden="true">{ sign }</span>{ " " }{ verdicts::title(&finding.name) }{ " " }{ verdict }{ after }{ ". " }
            <span class="soft">{ &finding.why }</span>
            if let Some(text) = finding.stuck.clone() {
                { " " }<button aria-label={words::open_how_gets_stuck(&finding.name)} onclick={opens(props, text)}>{ words::OPEN }</button>
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1\u{202f}234\u{202f}567");
    }
}
