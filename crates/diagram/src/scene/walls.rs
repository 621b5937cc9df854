//! Cuts through the network: where their walls stand, and where they stop an arrow.

use super::window::Window;
use super::{Columns, Path, Wall};
use crate::facts::{Facts, LinkCut, Partition};
use crate::layout::Layout;
use sequitur_core::trace::{Message, NodeId};

/// How wide a wall is at most, in px.
const WIDTH: i64 = 18;
/// How far from a wall the cross of an arrow stands, in px.
const ROOM: i64 = 2;
/// How far below a wall's beginning an arrow ends at it at least, in px.
const BELOW: i64 = 8;

/// How far from a lane the hatching of a link that is cut begins and ends, in px.
const STRIP: (i64, i64) = (12, 20);

/// The gaps between lanes in which walls can stand.
pub(super) struct Gaps<'a> {
    partitions: &'a [Partition],
    links: &'a [LinkCut],
    /// The nodes at both sides, and the edges of a wall between them.
    gaps: Vec<Gap>,
}

struct Gap {
    left: NodeId,
    right: NodeId,
    x0: i64,
    x1: i64,
}

impl<'a> Gaps<'a> {
    /// The gaps between the lanes that are shown.
    pub fn new(facts: &'a Facts, columns: &Columns, shown: &[bool]) -> Gaps<'a> {
        let nodes = (0..=u8::MAX).map(NodeId).zip(shown);
        let nodes: Vec<NodeId> = nodes.filter(|(_, shown)| **shown).map(|(node, _)| node).collect();
        let half = WIDTH.min(columns.spacing / 3) / 2;
        let gap = |pair: &[NodeId]| {
            let middle = (columns.x(pair[0]) + columns.x(pair[1])) / 2;
            Gap { left: pair[0], right: pair[1], x0: middle - half, x1: middle + half }
        };
        let gaps = nodes.windows(2).map(gap).collect();
        Gaps { partitions: &facts.partitions, links: &facts.links, gaps }
    }

    /// The walls of a window.
    pub fn walls(&self, layout: &Layout, window: Window) -> Vec<Wall> {
        let end = layout.lanes().end.min(window.bottom);
        let mut walls = Vec::new();
        for partition in self.partitions {
            let top = layout.y_of_time(partition.from);
            let bottom = partition.until.map_or(end, |until| layout.y_of_time(until).min(end));
            if top >= end || bottom <= window.top {
                continue;
            }
            let at = partition.from;
            for gap in self.gaps.iter().filter(|gap| partition.parts(gap.left, gap.right, at)) {
                let begins = top >= window.top;
                walls.push(Wall {
                    x0: gap.x0,
                    x1: gap.x1,
                    y0: top.max(window.top),
                    y1: bottom,
                    begins,
                    label: None,
                });
            }
        }
        walls
    }

    /// The hatching of links that are cut, beside the lanes that hear nothing.
    pub fn strips(&self, layout: &Layout, window: Window, columns: &Columns) -> Vec<Wall> {
        let end = layout.lanes().end.min(window.bottom);
        let strip = |link: &LinkCut| {
            let top = layout.y_of_time(link.since);
            let y1 = link.until.map_or(end, |until| layout.y_of_time(until).min(end));
            let is_shown = layout.filter().has_node(link.from) && layout.filter().has_node(link.to);
            if top >= end || y1 <= window.top || !is_shown || link.from == link.to {
                return None;
            }
            let (near, far) = STRIP;
            let x = columns.x(link.to);
            let (x0, x1) = if columns.x(link.from) < x { (x - far, x - near) } else { (x + near, x + far) };
            Some(Wall { x0, x1, y0: top.max(window.top), y1, begins: top >= window.top, label: None })
        };
        let mut strips: Vec<Wall> = self.links.iter().filter_map(strip).collect();
        // Several links to one lane from one side can be cut at once.
        strips.dedup();
        strips
    }

    /// The path of a message that was cut off, up to the first wall on its way.
    pub fn stop(&self, layout: &Layout, message: &Message, path: Path, aim: i64) -> Path {
        let Some(at) = message.arrives_at else { return path };
        let Some(partition) =
            self.partitions.iter().rev().find(|cut| cut.parts(message.key.from, message.key.to, at))
        else {
            let is_cut = |link: &LinkCut| (link.from, link.to) == (message.key.from, message.key.to);
            let (_, far) = STRIP;
            let x2 = if aim > path.x1 { aim - far - ROOM } else { aim + far + ROOM };
            return if self.links.iter().any(is_cut) { Path { x2, ..path } } else { path };
        };
        let to_right = aim > path.x1;
        let on_way = |gap: &&Gap| (gap.x0 > path.x1.min(aim)) && (gap.x1 < path.x1.max(aim));
        let parts = |gap: &&Gap| partition.parts(gap.left, gap.right, at);
        let mut gaps = self.gaps.iter().filter(on_way).filter(parts);
        let gap = if to_right { gaps.next() } else { gaps.next_back() };
        let Some(gap) = gap else { return path };
        let x2 = if to_right { gap.x0 - ROOM } else { gap.x1 + ROOM };
        let y2 = path.y1 + (path.y2 - path.y1) * (x2 - path.x1) / (aim - path.x1);
        let top = layout.y_of_time(partition.from) + BELOW;
        Path { x2, y2: y2.max(top).max(path.y1 + 2).min(path.y2), ..path }
    }
}
