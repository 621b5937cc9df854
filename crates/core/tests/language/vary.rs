//! Another value of one thing that a scenario sets.

use sequitur_core::scenario::Scenario;

const TEXT: &str = "# Title\nprotocol   detector # mine\nnodes 3\nset timeout   100ms   # at first\n\
                    network delay 10ms..80ms loss 10%\nat 2s crash P3\nuntil  4s\n";

fn right(text: &str) -> Scenario {
    Scenario::parse(text).unwrap_or_else(|mistakes| panic!("{text}\n{mistakes:#?}"))
}

fn value_of(text: &str, name: &str) -> Option<(String, String)> {
    let variables = right(text).variables();
    variables.into_iter().find(|it| it.name == name).map(|it| (it.value, it.other))
}

#[test]
fn another_value_stands_where_the_first_one_stood() {
    let varied = right(TEXT).with_value("timeout", "250ms").expect("a time-out");
    assert_eq!(
        varied.source(),
        TEXT.replace("set timeout   100ms   # at first", "set timeout 250ms  # at first")
    );
    let varied = right(TEXT).with_seed(7).with_seed(8);
    assert_eq!(varied.source(), TEXT.replace("loss 10%\n", "loss 10%\nseed 8\n"));
}

#[test]
fn what_a_line_says_beside_it_stays() {
    let varied = right(TEXT).with_value("loss", "50%").expect("a share");
    assert_eq!(varied.plan().network.any.loss_ppm, 500_000);
    assert_eq!(varied.plan().network.any.delay, (10_000, 80_000));
    // The next value takes the place of this one.
    let again = varied.with_value("loss", "0%").expect("a share");
    assert_eq!(again.source(), TEXT.replace("loss 10%\n", "loss 10%\nnetwork loss 0%\n"));
}

#[test]
fn what_is_not_said_has_its_default_and_another_value_within_bounds() {
    let of = |name| value_of("protocol detector\n", name).expect("a variable");
    assert_eq!(of("timeout"), ("100ms".to_owned(), "200ms".to_owned()));
    assert_eq!(of("detector"), ("doubling".to_owned(), "fixed".to_owned()));
    assert_eq!(of("nodes"), ("3".to_owned(), "4".to_owned()));
    assert_eq!(of("loss"), ("0%".to_owned(), "10%".to_owned()));
    assert_eq!(value_of("protocol detector\nnodes A B C\n", "nodes"), None, "who is named is not counted");
}

/// Both values of every variable of every protocol can be set.
#[test]
fn what_is_offered_can_be_set() {
    for machine in sequitur_core::protocols::catalogue() {
        let scenario = right(&format!("protocol {}\n", machine.info().name));
        for variable in scenario.variables() {
            for value in [&variable.value, &variable.other] {
                let varied = scenario.with_value(variable.name, value);
                let varied = varied.unwrap_or_else(|why| {
                    panic!("{}: {} {value}: {why}", machine.info().name, variable.name)
                });
                let now = varied.variables().into_iter().find(|it| it.name == variable.name);
                assert_eq!(now.map(|it| it.value).as_ref(), Some(value), "{}", machine.info().name);
            }
        }
    }
}

#[test]
fn what_cannot_be_set_says_why() {
    let why = |name, value| right(TEXT).with_value(name, value).expect_err("a mistake");
    assert!(
        why("time", "5ms").starts_with("\"time\" cannot be varied; what can is detector, "),
        "{}",
        why("time", "5ms")
    );
    assert!(why("timeout", "soon").contains("soon"), "{}", why("timeout", "soon"));
    assert!(why("timeout", "5ms\nseed 3").contains("one word"));
    assert!(why("nodes", "2").contains("P3"), "{}", why("nodes", "2"));
}
