//! A run as a small picture without words: lanes, who leads, and arrows. Drawn when the cards are checked: the page
//! carries the pictures.

use sequitur_core::scenario::Scenario;
use sequitur_core::sim::info::Info;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Event, EventId, EventKind, Message, NodeId};

/// The size of the picture, and what is left free around it, in px.
const WIDTH: i64 = 328;
const HEIGHT: i64 = 150;
const MARGIN: i64 = 34;
const TOP: i64 = 10;

/// The picture of a scenario's run, as SVG.
pub fn thumbnail(scenario: &Scenario) -> String {
    let run = scenario.run();
    let place = Place::of(&run);
    let info = scenario.machine().info();
    let lanes = (0..run.trace.nodes.len()).map(|lane| place.lane(lane, &run, info));
    let arrows = run.trace.messages.iter().map(|message| place.arrow(message, &run, info));
    let marks = (0..).map(EventId).zip(&run.trace.events).map(|(id, event)| place.mark(id, event));
    let drawn: String = lanes.chain(arrows).chain(marks).collect();
    let height = HEIGHT + 2 * TOP;
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"300\" height=\"152\" aria-hidden=\"true\">{drawn}</svg>\n"
    )
}

fn path(class: &str, d: &str) -> String {
    format!("<path class=\"{class}\" d=\"{d}\"/>")
}

/// Where lanes and events stand.
struct Place {
    lanes: i64,
    /// The row of each event: what one step does stands in one.
    rows: Vec<i64>,
    last: i64,
}

impl Place {
    fn of(run: &Run) -> Place {
        let mut rows = Vec::new();
        let mut row = -1;
        for event in &run.trace.events {
            row += i64::from(event.kind != EventKind::Start && !event.follows_up());
            rows.push(row.max(0));
        }
        Place { lanes: run.trace.nodes.len() as i64, rows, last: row.max(1) }
    }

    fn x(&self, node: NodeId) -> i64 {
        MARGIN + (WIDTH - 2 * MARGIN) * node.index() as i64 / (self.lanes - 1).max(1)
    }

    fn y(&self, event: EventId) -> i64 {
        TOP + HEIGHT * self.rows[event.index()] / self.last
    }

    /// A lane, thicker where its node leads.
    fn lane(&self, lane: usize, run: &Run, info: &Info) -> String {
        let node = NodeId(lane as u8);
        let x = self.x(node);
        let events: Vec<(EventId, &Event)> =
            (0..).map(EventId).zip(&run.trace.events).filter(|(_, event)| event.node == node).collect();
        let part = |(index, (id, event)): (usize, &(EventId, &Event))| {
            let weight = event.role.map_or(0, |role| info.roles[usize::from(role)].weight);
            let end = events.get(index + 1).map_or(HEIGHT + 2 * TOP, |(next, _)| self.y(*next));
            let d = format!("M{x} {}V{end}", self.y(*id));
            (weight > 0).then(|| path(&format!("rail w{weight}"), &d))
        };
        let parts: String = events.iter().enumerate().filter_map(part).collect();
        path("rail", &format!("M{x} 0V{}", HEIGHT + 2 * TOP)) + &parts
    }

    /// An arrow with its tip; a short dashed one where the message is still under way.
    fn arrow(&self, message: &Message, run: &Run, info: &Info) -> String {
        let (x0, y0) = (self.x(message.key.from) as f64, self.y(message.sent) as f64);
        let kind = &run.trace.kinds[usize::from(message.key.kind)];
        let role =
            info.kinds.iter().find(|known| known.name == kind).map_or("data", |known| known.role.name());
        let to = self.x(message.key.to) as f64;
        let Some(received) = message.received else {
            let x1 = x0 + 26.0 * (to - x0).signum();
            return path(&format!("way {role} open"), &format!("M{x0} {y0}L{x1} {}", y0 + 7.0));
        };
        let (x1, y1) = (to, self.y(received) as f64);
        let length = (x1 - x0).hypot(y1 - y0).max(1.0);
        let (dx, dy) = ((x1 - x0) / length, (y1 - y0) / length);
        let (hx, hy) = (x1 - 5.0 * dx, y1 - 5.0 * dy);
        let wing = |side: f64| (hx - 8.0 * dx + 3.6 * side * dy, hy - 8.0 * dy - 3.6 * side * dx);
        let ((ax, ay), (bx, by)) = (wing(1.0), wing(-1.0));
        let way = path(&format!("way {role}"), &format!("M{x0:.1} {y0:.1}L{hx:.1} {hy:.1}"));
        let tip = path("point", &format!("M{hx:.1} {hy:.1}L{ax:.1} {ay:.1}L{bx:.1} {by:.1}z"));
        format!("<g class=\"{role}\">{way}{tip}</g>")
    }

    fn mark(&self, id: EventId, event: &Event) -> String {
        let (x, y) = (self.x(event.node), self.y(id));
        match event.kind {
            EventKind::Timer => path("spring", &format!("M{x} {}l6 6-6 6-6-6z", y - 6)),
            EventKind::Command => path("ask", &format!("M{} {}l9 5-9 5z", x - 4, y - 5)),
            EventKind::Receive | EventKind::Local => {
                format!("<circle class=\"at\" cx=\"{x}\" cy=\"{y}\" r=\"3.5\"/>")
            }
            _ => String::new(),
        }
    }
}
