//! What the reader says, and small controls for what may be set: values, verdicts, parameters,
//! clocks, the seed.

use super::trying::Exercising;
use crate::document::exercise::{added, is_node, put_line};
use crate::panels::verdicts::{capital, title};
use crate::words::exercise as words;
use sequitur_core::scenario::answer::{Added, AddedLine, Allowed};
use sequitur_core::scenario::goal::{AllowedEdit, Goal, Question};
use sequitur_core::scenario::phrase::{Claim, EventName, Operand, Phrase};
use sequitur_core::trace::NodeId;
use sequitur_course::is_about;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the language calls a value that is not there.
const NOTHING: &str = "nothing";

/// The verdicts that a reader can predict.
const VERDICTS: [&str; 3] = ["holds", "violated", "pending"];

/// The controls; nothing where the exercise asks for no words and opens no settings.
pub(super) fn answers(exercising: &Exercising) -> Html {
    let own = added(&exercising.exercise, &exercising.page.scenario);
    let asked = exercising.exercise.goals().filter_map(|goal| match goal {
        Goal::Answer(question) => Some(question),
        _ => None,
    });
    let mut controls: Vec<Html> = asked
        .enumerate()
        .map(|(index, question)| question_control(exercising, index, question, &own))
        .collect();
    for allowed in exercising.exercise.allowed() {
        if let Allowed::Edit(edit) = allowed {
            controls.extend(edit_control(exercising, &edit, &own));
        }
    }
    if controls.is_empty() {
        return Html::default();
    }
    html! { <div class="answers">{ for controls }</div> }
}

/// A field for a value, or the verdicts to choose from.
fn question_control(exercising: &Exercising, index: usize, question: &Question, own: &[Added]) -> Html {
    let said = own.iter().find_map(|added| match &added.what {
        AddedLine::Expect(phrase) if is_about(phrase, question) => Some((phrase, added.text.as_str())),
        _ => None,
    });
    let vocabulary = exercising.exercise.vocabulary();
    match question {
        Question::Term(term) => {
            let value = said.and_then(|(phrase, text)| match &phrase.clauses[0].claim {
                Claim::Compare { right: Operand::Value(_), .. } => {
                    text.split_once(" = ").map(|(_, value)| value)
                }
                _ => None,
            });
            if is_node(&exercising.exercise, question) {
                return node_control(exercising, index, question, value);
            }
            let term_text = vocabulary.term(term);
            let put = put(exercising, question.clone(), move |value| format!("expect {term_text} = {value}"));
            let onchange = move |event: Event| {
                let input: HtmlInputElement = event.target_unchecked_into();
                put(input.value().trim());
            };
            let label = capital(&vocabulary.term_words(term));
            html! {
                <label key={index} class="inline">{ label }
                    <input data-answer={(index + 1).to_string()} autocomplete="off" spellcheck="false" placeholder={words::VALUE} value={value.unwrap_or_default().to_owned()} {onchange} />
                </label>
            }
        }
        Question::Property(property) => {
            let name = exercising.exercise.info().properties[*property].name;
            let value = said.and_then(|(_, text)| text.rsplit(' ').next());
            let radio = |verdict: &&'static str| {
                let verdict = *verdict;
                let put = put(exercising, question.clone(), move |value| format!("expect {name} {value}"));
                let onchange = move |_: Event| put(verdict);
                html! {
                    <label class="inline"><input type="radio" name={format!("answer-{index}")} checked={value == Some(verdict)} {onchange} />{ verdict }</label>
                }
            };
            html! { <fieldset key={index} data-answer={(index + 1).to_string()}><legend>{ title(name) }</legend>{ for VERDICTS.iter().map(radio) }</fieldset> }
        }
        Question::Relation(one, other) => {
            relation_control(exercising, index, question, [one, other], said.map(|(phrase, _)| phrase))
        }
    }
}

/// The ways in which two events can stand to each other.
fn relation_control(
    exercising: &Exercising,
    index: usize,
    question: &Question,
    [one, other]: [&EventName; 2],
    said: Option<&Phrase>,
) -> Html {
    let vocabulary = exercising.exercise.vocabulary();
    let is_neither =
        |phrase: &Phrase| matches!(phrase.clauses[0].claim, Claim::Ordered { is_before: false, .. });
    let radio = |(way, told): (Phrase, String)| {
        let is_said = said.is_some_and(|said| *said == way || is_neither(said) && is_neither(&way));
        let put = put(exercising, question.clone(), |value| format!("expect {value}"));
        let text = vocabulary.phrase(&way);
        let onchange = move |_: Event| put(&text);
        html! {
            <label class="inline"><input type="radio" name={format!("answer-{index}")} checked={is_said} {onchange} />{ told }</label>
        }
    };
    let ways = Phrase::of_order(one, other).into_iter().zip([
        vocabulary.event_words(one),
        vocabulary.event_words(other),
        words::NEITHER.to_owned(),
    ]);
    html! {
        <fieldset key={index} data-answer={(index + 1).to_string()}>
            <legend>{ words::WHICH_BEFORE }</legend>{ for ways.map(radio) }
        </fieldset>
    }
}

/// The nodes to point at, and that it cannot be told.
fn node_control(exercising: &Exercising, index: usize, question: &Question, value: Option<&str>) -> Html {
    let Question::Term(term) = question else { return Html::default() };
    let vocabulary = exercising.exercise.vocabulary();
    let (term_text, nodes) = (vocabulary.term(term), &exercising.exercise.plan().nodes);
    let all = nodes.iter().map(String::as_str).chain([NOTHING]);
    let radio = |name: &str| {
        let (name, term_text) = (name.to_owned(), term_text.clone());
        let is_said = value == Some(name.as_str());
        let told = if name == NOTHING { words::CANNOT_BE_TOLD.to_owned() } else { name.clone() };
        let put = put(exercising, question.clone(), move |value| format!("expect {term_text} = {value}"));
        let onchange = move |_: Event| put(&name);
        html! {
            <label class="inline"><input type="radio" name={format!("answer-{index}")} checked={is_said} {onchange} />{ told }</label>
        }
    };
    html! {
        <fieldset key={index} data-answer={(index + 1).to_string()}>
            <legend>{ capital(&vocabulary.term_words(term)) }</legend>{ for all.map(radio) }
        </fieldset>
    }
}

/// Writes the reader's line about a question, or takes it out.
fn put(
    exercising: &Exercising,
    question: Question,
    line: impl Fn(&str) -> String + 'static,
) -> impl Fn(&str) + 'static {
    let exercising = exercising.clone();
    move |value| {
        let line = (!value.is_empty()).then(|| line(value));
        put_own(
            &exercising,
            line.as_deref(),
            |what| matches!(what, AddedLine::Expect(phrase) if is_about(phrase, &question)),
        );
    }
}

/// Puts a line in place of the reader's others of its kind. A value that makes no line is told.
fn put_own(exercising: &Exercising, line: Option<&str>, replaces: impl Fn(&AddedLine) -> bool) {
    put_line(&exercising.page.dispatch(), &exercising.exercise, &exercising.page.scenario, line, replaces);
}

/// A control for a line of a timed run that the exercise opens.
fn edit_control(exercising: &Exercising, edit: &AllowedEdit, own: &[Added]) -> Option<Html> {
    let info = exercising.exercise.info();
    let of = |is_it: &dyn Fn(&AddedLine) -> bool| own.iter().rev().find(|added| is_it(&added.what));
    match edit {
        AllowedEdit::SetAmong(parameter, _) => {
            let (parameter, name) = (*parameter, info.parameters[*parameter].name);
            let is_it =
                move |what: &AddedLine| matches!(what, AddedLine::Set(other, _) if *other == parameter);
            let prefix = format!("set {name} ");
            let value = of(&is_it).and_then(|added| added.text.strip_prefix(&prefix)).map(str::to_owned);
            let values = values_of(exercising, &prefix);
            let put = exercising.clone();
            let onchange = move |event: Event| {
                let select: HtmlSelectElement = event.target_unchecked_into();
                let chosen = select.value();
                let line = (!chosen.is_empty()).then(|| format!("set {name} {chosen}"));
                put_own(&put, line.as_deref(), is_it);
            };
            let option = |text: &String| html! { <option value={text.clone()} selected={value.as_ref() == Some(text)}>{ text }</option> };
            Some(html! {
                <label class="inline">{ capital(name) }
                    <select {onchange}><option value="" selected={value.is_none()}>{ words::AS_IT_IS }</option>{ for values.iter().map(option) }</select>
                </label>
            })
        }
        AllowedEdit::SetBetween(parameter, ..) => {
            let (parameter, name) = (*parameter, info.parameters[*parameter].name);
            let is_it =
                move |what: &AddedLine| matches!(what, AddedLine::Set(other, _) if *other == parameter);
            let value = of(&is_it).and_then(|added| added.text.rsplit(' ').next()).map(str::to_owned);
            Some(field(exercising, capital(name), value, format!("set {name} "), is_it))
        }
        AllowedEdit::ClockOffset(node, ..) => {
            let (node, name) = (*node, exercising.exercise.plan().nodes[node.index()].clone());
            let is_it = move |what: &AddedLine| is_clock(what, node);
            let value = of(&is_it).and_then(|added| added.text.rsplit(' ').next()).map(str::to_owned);
            Some(field(exercising, words::clock(&name), value, format!("clock {name} offset "), is_it))
        }
        AllowedEdit::Seed => {
            let is_it = |what: &AddedLine| matches!(what, AddedLine::Seed(_));
            let value = of(&is_it).and_then(|added| added.text.rsplit(' ').next()).map(str::to_owned);
            Some(field(exercising, words::SEED.to_owned(), value, "seed ".to_owned(), is_it))
        }
        AllowedEdit::Add { .. } | AllowedEdit::Delay { .. } => None,
    }
}

fn is_clock(what: &AddedLine, node: NodeId) -> bool {
    matches!(what, AddedLine::ClockOffset(other, _) if *other == node)
}

/// The values of an `allow set … among` line, as it writes them.
fn values_of(exercising: &Exercising, prefix: &str) -> Vec<String> {
    let source = exercising.exercise.text();
    let prefix = format!("allow {prefix}among ");
    let line = source.lines().find_map(|line| line.strip_prefix(&prefix));
    line.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

/// A field for the rest of a line.
fn field(
    exercising: &Exercising,
    label: String,
    value: Option<String>,
    line: String,
    replaces: impl Fn(&AddedLine) -> bool + Copy + 'static,
) -> Html {
    let put = exercising.clone();
    let onchange = move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let typed = input.value();
        let typed = typed.trim();
        let line = (!typed.is_empty()).then(|| format!("{line}{typed}"));
        put_own(&put, line.as_deref(), replaces);
    };
    html! {
        <label class="inline">{ label }<input autocomplete="off" placeholder={words::VALUE} value={value.unwrap_or_default()} {onchange} /></label>
    }
}
