//! How long a log takes: 20,000 events of eight hosts, from its text to a layout.
#![allow(missing_docs, reason = "criterion's macros make items that nobody reads")]

use criterion::{Criterion, criterion_group, criterion_main};
use sequitur_diagram::{Layout, Options, Reading, read, recognise};
use std::fmt::Write;
use std::hint::black_box;

const EVENTS: u32 = 20_000;
const HOSTS: usize = 8;

/// Hosts that send and receive by turns, with clocks of all of them.
fn log() -> String {
    let mut clocks = [[0_u32; HOSTS]; HOSTS];
    let mut text = String::new();
    for event in 0..EVENTS {
        let host = event as usize * 5 % HOSTS;
        let from = event as usize * 3 % HOSTS;
        if event % 2 == 1 {
            let heard = clocks[from];
            clocks[host].iter_mut().zip(heard).for_each(|(own, heard)| *own = heard.max(*own));
        }
        clocks[host][host] += 1;
        let entries = clocks[host].iter().enumerate().filter(|(_, count)| **count > 0);
        let entries: Vec<String> = entries.map(|(host, count)| format!("\"h{host}\":{count}")).collect();
        let _ = write!(text, "h{host} {{{}}}\nappends entry {event}\n", entries.join(", "));
    }
    text
}

fn logs(c: &mut Criterion) {
    let text = log();
    c.bench_function("recognise a log", |b| b.iter(|| recognise(black_box(&text))));
    c.bench_function("read a log of 20,000 events", |b| {
        b.iter(|| read(black_box(&text), &Reading::default()).map(|log| log.run.end));
    });
    let Ok(log) = read(&text, &Reading::default()) else { return };
    c.bench_function("lay out a log of 20,000 events", |b| {
        b.iter(|| Layout::new(&log.run.trace, log.run.end, black_box(Options::of(&log.run))));
    });
}

criterion_group!(benches, logs);
criterion_main!(benches);
