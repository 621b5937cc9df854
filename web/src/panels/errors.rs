//! How wrong the clocks are: for each node a small plot of its clock's error over time, and
//! of the bound within which it is believed to be.

use crate::document::Selection;
use crate::document::open_run::{OpenRun, time_text};
use crate::words::errors as words;
use sequitur_core::sim::clock::{Error, Wall};
use sequitur_core::trace::{Micros, NodeId};
use std::rc::Rc;
use yew::prelude::*;

/// The size of a plot, in px, and what stays free above and below.
const WIDTH: i64 = 288;
const HEIGHT: i64 = 72;
const PAD: i64 = 6;

/// The most nodes that are shown, and the most rows of the table.
const NODES_MAX: usize = 8;
const ROWS_MAX: usize = 60;

/// What the plots need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What the reader looks at: that node's clock is among those shown.
    pub selection: Option<Selection>,
    /// The moment up to which the run is shown.
    pub cursor: Option<Micros>,
}

/// The clock of a node.
#[derive(PartialEq)]
struct Plot {
    node: NodeId,
    line: Vec<Error>,
}

impl Plot {
    fn has_bound(&self) -> bool {
        self.line.iter().any(|known| known.bound.is_some())
    }
}

/// The plots. Nothing where all clocks show true time.
#[component]
pub fn Errors(props: &Props) -> Html {
    let made = &props.made;
    let plots = use_memo(props.made.clone(), plots);
    let at = props.cursor.unwrap_or(made.run.end);
    if plots.is_empty() {
        return Html::default();
    }
    let selected = match props.selection {
        Some(Selection::Node(node)) => Some(node),
        Some(Selection::Event(event)) => Some(made.trace().event(event).node),
        _ => None,
    };
    let is_first = |plot: &&Plot| Some(plot.node) == selected;
    let others = plots.iter().filter(|plot| !is_first(plot));
    let shown: Vec<&Plot> = plots.iter().filter(is_first).chain(others).take(NODES_MAX).collect();
    let left = plots.len() - shown.len();
    html! {
        <section class="errors" data-testid="clock-errors">
            <h2>{ words::CLOCKS }{ " " }<span class="soft">{ words::at(&time_text(at)) }</span></h2>
            <p class="soft">
                { words::ABOUT }
                if plots.iter().any(Plot::has_bound) {
                    { words::ABOUT_BOUND }
                }
            </p>
            { for shown.iter().map(|plot| figure(made, plot, at)) }
            if left > 0 { <p class="soft">{ words::more_clocks(&left) }</p> }
            <details>
                <summary>{ words::AS_A_TABLE }</summary>
                { table(made, &shown) }
            </details>
        </section>
    }
}

/// The clocks that are ever wrong.
fn plots(made: &Rc<OpenRun>) -> Vec<Plot> {
    let nodes = (0..made.trace().nodes.len() as u8).map(NodeId);
    let all = nodes.map(|node| Plot { node, line: made.run.clocks.errors(node, made.run.end) });
    all.filter(|plot| plot.line.iter().any(|known| known.error != 0 || known.bound.is_some())).collect()
}

fn figure(made: &OpenRun, plot: &Plot, at: Micros) -> Html {
    let known = made.run.clocks.error(plot.node, at);
    let is_outside = known.bound.is_some_and(|bound| known.error.unsigned_abs() > bound);
    let bound = known.bound.map(|bound| words::believed_to_be_within(&time_text(bound)));
    let scale = Scale::of(plot, made.run.end);
    html! {
        <figure key={plot.node.0} data-clock={made.trace().node_name(plot.node).to_owned()}>
            <figcaption>
                <b>{ made.trace().node_name(plot.node) }</b>{ " " }{ error_text(known.error) }{ bound.unwrap_or_default() }
                if is_outside { <b class="wrong">{ words::OUTSIDE_ITS_BOUND }</b> }
            </figcaption>
            { scale.picture(plot, at) }
        </figure>
    }
}

/// How far a clock is ahead, in words.
fn error_text(error: Wall) -> String {
    let amount = time_text(error.unsigned_abs());
    match error {
        0 => "right".to_owned(),
        1.. => words::ahead(&amount),
        _ => words::behind(&amount),
    }
}

/// Maps times and errors to px.
struct Scale {
    end: i64,
    most: Wall,
}

impl Scale {
    /// As high as what is known within bounds: a clock that was far off in the beginning
    /// leaves the picture at its edge.
    fn of(plot: &Plot, end: Micros) -> Scale {
        let bounded = plot.line.iter().filter_map(|known| Some(known.error.unsigned_abs().max(known.bound?)));
        let all = plot.line.iter().map(|known| known.error.unsigned_abs());
        let most = bounded.max().map(|most| most + most / 4).or(all.max()).unwrap_or(0);
        Scale { end: end.max(1) as i64, most: most.max(1) as Wall }
    }

    fn x(&self, at: Micros) -> i64 {
        at as i64 * WIDTH / self.end
    }

    fn y(&self, error: Wall) -> i64 {
        HEIGHT / 2 - error.clamp(-4 * self.most, 4 * self.most) * (HEIGHT / 2 - PAD) / self.most
    }

    fn picture(&self, plot: &Plot, at: Micros) -> Html {
        let errors = plot.line.iter().map(|known| (self.x(known.at), self.y(known.error)));
        let (middle, cursor) = ((HEIGHT / 2).to_string(), self.x(at).to_string());
        let bounded = || plot.line.iter().filter_map(|known| Some((known.at, known.bound? as Wall)));
        let band = bounded().next().map(|(first, _)| {
            let edge = |sign: Wall| path(bounded().map(|(at, bound)| (self.x(at), self.y(sign * bound))));
            let side = |sign| format!("M{} {middle}L{}V{middle}Z", self.x(first), edge(sign));
            html! { <path class="bound" d={side(1) + &side(-1)} /> }
        });
        let most = time_text(self.most as Micros);
        // Where the line does not begin.
        let (edge, sign) = if plot.line[0].error > 0 { (HEIGHT - 4, '−') } else { (12, '+') };
        html! {
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} aria-hidden="true">
                { band }
                <line class="zero" x1="0" x2={WIDTH.to_string()} y1={middle.clone()} y2={middle.clone()} />
                <path class="error" d={format!("M{}", path(errors))} />
                <line class="at" x1={cursor.clone()} x2={cursor} y1="0" y2={HEIGHT.to_string()} />
                <text class="soft halo" x="3" y={edge.to_string()}>{ format!("{sign}{most}") }</text>
            </svg>
        }
    }
}

/// The corners of a line: of those in one column of px the first, the least, the greatest
/// and the last.
fn path(points: impl Iterator<Item = (i64, i64)>) -> String {
    let mut columns: Vec<(i64, [i64; 4])> = Vec::new();
    for (x, y) in points {
        match columns.last_mut() {
            Some((column, [_, least, most, last])) if *column == x => {
                (*least, *most, *last) = (y.min(*least), y.max(*most), y);
            }
            _ => columns.push((x, [y; 4])),
        }
    }
    let corners = columns.iter().flat_map(|(x, ys)| ys.map(|y| format!("{x} {y}")));
    let mut corners: Vec<String> = corners.collect();
    corners.dedup();
    corners.join("L")
}

/// The same in numbers, at the times at which a line turns.
fn table(made: &OpenRun, plots: &[&Plot]) -> Html {
    let count = plots.iter().map(|plot| plot.line.len()).sum::<usize>();
    let rows = plots.iter().flat_map(|plot| plot.line.iter().map(|known| (plot.node, known)));
    let row = |(node, known): (NodeId, &Error)| {
        html! {
            <tr>
                <th scope="row">{ made.trace().node_name(node) }</th>
                <td>{ time_text(known.at) }</td>
                <td>{ error_text(known.error) }</td>
                <td>{ known.bound.map_or_else(|| "none".to_owned(), time_text) }</td>
            </tr>
        }
    };
    let left = count.saturating_sub(ROWS_MAX);
    html! {
        <>
            <table>
                <thead><tr><th scope="col">{ words::CLOCK }</th><th scope="col">{ words::AT }</th><th scope="col">{ words::ERROR }</th><th scope="col">{ words::BOUND }</th></tr></thead>
                <tbody>{ for rows.take(ROWS_MAX).map(row) }</tbody>
            </table>
            if left > 0 { <p class="soft">{ words::more_rows(&left) }</p> }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_line_of_many_corners_has_few_in_each_column() {
        assert_eq!(path([(0, 9), (4, 2), (4, 8), (7, 8)].into_iter()), "0 9L4 2L4 8L7 8");
        let crowded = path((0..1_000).map(|index| (index / 500, (index * 37) % 100)));
        assert_eq!(crowded, "0 0L0 99L0 63L1 0L1 99L1 63");
    }
}
