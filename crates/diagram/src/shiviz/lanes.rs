//! Which hosts of a log have lanes.

use super::hosts::{Host, LogHost};
use super::records::Found;
use sequitur_core::sim::plan::NODES_MAX;

/// Without a lane.
const NONE: u32 = u32::MAX;

/// The hosts that have events, in the order of their first ones, and those without any.
pub(super) struct Ordered {
    pub with_events: Vec<LogHost>,
    pub without: Vec<(String, Host)>,
    /// For each number that a host has had, its index in `with_events`.
    index: Vec<u32>,
}

/// Orders the hosts by their first events.
pub(super) fn order(found: &mut Found) -> Ordered {
    let (all, names) = std::mem::take(&mut found.hosts).into_parts();
    let mut ordered = Ordered { with_events: Vec::new(), without: Vec::new(), index: vec![NONE; all.len()] };
    for record in &found.records {
        let index = &mut ordered.index[record.host as usize];
        if *index == NONE {
            *index = ordered.with_events.len() as u32;
            let events = all[record.host as usize].events;
            let name = names[record.host as usize].to_string();
            ordered.with_events.push(LogHost { name, events, has_lane: false });
        }
    }
    let without = all.iter().zip(names).filter(|(host, _)| host.events == 0);
    ordered.without = without.map(|(host, name)| (name.into(), *host)).collect();
    ordered
}

impl Ordered {
    /// Gives lanes to the hosts with these names, or else to the first ones, and leaves out what
    /// the others wrote: what they passed on stands in the clocks of those that have lanes.
    ///
    /// # Errors
    /// Where a name is none of a host with events, or there are too many.
    pub fn give_lanes(&mut self, wanted: &[String], found: &mut Found) -> Result<(), String> {
        for name in wanted {
            let host = self.with_events.iter_mut().find(|host| host.name == *name);
            host.ok_or_else(|| format!("the log has no event of {name}"))?.has_lane = true;
        }
        if wanted.is_empty() {
            self.with_events.iter_mut().take(NODES_MAX).for_each(|host| host.has_lane = true);
        }
        let mut lanes = 0;
        let lane = |host: &LogHost| {
            let lane = if host.has_lane { lanes } else { NONE };
            lanes += u32::from(host.has_lane);
            lane
        };
        let lane_of: Vec<u32> = self.with_events.iter().map(lane).collect();
        if lanes as usize > NODES_MAX {
            return Err(format!("a diagram has room for {NODES_MAX} hosts"));
        }
        let lane = |host: u32| match self.index[host as usize] {
            NONE => NONE,
            index => lane_of[index as usize],
        };
        let numbers: Vec<u32> = (0..self.index.len() as u32).map(lane).collect();
        keep(found, &numbers);
        Ok(())
    }
}

/// Numbers hosts anew, and drops the records and entries of those without a lane.
fn keep(found: &mut Found, lanes: &[u32]) {
    let width = found.names.len();
    let (mut kept, mut entries_end) = (0, 0);
    for index in 0..found.records.len() {
        let lane = lanes[found.records[index].host as usize];
        if lane == NONE {
            continue;
        }
        let (start, end) = found.records[index].entries;
        let first = entries_end;
        for entry in start as usize..end as usize {
            let (host, count) = found.entries[entry];
            if lanes[host as usize] != NONE {
                found.entries[entries_end] = (lanes[host as usize], count);
                entries_end += 1;
            }
        }
        found.records.swap(kept, index);
        let record = &mut found.records[kept];
        (record.host, record.entries) = (lane, (first as u32, entries_end as u32));
        found.fields.copy_within(index * width..(index + 1) * width, kept * width);
        kept += 1;
    }
    found.records.truncate(kept);
    found.fields.truncate(kept * width);
    found.entries.truncate(entries_end);
}
