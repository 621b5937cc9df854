//! What strangers write, damaged at random, through the library in this process: scenarios,
//! links, logs and expressions. Nothing panics, nothing takes a second, memory stays bounded.
//!
//! `SEQUITUR_MUTATIONS=1000000 cargo test -p sequitur-diagram --profile fast --test hostile`
//! tries as many as it says; `SEQUITUR_FROM=5000` begins with another number. Each number is
//! a mutation of its own, the same wherever it is tried.

mod corpus;
mod meter;
mod mutate;
mod subjects;

use corpus::Corpus;
use meter::{Meter, peak_megabytes};
use mutate::Draws;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How long one input may take, in milliseconds of work: slower where nothing is optimised.
const MILLIS_MAX: u64 = if cfg!(debug_assertions) { 20_000 } else { 1_000 };

/// How much memory the whole may take, in megabytes.
const MEGABYTES_MAX: u64 = 1_500;

fn number_of(name: &str, otherwise: u64) -> u64 {
    let value = std::env::var(name).ok();
    value.map_or(otherwise, |value| value.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

/// Whether one input was read, or what went wrong with it.
fn tried(corpus: &Corpus, number: u64) -> Result<bool, String> {
    let mut draws = Draws::new(number);
    let (kind, attempt) = subjects::pick(corpus, &mut draws);
    let meter = Meter::start();
    let result = catch_unwind(AssertUnwindSafe(attempt));
    let millis = meter.millis();
    match result {
        Err(_) => Err(format!("{number}, {kind}: a panic")),
        Ok(Err(wrong)) => Err(format!("{number}, {kind}: {wrong}")),
        Ok(Ok(_)) if millis > MILLIS_MAX => Err(format!("{number}, {kind}: {millis} ms")),
        Ok(Ok(is_read)) => Ok(is_read),
    }
}

#[test]
fn nothing_that_strangers_write_breaks_or_stops_the_library() {
    let (count, first) = (number_of("SEQUITUR_MUTATIONS", 10_000), number_of("SEQUITUR_FROM", 0));
    let corpus = Corpus::read();
    let (mut wrong, mut read) = (Vec::new(), 0);
    for number in first..first + count {
        match tried(&corpus, number) {
            Ok(is_read) => read += u64::from(is_read),
            Err(what) => {
                eprintln!("{what}");
                wrong.push(what);
            }
        }
        let tried = number + 1 - first;
        if tried.is_multiple_of(100_000) {
            eprintln!("{tried} tried, {read} read, {} wrong, {} MB", wrong.len(), peak_megabytes());
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(peak_megabytes() < MEGABYTES_MAX, "{} MB", peak_megabytes());
    assert!(read * 5 > count, "only {read} of {count} were read: most of the library was not reached");
}
