//! The whole run beside the part that is seen.

use crate::diagram::view::Scale;
use crate::document::open_run::OpenRun;
use crate::words::overview as words;
use sequitur_core::trace::EventKind;
use sequitur_diagram::{Bucket, Overview, overview};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Width of the strip, in px.
const STRIP: i64 = 28;

/// What the strip needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub made: Rc<OpenRun>,
    /// What is scrolled.
    pub scroller: NodeRef,
    /// Its height.
    pub height: i64,
    /// Top and height of what is seen, in the layout.
    pub shown: (i64, i64),
}

/// Where messages are many, where nodes crash, restart and decide, and where properties were
/// broken. Pressing on it goes there.
#[component]
pub fn Strip(props: &Props) -> Html {
    let height = props.height.clamp(1, 4_000);
    let buckets = (height / 4).max(1);
    let strip = use_memo((props.made.clone(), height), |(made, _)| {
        overview(&made.layout, made.trace(), &made.facts, height as u32, buckets as u32)
    });
    let whole = props.made.layout.height().max(1);
    let to_strip = |y: i64| (i128::from(y) * i128::from(height) / i128::from(whole)) as i64;
    let go = {
        let (scroller, made, seen) = (props.scroller.clone(), props.made.clone(), props.shown.1);
        move |event: PointerEvent| {
            let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
            let svg = target.and_then(|target| target.closest("svg").ok().flatten());
            if let (Some(svg), Some(scroller), true) =
                (svg, scroller.cast::<HtmlElement>(), event.buttons() == 1)
            {
                let y = f64::from(event.client_y()) - svg.get_bounding_client_rect().top();
                let y = (y.max(0.0) as i64).saturating_mul(made.layout.height()) / height;
                scroller.set_scroll_top(Scale::new(made.layout.height(), seen).scroll(y - seen / 2) as i32);
            }
        }
    };
    html! {
        <svg class="strip" width={STRIP.to_string()} height={height.to_string()} aria-hidden="true"
            onpointerdown={go.clone()} onpointermove={go}>
            { for strip_bars(&strip, height, buckets) }
            { for RARE.iter().filter_map(|kind| strip_marks(&strip, *kind)) }
            { for strip.broken.iter().map(|at| html! {
                <rect class="at broken" x="3" width="22" height="3" y={at.to_string()} />
            }) }
            <rect class="shown" x="0.5" width={(STRIP - 1).to_string()} y={to_strip(props.shown.0).to_string()}
                height={to_strip(props.shown.1).max(6).to_string()} rx="3" />
        </svg>
    }
}

/// What happens rarely, in the order in which it is painted.
const RARE: [EventKind; 4] = [EventKind::Timer, EventKind::Decide, EventKind::Restart, EventKind::Crash];

/// All marks of a kind are one element: a long run has one at each px.
fn strip_marks(strip: &Overview, kind: EventKind) -> Option<Html> {
    let marks = strip.marks.iter().filter(|mark| mark.kind == kind);
    let lines: String = marks.map(|mark| format!("M19 {}h6v2h-6z", mark.at)).collect();
    (!lines.is_empty()).then(|| html! { <path class={words::at(&kind.name())} d={lines} /> })
}

fn strip_bars(strip: &Overview, height: i64, buckets: i64) -> Vec<Html> {
    let bar = |(index, bucket): (usize, &Bucket)| {
        let tone = bucket.tone()?;
        let length = (i64::from(bucket.total()) * 16 / i64::from(strip.messages_max.max(1))).max(2);
        let y = index as i64 * height / buckets;
        Some(
            html! { <rect class={classes!("bar", tone.class())} x="2" width={length.to_string()} height="3" y={y.to_string()} /> },
        )
    };
    strip.buckets.iter().enumerate().filter_map(bar).collect()
}
