//! How long a picture takes: a run of 100,000 messages, from the trace to what is drawn.
#![allow(missing_docs, reason = "criterion's macros make items that nobody reads")]

#[path = "../tests/common/mod.rs"]
mod common;

use criterion::{Criterion, criterion_group, criterion_main};
use sequitur_diagram::{
    Caption, Difference, Facts, Frame, Ghost, Layout, Options, View, overview, svg_of_trace, text_of_trace,
};
use std::hint::black_box;

const MESSAGES: usize = 100_000;

fn diagram(c: &mut Criterion) {
    let trace = common::long(MESSAGES);
    let end = trace.end();
    let layout = Layout::new(&trace, end, Options::default());
    let ghost = Ghost::new(&trace, &Facts::default(), &common::long(MESSAGES / 2), &layout);
    let middle = Frame { width: 1_000, top: layout.height() / 2, height: 1_200 };

    c.bench_function("layout", |b| b.iter(|| Layout::new(&trace, end, black_box(Options::default()))));
    c.bench_function("scene in the middle", |b| {
        b.iter(|| layout.scene(&trace, black_box(middle), &View::default()));
    });
    let view = View { ghost: Some(&ghost), ..View::default() };
    c.bench_function("scene with a ghost", |b| b.iter(|| layout.scene(&trace, black_box(middle), &view)));
    c.bench_function("scene as high as it gets", |b| {
        let frame = Frame { height: i64::MAX, ..middle };
        b.iter(|| layout.scene(&trace, black_box(frame), &View::default()));
    });
    c.bench_function("overview", |b| {
        b.iter(|| overview(&layout, &trace, &Facts::default(), 44, black_box(400)))
    });
    c.bench_function("difference from itself", |b| {
        b.iter(|| Difference::between(&trace, black_box(&trace)));
    });
    let mut edited = trace.clone();
    edited.messages.swap(MESSAGES / 2, MESSAGES / 2 + 1);
    edited.messages.iter_mut().skip(MESSAGES / 2).step_by(2).for_each(|m| m.key.nth += 1);
    c.bench_function("difference from an edited run", |b| {
        b.iter(|| Difference::between(&trace, black_box(&edited)));
    });
    c.bench_function("svg", |b| b.iter(|| svg_of_trace(&trace, end, black_box(&Caption::default()))));
    c.bench_function("text", |b| b.iter(|| text_of_trace(black_box(&trace))));
}

criterion_group!(benches, diagram);
criterion_main!(benches);
