//! Charts: a histogram whose bars open runs, with a cumulative curve, and points of one mean against
//! another.

use crate::document::open_run::time_text;
use crate::engine::trying::{Spread, Stretch};
use crate::words::many_runs as words;
use yew::prelude::*;

/// The size of a histogram, and what is free below for the ends of its axis, in px.
const WIDTH: u64 = 288;
const HEIGHT: u64 = 112;
const BELOW: u64 = 18;
const PLOT: u64 = HEIGHT - BELOW - 4;

/// The height of the plot of points, and what is free around it for names.
const SQUARE: u64 = 200;
const PAD: u64 = 34;

/// A value as people read it.
pub fn value_text(value: u64, is_time: bool) -> String {
    if is_time { time_text(value) } else { value.to_string() }
}

/// A mean as people read it.
pub fn mean_text(hundredths: u64, is_time: bool) -> String {
    match is_time {
        true => time_text(hundredths / 100),
        false => format!("{}.{:02}", hundredths / 100, hundredths % 100),
    }
}

/// What a histogram shows.
pub struct Histogram<'a> {
    /// Its name.
    pub name: String,
    /// The values.
    pub spread: &'a Spread,
    /// Whether they are times.
    pub is_time: bool,
    /// The most runs of any bar of those that are compared.
    pub most: u64,
    /// All runs, whether they have a value or not.
    pub runs: u64,
}

impl Histogram<'_> {
    /// The picture. A click on a bar, or Enter, opens the run with that seed.
    pub fn picture(&self, open: &Callback<u64>) -> Html {
        let count = self.spread.stretches.len() as u64;
        let edge = |index: u64| index * WIDTH / count.max(1);
        let bars = (0..).zip(&self.spread.stretches);
        let bar = |(index, stretch): (u64, &Stretch)| self.bar(stretch, edge(index), edge(index + 1), open);
        let corners = (1..).zip(&self.spread.stretches);
        let corner = |(index, stretch): (u64, &Stretch)| {
            format!("L{} {}", edge(index), 4 + PLOT - PLOT * stretch.up_to_here / self.runs.max(1))
        };
        let (first, last) = (self.spread.stretches.first(), self.spread.stretches.last());
        let end = |stretch: Option<&Stretch>, of: fn(&Stretch) -> u64| {
            stretch.map(|stretch| value_text(of(stretch), self.is_time)).unwrap_or_default()
        };
        html! {
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} role="group" aria-label={words::histogram_of(&self.name)}>
                { for bars.map(bar) }
                <path class="curve" d={format!("M0 {}{}", 4 + PLOT, corners.map(corner).collect::<String>())} />
                <line class="axis" x1="0" x2={WIDTH.to_string()} y1={(4 + PLOT).to_string()} y2={(4 + PLOT).to_string()} />
                <text x="0" y={(HEIGHT - 4).to_string()} aria-hidden="true">{ end(first, |stretch| stretch.from) }</text>
                <text class="end" x={WIDTH.to_string()} y={(HEIGHT - 4).to_string()} aria-hidden="true">{ end(last, |stretch| stretch.to) }</text>
            </svg>
        }
    }

    /// A bar, and the whole column that it stands in as what can be clicked.
    fn bar(&self, stretch: &Stretch, left: u64, right: u64, open: &Callback<u64>) -> Html {
        let Some(seed) = stretch.seed else {
            return Html::default();
        };
        // What is there can be seen, however little it is.
        let height = (PLOT * stretch.runs / self.most.max(1)).max(2);
        let (from, to) = (value_text(stretch.from, self.is_time), value_text(stretch.to, self.is_time));
        let label = words::bar(&from, &to, &stretch.runs);
        let onclick = open.reform(move |_: MouseEvent| seed);
        let onkeydown = {
            let open = open.clone();
            move |event: KeyboardEvent| {
                if matches!(event.key().as_str(), "Enter" | " ") {
                    event.prevent_default();
                    event.stop_propagation();
                    open.emit(seed);
                }
            }
        };
        html! {
            <g class="bar" role="button" tabindex="0" aria-label={label.clone()} data-seed={seed.to_string()} {onclick} {onkeydown}>
                <title>{ label }</title>
                <rect class="room" x={left.to_string()} y="0" width={(right - left).to_string()} height={(4 + PLOT).to_string()} />
                <rect class="runs" x={(left + 1).to_string()} y={(4 + PLOT - height).to_string()} width={(right - left).saturating_sub(2).to_string()} height={height.to_string()} />
            </g>
        }
    }
}

/// A mean of one thing and of another, and the value with which they came.
pub struct Point<'a> {
    /// The value.
    pub value: &'a str,
    /// What goes across, and what goes upwards, in hundredths.
    pub at: (u64, u64),
}

/// The points of several values, joined in their order.
pub fn points(points: &[Point<'_>], are_times: (bool, bool)) -> Html {
    let most = |of: fn(&Point<'_>) -> u64| points.iter().map(of).max().unwrap_or(0).max(1);
    let (most_x, most_y) = (most(|point| point.at.0), most(|point| point.at.1));
    let place = |point: &Point<'_>| {
        let across = u128::from(point.at.0) * u128::from(WIDTH - 2 * PAD) / u128::from(most_x);
        let up = u128::from(point.at.1) * u128::from(SQUARE - 2 * PAD) / u128::from(most_y);
        (u128::from(PAD) + across, u128::from(SQUARE - PAD) - up)
    };
    let dot = |point: &Point<'_>| {
        let (x, y) = place(point);
        html! {
            <g class="point" data-value={point.value.to_owned()}>
                <circle cx={x.to_string()} cy={y.to_string()} r="4" />
                <text class="halo" x={x.to_string()} y={(y - 8).to_string()}>{ point.value }</text>
            </g>
        }
    };
    let way: Vec<String> = points.iter().map(place).map(|(x, y)| format!("{x} {y}")).collect();
    let (floor, left) = ((SQUARE - PAD).to_string(), PAD.to_string());
    html! {
        <svg class="against" viewBox={format!("0 0 {WIDTH} {SQUARE}")} aria-hidden="true">
            <line class="axis" x1={left.clone()} x2={WIDTH.to_string()} y1={floor.clone()} y2={floor.clone()} />
            <line class="axis" x1={left.clone()} x2={left.clone()} y1="0" y2={floor} />
            <path class="way" d={format!("M{}", way.join("L"))} />
            { for points.iter().map(dot) }
            <text class="end" x={WIDTH.to_string()} y={(SQUARE - 12).to_string()}>{ mean_text(most_x, are_times.0) }</text>
            <text x={left} y={(SQUARE - 12).to_string()}>{ "0" }</text>
            <text x="0" y="12">{ mean_text(most_y, are_times.1) }</text>
        </svg>
    }
}
