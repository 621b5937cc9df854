//! How long runs take: `cargo bench -p sequitur-core`.

use criterion::{Criterion, criterion_group, criterion_main};
use sequitur_core::scenario::Scenario;
use std::hint::black_box;

/// Five servers, a command every 100 ms, for about 10,000 events.
fn ten_thousand_events() -> Scenario {
    let mut text = String::from("protocol raft\nseed 7\nuntil 25s\n");
    for command in 1..=150 {
        text += &format!("at {}ms S1 put x {command}\n", 500 + command * 100);
    }
    Scenario::parse(&text).expect("the scenario is right")
}

fn simulate(c: &mut Criterion) {
    let scenario = ten_thousand_events();
    let events = scenario.run().trace.events.len();
    c.bench_function(&format!("Raft, 5 servers, {events} events"), |b| {
        b.iter(|| black_box(scenario.run()));
    });
}

/// Five servers and a thousand commands, one each millisecond, all answered.
fn a_thousand_commands(c: &mut Criterion) {
    let mut text = String::from("protocol raft\nseed 9\nuntil 1500ms\nexpect commands-answered holds\n");
    for command in 1..=1000 {
        text += &format!("at {}ms S2 put x {command}\n", 300 + command);
    }
    let scenario = Scenario::parse(&text).expect("the scenario is right");
    assert_eq!(scenario.unmet(&scenario.run()), []);
    c.bench_function("Raft, 5 servers, 1000 commands", |b| {
        b.iter(|| black_box(scenario.run()));
    });
}

criterion_group!(benches, simulate, a_thousand_commands);
criterion_main!(benches);
