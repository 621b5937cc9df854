//! How long runs take: `cargo bench -p sequitur-core`.

use criterion::{Criterion, criterion_group, criterion_main};
use sequitur_core::protocols::multi_paxos::MultiPaxos;
use sequitur_core::protocols::raft::Raft;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::observe::{Observe, Observed, Verdicts, Violations};
use sequitur_core::sim::plan::Budget;
use sequitur_core::sim::process::Process;
use sequitur_core::sim::vocabulary::Words;
use sequitur_core::sim::world::{Choice, Step, World};
use sequitur_core::trace::NodeId;
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

/// Five servers and a thousand commands, given to the first leader as fast as this.
fn a_thousand_commands(c: &mut Criterion) {
    for (protocol, gap) in [("raft", 1), ("raft", 10), ("raft", 30), ("multi-paxos", 1), ("multi-paxos", 10)]
    {
        let lone = Scenario::parse(&format!("protocol {protocol}\nuntil 500ms\n")).expect("it is right");
        let run = lone.run();
        let is_leader = |role: u8| run.trace.roles[usize::from(role)] == "leader";
        let leads = run.trace.events.iter().find(|event| event.role.is_some_and(is_leader));
        let leader = run.trace.node_name(leads.expect("somebody leads").node);
        let mut text = format!("protocol {protocol}\nuntil {}ms\n", 1000 + gap * 1000);
        for command in 0..1_000 {
            text += &format!("at {}ms {leader} put x {command}\n", 500 + command * gap);
        }
        let scenario = Scenario::parse(&text).expect("it is right");
        let applied = scenario.run().decisions.len();
        assert_eq!(applied, 5_000, "every server applies every command");
        c.bench_function(&format!("{protocol}, 5 servers, 1000 commands, one in {gap} ms"), |b| {
            b.iter(|| black_box(scenario.run()));
        });
    }
}

/// Five servers and a thousand commands, each asked when the one before is committed.
fn a_thousand_commands_in_turn(c: &mut Criterion) {
    let mut text = String::from("protocol raft\nseed 9\nuntil 42s\nexpect commands-answered holds\n");
    for command in 1..=1000 {
        text += &format!("at {}ms S2 put x {command}\n", 300 + command * 40);
    }
    let scenario = Scenario::parse(&text).expect("the scenario is right");
    assert_eq!(scenario.unmet(&scenario.run()), []);
    c.bench_function("raft, 5 servers, 1000 commands in turn", |b| {
        b.iter(|| black_box(scenario.run()));
    });
}

/// Five servers, and a thousand commands for S1.
fn world<P: Process>() -> World<P> {
    let put = |value: u32| format!("at 1ms S1 put x {value}\n");
    let commands: String = (1..=1000).map(put).collect();
    let text = format!("protocol {}\nnodes 5\n{commands}", P::INFO.name);
    let scenario = Scenario::parse(&text).expect("the scenario is right");
    let mut world = sequitur_core::sim::world::<P>(scenario.plan(), Budget::UNLIMITED);
    let mut step = Step::default();
    for node in 0..5 {
        world.start(NodeId(node), &mut step);
    }
    world
}

/// S1 stands for election, messages arrive in the order in which they were sent, and S1
/// is given the next command when at most so many are in flight.
fn next<P: Process>(world: &World<P>, in_flight: u32) -> Option<Choice<P::Timer>> {
    if world.next_message().0 == 0 {
        return Some(Choice::Fire(NodeId(0), P::Timer::at(0)));
    }
    let done = world.nodes()[0].commands_done as usize;
    let leads = world.next_message().0 > 8;
    if leads && world.in_flight() <= in_flight && done < world.setup().commands[0].len() {
        return Some(Choice::Command(NodeId(0)));
    }
    world.flying().next().map(|(id, _)| Choice::Deliver(id))
}

/// Runs it to the end. The world shows each step to its own observers; more of them make
/// the difference between two benches, and so what observers cost.
fn drive<P: Process>(mut world: World<P>, in_flight: u32, mut more: Option<P::Observers>) -> World<P> {
    let (mut step, mut violations, mut decided) = (Step::default(), Violations::default(), Vec::new());
    while let Some(choice) = next(&world, in_flight) {
        world.apply(&choice, &mut step);
        if let Some(observers) = &mut more {
            let (names, config) = (&world.setup().names, &world.setup().config);
            let traitors = &world.setup().traitors;
            let view =
                Observed { nodes: world.nodes(), names, config, clocks: world.clocks(), now: 0, traitors };
            observers.observe(&step, &view, &mut Verdicts::new(&mut violations, &mut decided));
        }
    }
    world
}

/// In turn, each command is given when nothing is in flight; in a row, while up to 100
/// messages are.
fn observers<P: Process>(c: &mut Criterion) {
    let start = world::<P>();
    for (how, in_flight) in [("in turn", 0), ("in a row", 100)] {
        let end = drive(start.clone(), in_flight, None);
        assert_eq!(end.nodes()[0].commands_done, 1000, "all commands are given");
        let name = format!("{} alone, 1000 commands {how}", P::INFO.name);
        c.bench_function(&format!("{name}, observed once"), |b| {
            b.iter(|| black_box(drive(start.clone(), in_flight, None)));
        });
        c.bench_function(&format!("{name}, observed twice"), |b| {
            b.iter(|| black_box(drive(start.clone(), in_flight, Some(start.observers().clone()))));
        });
    }
}

criterion_group!(
    benches,
    simulate,
    a_thousand_commands,
    a_thousand_commands_in_turn,
    observers::<Raft>,
    observers::<MultiPaxos>
);
criterion_main!(benches);
