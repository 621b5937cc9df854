//! How long it takes to look: `cargo bench -p sequitur-core --bench lenses`.

use criterion::{Criterion, criterion_group, criterion_main};
use sequitur_core::clocks::{VectorClocks, hybrid, lamport, total_order, vectors_tell};
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::run::Run;
use sequitur_core::trace::{Comparison, Cone, EventId, Frontier};
use std::hint::black_box;

/// Five servers for about 100,000 events.
fn hundred_thousand_events() -> Run {
    let mut text = String::from("protocol raft\nseed 7\nuntil 250s\nclock S1 offset 40ms drift 20ppm\n");
    for command in 1..=1_500 {
        text += &format!("at {}ms S1 put x {command}\n", 500 + command * 100);
    }
    Scenario::parse(&text).expect("the scenario is right").run()
}

fn lenses(c: &mut Criterion) {
    let run = hundred_thousand_events();
    let trace = &run.trace;
    let events = trace.events.len();
    c.bench_function(&format!("all clocks of {events} events on 5 nodes"), |b| {
        b.iter(|| {
            let times = lamport(trace);
            black_box(total_order(trace, &times));
            black_box(hybrid(trace, &|event| run.wall(event)));
            let mut vectors = VectorClocks::new(trace);
            for event in (0..events as u32).map(EventId) {
                black_box(vectors.at(trace, event));
            }
        });
    });
    let mut vectors = VectorClocks::new(trace);
    let (one, other) = (EventId(events as u32 / 100), EventId(events as u32 - 1));
    c.bench_function("two far events compared", |b| {
        b.iter(|| {
            let first = vectors.at(trace, one).to_vec();
            black_box(vectors_tell(&first, vectors.at(trace, other)));
            black_box(Comparison::of(trace, one, other))
        });
    });
    c.bench_function("a cone and a cut", |b| {
        b.iter(|| {
            let cone = Cone::of(trace, EventId(events as u32 / 2));
            black_box(Frontier(cone.past).breaks(trace))
        });
    });
}

criterion_group!(benches, lenses);
criterion_main!(benches);
