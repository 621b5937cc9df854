//! What an exercise asks: its sentence, its goals, what is left of the budget, and its buttons.

use super::answers::answers;
use super::trying::{Exercising, Told, Work};
use crate::document::open_run::time_text;
use crate::panels::icons::{self, icon};
use crate::panels::verdicts::capital;
use crate::words::exercise as words;
use gloo::timers::callback::Timeout;
use sequitur_core::scenario::goal::{Best, Goal};
use sequitur_course::{Spent, goal_words};
use yew::prelude::*;

/// How long a counter shakes, in milliseconds.
const SHAKE_MS: u32 = 400;

/// The most that stand as pips beside a number.
const PIPS_MAX: u32 = 6;

/// The task.
pub fn task(exercising: &Exercising) -> Html {
    let title = match exercising.course.task.as_str() {
        "" => exercising.exercise.title().to_owned(),
        task => task.to_owned(),
    };
    let about = if exercising.course.task.is_empty() { exercising.exercise.about() } else { Vec::new() };
    asked(exercising, html! { <><h1>{ title }</h1>{ for paragraphs(about) }</> })
}

/// The task inside another page, which has the title already.
pub fn task_inside(exercising: &Exercising) -> Html {
    let text = match exercising.course.task.as_str() {
        "" => exercising.exercise.about(),
        task => vec![task.to_owned()],
    };
    asked(exercising, html! { <>{ for paragraphs(text) }</> })
}

fn paragraphs(lines: Vec<String>) -> impl Iterator<Item = Html> {
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| html! { <p class="soft">{ line }</p> })
}

fn asked(exercising: &Exercising, text: Html) -> Html {
    html! {
        <section class="task" aria-label={words::GOALS}>
            <div class="asked">{ text }</div>
            { buttons(exercising) }
            <ul class="parts">{ for goals(exercising) }</ul>
            { answers(exercising) }
            <Limits refused={exercising.page.refused} tokens={tokens(exercising)} />
        </section>
    }
}

/// The goals, each with whether it is met.
fn goals(exercising: &Exercising) -> Vec<Html> {
    let standing = exercising.page.standing.as_deref();
    let graded = match exercising.told() {
        Some(Told::Graded(graded)) => Some(graded),
        _ => None,
    };
    let conditions = exercising.exercise.goals().filter(|goal| goal.is_condition());
    let goal = |(index, goal): (usize, &Goal)| {
        // What the reader says is judged when it is checked: a tick at each try would be the answer.
        let is_said = matches!(goal, Goal::Answer(_));
        let live = standing.filter(|standing| !is_said && standing.goals.len() > index);
        let live = live.and_then(|standing| standing.goals[index].is_met);
        let checked = graded.filter(|graded| !graded.met.is_empty());
        // An answer that says "it cannot be done" is judged as one.
        let checked = checked.and_then(|graded| *graded.met.get(index).unwrap_or(&graded.met[0]));
        let is_met = checked.or(live);
        let (class, sign) = match is_met {
            Some(true) => ("sign ok", "✓"),
            Some(false) if checked.is_some() => ("sign no", "✕"),
            _ => ("sign wait", ""),
        };
        let words = goal_words(&exercising.exercise, goal);
        html! {
            <li data-goal={(index + 1).to_string()} data-met={(is_met == Some(true)).to_string()}>
                <span {class} aria-hidden="true">{ sign }</span>
                <span>{ capital(&words) }</span>
                <span class="only-heard">{ words::met(is_met) }</span>
            </li>
        }
    };
    conditions.enumerate().map(goal).collect()
}

/// Check, hints, and the rest.
fn buttons(exercising: &Exercising) -> Html {
    let on = |act: fn(&Exercising)| {
        let exercising = exercising.clone();
        Callback::from(move |_: MouseEvent| act(&exercising))
    };
    let trying = &exercising.trying;
    let is_busy = trying.work != Work::None;
    let (open, all) = (trying.hints, exercising.hint_count());
    let hint = |number: usize| {
        // One button has the name, and opens the next; the others show how many there are.
        let class = classes!("pip", (number < open).then_some("used"));
        html! { <i {class} /> }
    };
    html! {
        <div class="do">
            <button aria-label={words::HINT} title={words::HINT_TITLE} aria-disabled={(open >= all || is_busy).to_string()} onclick={on(Exercising::hint)}>
                { icon(icons::HINT) }<span class="wide">{ words::HINT }</span><span class="pips" aria-hidden="true">{ for (0..all).map(hint) }</span>
            </button>
            <button aria-label={words::CANNOT} aria-disabled={is_busy.to_string()} onclick={on(Exercising::cannot)}>{ words::CANNOT }</button>
            if trying.offers && !exercising.is_over() {
                <button aria-label={words::SHOW} aria-disabled={is_busy.to_string()} onclick={on(Exercising::show)}>{ words::SHOW }</button>
            }
            if exercising.looks_closer() {
                <button onclick={on(Exercising::back)}>{ words::BACK }</button>
            }
            // Inside another page it stands beside Play.
            if !exercising.course.is_embedded {
                <button aria-label={words::RESET} onclick={on(Exercising::reset)}>{ icon(icons::BACK) }<span class="wide">{ words::RESET }</span></button>
            }
            <button class="primary" aria-label={words::CHECK} aria-disabled={is_busy.to_string()} onclick={on(Exercising::check)}>{ words::CHECK }<kbd aria-hidden="true">{ "↵" }</kbd></button>
        </div>
    }
}

/// A counter: how many are left, of how many; or what may be changed at all.
#[derive(Clone, PartialEq)]
struct Token {
    text: String,
    left: u32,
    of: u32,
}

fn tokens(exercising: &Exercising) -> Vec<Token> {
    let plain = |text: String| Token { text, left: 0, of: 0 };
    let spent = exercising.page.standing.as_ref().map(|standing| standing.spent.clone()).unwrap_or_default();
    // What has a control of its own needs no counter.
    let counted =
        spent.iter().filter(|spent| !matches!(spent.what.split(' ').next(), Some("set" | "clock" | "seed")));
    let mut tokens: Vec<Token> = counted.filter_map(token).collect();
    let by_hand = exercising.exercise.plan().manual.is_some();
    let asks_only = exercising
        .exercise
        .goals()
        .filter(|goal| goal.is_condition())
        .all(|goal| matches!(goal, Goal::Answer(_)));
    if spent.is_empty() && !asks_only {
        tokens.push(plain(if by_hand { words::NO_FAULTS } else { words::NO_CHANGES }.to_owned()));
    }
    tokens.extend(length(exercising).map(plain));
    tokens
}

fn token(spent: &Spent) -> Option<Token> {
    let of = spent.allowed?;
    let left = of.saturating_sub(spent.used);
    Some(Token { text: words::left(left, of, &spent.what), left, of })
}

/// How long the answer is, and what is the least.
fn length(exercising: &Exercising) -> Option<String> {
    let (least, is_known) = least(exercising)?;
    let length = exercising.page.standing.as_ref()?.length;
    Some(match least {
        Best::Choices(fewest) => words::made(&words::choices(length), &fewest.to_string(), is_known),
        Best::Faults(fewest) => words::made(&words::changes(length), &fewest.to_string(), is_known),
        Best::Time(fewest) => words::made(&time_text(length), &time_text(fewest), is_known),
    })
}

/// The star of the exercise, and whether it is only known.
pub(super) fn least(exercising: &Exercising) -> Option<(Best, bool)> {
    exercising.exercise.goals().find_map(|goal| match goal {
        Goal::Best { least, is_known } => Some((*least, *is_known)),
        _ => None,
    })
}

#[derive(Properties, PartialEq)]
struct LimitsProps {
    /// Counts what was refused.
    refused: u32,
    tokens: Vec<Token>,
}

/// The counters. They shake once when something is refused.
#[component]
fn Limits(props: &LimitsProps) -> Html {
    let shakes = use_state_eq(|| false);
    use_effect_with(props.refused, {
        let shakes = shakes.clone();
        move |refused| {
            let stop = (*refused > 0).then(|| {
                shakes.set(true);
                Timeout::new(SHAKE_MS, move || shakes.set(false))
            });
            move || drop(stop)
        }
    });
    let pip = |is_used: bool| html! { <i class={classes!("pip", is_used.then_some("used"))} /> };
    let token = |token: &Token| {
        let pips = if token.of <= PIPS_MAX { token.of } else { 0 };
        html! {
            <li class={classes!("token", (*shakes && token.of > 0 && token.left == 0).then_some("shake"))}>
                if pips > 0 { <span class="pips" aria-hidden="true">{ for (0..pips).map(|index| pip(index >= token.left)) }</span> }
                { &token.text }
            </li>
        }
    };
    html! { <ul class="limits" aria-label={words::LIMITS}>{ for props.tokens.iter().map(token) }</ul> }
}
