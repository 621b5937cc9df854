//! What many runs told.

use super::charts::{Histogram, Point, mean_text, points, value_text};
use crate::document::{Action, State};
use crate::engine::trying::{Case, Judged, Spread, Stretch, Tried};
use crate::panels::branches::ScenarioRef;
use crate::panels::check::grouped;
use crate::panels::verdicts::{capital, title};
use crate::words::many_runs as words;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// What is shown of many runs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What they told.
    pub tried: Rc<Tried>,
    /// The scenario that was run.
    pub of: ScenarioRef,
    /// The scenario that is open.
    pub now: ScenarioRef,
    /// Where changes go.
    pub dispatch: UseReducerDispatcher<State>,
}

impl Props {
    /// Opens the run with a seed, and with the value of a case, in place of what is open.
    fn open(&self, case: &Case) -> Callback<u64> {
        let (scenario, dispatch) = (self.of.clone(), self.dispatch.clone());
        let (over, value) = (self.tried.over.clone(), case.value.clone());
        Callback::from(move |seed| {
            let varied = match over.as_str() {
                "" => Ok((*scenario.0).clone()),
                over => scenario.0.with_value(over, &value),
            };
            // A value with which runs were made is one that the scenario can have.
            if let Ok(varied) = varied {
                dispatch.dispatch(Action::Replace(varied.with_seed(seed).into()));
            }
        })
    }

    fn case_name(&self, case: &Case) -> Option<String> {
        (!self.tried.over.is_empty()).then(|| words::of_value(&self.tried.over, &case.value))
    }

    /// Whether what is open is what was run, but for the seed and the value that is compared.
    fn is_of_now(&self) -> bool {
        let (of, now, over) = (&self.of.0, &self.now.0, self.tried.over.as_str());
        let plain = |scenario: &sequitur_core::scenario::Scenario| {
            let value = &self.tried.cases.first()?.value;
            let varied =
                if over.is_empty() { scenario.clone() } else { scenario.with_value(over, value).ok()? };
            Some(varied.with_seed(0))
        };
        plain(of) == plain(now)
    }
}

/// Something that was measured: its name, whether it is a time, and its spread in each case.
struct Series<'a> {
    name: String,
    is_time: bool,
    spreads: Vec<Option<&'a Spread>>,
}

/// All that was measured, and when each property was decided.
fn series<'a>(tried: &'a Tried, epoch: &str) -> Vec<Series<'a>> {
    let Some(first) = tried.cases.first() else {
        return Vec::new();
    };
    let measured = first.measures.iter().enumerate().map(|(index, measure)| Series {
        name: match measure.name.as_str() {
            "highest epoch" => words::highest(&epoch),
            name => name.to_owned(),
        },
        is_time: measure.is_time,
        spreads: tried.cases.iter().map(|case| case.measures[index].spread.as_ref()).collect(),
    });
    let decided = first.properties.iter().enumerate().map(|(index, property)| Series {
        name: words::decided(&title(&property.name)),
        is_time: true,
        spreads: tried.cases.iter().map(|case| case.properties[index].decided.as_ref()).collect(),
    });
    measured.chain(decided).filter(|series| series.spreads.iter().any(Option::is_some)).collect()
}

/// How often, how spread, and one thing against another.
#[component]
pub fn Told(props: &Props) -> Html {
    let shown = use_state(|| None::<usize>);
    let (across, upwards) = (use_state(|| None::<usize>), use_state(|| None::<usize>));
    let tried = &props.tried;
    let all = series(tried, props.of.0.info().epoch.unwrap_or_default());
    let last = tried.first_seed.wrapping_add(tried.runs.saturating_sub(1));
    let (runs, first, last) = (grouped(tried.runs), grouped(tried.first_seed), grouped(last));
    let made = match tried.over.as_str() {
        "" => words::made(&runs, &first, &last),
        over => words::made_with_each(&runs, &over, &first, &last),
    };
    let index = shown.filter(|index| *index < all.len()).unwrap_or_else(|| first_shown(&all));
    html! {
        <div class="results" data-testid="many-runs">
            <p role="status">{ made }</p>
            if !props.is_of_now() { <p class="soft">{ words::OLDER }</p> }
            <h3>{ words::PROPERTIES }</h3>
            { properties(props) }
            if let Some(series) = all.get(index) {
                <h3>{ words::SPREAD }</h3>
                { choice(words::SPREAD_OF, &all, index, &shown) }
                <p class="soft">{ words::CURVE }</p>
                { histograms(props, series) }
            }
            if tried.cases.len() > 1 && all.len() > 1 { { against(props, &all, &across, &upwards) } }
        </div>
    }
}

/// What is shown first: times to decide, else what there is.
fn first_shown(all: &[Series<'_>]) -> usize {
    all.iter().position(|series| series.is_time).unwrap_or(0)
}

/// A list of all that was measured.
fn choice(
    name: &'static str,
    all: &[Series<'_>],
    chosen: usize,
    state: &UseStateHandle<Option<usize>>,
) -> Html {
    let onchange = {
        let state = state.setter();
        move |event: Event| {
            let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            state.set(usize::try_from(index).ok());
        }
    };
    let option = |(index, series): (usize, &Series<'_>)| {
        html! { <option selected={index == chosen}>{ capital(&series.name) }</option> }
    };
    html! {
        <label>{ name }<select aria-label={name} {onchange}>{ for all.iter().enumerate().map(option) }</select></label>
    }
}

/// A row for each property and value.
fn properties(props: &Props) -> Html {
    let tried = &props.tried;
    let is_compared = !tried.over.is_empty();
    let count = tried.cases.first().map_or(0, |case| case.properties.len());
    let of_property = |index: usize| {
        let cases = tried.cases.iter().enumerate();
        cases.map(move |(row, case)| (row == 0, case, &case.properties[index]))
    };
    let rows = (0..count).flat_map(of_property);
    html! {
        <div class="wide" tabindex="0" role="group" aria-label={words::PROPERTIES}><table>
            <thead><tr>
                <th scope="col">{ words::PROPERTY }</th>
                if is_compared { <th scope="col">{ &tried.over }</th> }
                <th scope="col">{ words::HELD }</th>
                <th scope="col">{ words::SHARE }</th>
            </tr></thead>
            <tbody>{ for rows.map(|(is_first, case, judged)| property(props, is_first, case, judged)) }</tbody>
        </table></div>
    }
}

fn property(props: &Props, is_first: bool, case: &Case, judged: &Judged) -> Html {
    let [holds, violated, pending] = judged.counts;
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let open = props.open(case);
    let violation = judged.violated_with.map(|seed| {
        let label = words::open_violation(&title(&judged.name), &seed);
        html! { <button class="plain link" aria-label={label} onclick={open.reform(move |_: MouseEvent| seed)}>{ words::seed(&seed) }</button> }
    });
    html! {
        <tr data-property={judged.name.clone()} data-value={case.value.clone()} data-held={holds.to_string()}>
            if is_first { <th scope="rowgroup" rowspan={props.tried.cases.len().to_string()}>{ title(&judged.name) }</th> }
            if !props.tried.over.is_empty() { <td>{ &case.value }</td> }
            <td>
                { grouped(holds) }
                if violated > 0 { <span class="soft">{ words::violated(&grouped(violated)) }</span> }
                if pending > 0 { <span class="soft">{ words::pending(&grouped(pending)) }</span> }
                { violation.unwrap_or_default() }
            </td>
            <td>{ words::between(&percent(judged.share.0), &percent(judged.share.1)) }{ interval(judged.share) }</td>
        </tr>
    }
}

/// The same as a line from 0 to 100 percent.
fn interval((least, most): (f64, f64)) -> Html {
    let x = |share: f64| ((share * 80.0) as u64).to_string();
    html! {
        <svg class="share" viewBox="0 0 80 8" aria-hidden="true">
            <line class="axis" x1="0" x2="80" y1="4" y2="4" />
            <line class="interval" x1={x(least)} x2={(((most * 80.0) as u64).max((least * 80.0) as u64 + 1)).to_string()} y1="4" y2="4" />
        </svg>
    }
}

/// A histogram for each value, all with the same axes.
fn histograms(props: &Props, series: &Series<'_>) -> Html {
    let stretches = series.spreads.iter().flatten().flat_map(|spread| &spread.stretches);
    let most = stretches.map(|stretch| stretch.runs).max().unwrap_or(0);
    let one = |(case, spread): (&Case, &Option<&Spread>)| {
        let caption = props.case_name(case).map(|name| html! { <b>{ name }{ " " }</b> });
        let Some(spread) = *spread else {
            return html! { <figure><figcaption>{ caption }{ words::IN_NO_RUN }</figcaption></figure> };
        };
        let name =
            props.case_name(case).map_or_else(|| series.name.clone(), |of| format!("{}, {of}", series.name));
        let histogram = Histogram { name, spread, is_time: series.is_time, most, runs: props.tried.runs };
        let open = props.open(case);
        html! {
            <figure data-value={case.value.clone()}>
                <figcaption>{ caption }{ short(props, spread, series.is_time) }</figcaption>
                { histogram.picture(&open) }
                <details><summary>{ words::AS_A_TABLE }</summary>{ table(spread, series.is_time, &open) }</details>
            </figure>
        }
    };
    html! { <>{ for props.tried.cases.iter().zip(&series.spreads).map(one) }</> }
}

fn short(props: &Props, spread: &Spread, is_time: bool) -> String {
    let value = |value: u64| value_text(value, is_time);
    let mean = mean_text(spread.mean_hundredths, is_time);
    let short = words::in_short(&value(spread.least), &value(spread.median), &mean, &value(spread.most));
    match spread.runs == props.tried.runs {
        true => short,
        false => words::in_runs(&short, &grouped(spread.runs), &grouped(props.tried.runs)),
    }
}

/// The same in numbers.
fn table(spread: &Spread, is_time: bool, open: &Callback<u64>) -> Html {
    let row = |stretch: &Stretch| {
        let (from, to) = (value_text(stretch.from, is_time), value_text(stretch.to, is_time));
        let label = words::bar(&from, &to, &stretch.runs);
        let run = stretch.seed.map(|seed| {
            html! { <button class="plain link" aria-label={label} onclick={open.reform(move |_: MouseEvent| seed)}>{ words::OPEN }</button> }
        });
        html! {
            <tr><th scope="row">{ from }</th><td>{ to }</td><td>{ grouped(stretch.runs) }</td><td>{ grouped(stretch.up_to_here) }</td><td>{ run.unwrap_or_default() }</td></tr>
        }
    };
    html! {
        <table>
            <thead><tr>
                <th scope="col">{ words::FROM }</th><th scope="col">{ words::BELOW }</th><th scope="col">{ words::RUNS }</th>
                <th scope="col">{ words::UP_TO_HERE }</th><th scope="col">{ words::A_RUN }</th>
            </tr></thead>
            <tbody>{ for spread.stretches.iter().map(row) }</tbody>
        </table>
    }
}

/// The mean of one thing against that of another, a point for each value.
fn against(
    props: &Props,
    all: &[Series<'_>],
    across: &UseStateHandle<Option<usize>>,
    upwards: &UseStateHandle<Option<usize>>,
) -> Html {
    let chosen = |state: &UseStateHandle<Option<usize>>, or: usize| {
        state.filter(|index| *index < all.len()).unwrap_or(or)
    };
    let x = chosen(across, all.iter().position(|series| series.is_time).unwrap_or(0));
    // What a protocol counts of its own comes after what is counted of all.
    let y = chosen(upwards, all.iter().rposition(|series| !series.is_time).unwrap_or(0));
    let mean = |series: &Series<'_>, case: usize| series.spreads[case].map(|spread| spread.mean_hundredths);
    let cases = || props.tried.cases.iter().enumerate();
    let shown: Vec<Point<'_>> = cases()
        .filter_map(|(index, case)| {
            Some(Point { value: &case.value, at: (mean(&all[x], index)?, mean(&all[y], index)?) })
        })
        .collect();
    let text = |series: &Series<'_>, case: usize| {
        mean(series, case).map_or_else(|| words::IN_NO_RUN.to_owned(), |mean| mean_text(mean, series.is_time))
    };
    let row = |(index, case): (usize, &Case)| {
        html! { <tr data-value={case.value.clone()}><th scope="row">{ &case.value }</th><td>{ text(&all[x], index) }</td><td>{ text(&all[y], index) }</td></tr> }
    };
    html! {
        <div class="against" data-testid="against">
            <h3>{ words::AGAINST }</h3>
            <p class="soft">{ words::MEANS }</p>
            <div class="ask">{ choice(words::ACROSS, all, x, across) }{ choice(words::UPWARDS, all, y, upwards) }</div>
            { points(&shown, (all[x].is_time, all[y].is_time)) }
            <table>
                <thead><tr><th scope="col">{ &props.tried.over }</th><th scope="col">{ capital(&all[x].name) }</th><th scope="col">{ capital(&all[y].name) }</th></tr></thead>
                <tbody>{ for cases().map(row) }</tbody>
            </table>
        </div>
    }
}
