//! What a first visit sees before the program is there. The page's own parts write it as HTML when the page is
//! built; `web/first-picture.mjs` puts it into `index.html`, `web/first-visit.js` picks what the address names,
//! and the program replaces it.
//!
//! A picture is drawn for the width that it has. So there are several, and the styles show the one that fits.

use super::hint::points;
use super::task::{MESSAGE, RECEIVER, asked};
use super::{TEXT, around, doors};
use crate::browser::address;
use crate::diagram::heads::HEADS;
use crate::diagram::view::Viewport;
use crate::diagram::{self, Diagram};
use crate::document::open_run::OpenRun;
use crate::document::opening::Opening;
use crate::document::page::use_page;
use crate::document::{Action, State};
use crate::panels::bar::{frames, logo};
use crate::words::first_visit as words;
use sequitur_diagram::{Frame, View};
use std::fmt::Write;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use yew::LocalServerRenderer;
use yew::prelude::*;

/// A picture: the least width of the window that it is for, its own width there, and what stands above it.
#[derive(Clone, Copy, PartialEq)]
struct Fit {
    window: i64,
    width: i64,
    above: i64,
}

/// How much of the picture is drawn, in px: as much as a high window shows.
const HEIGHT: i64 = 900;

/// Windows as they are common, and what `web/style/frames.css` leaves of them for the picture.
const FITS: [Fit; 6] = [
    Fit { window: 0, width: 360, above: 0 },
    Fit { window: 390, width: 390, above: 0 },
    Fit { window: 412, width: 412, above: 0 },
    Fit { window: 861, width: 640, above: 24 },
    Fit { window: 1360, width: 800, above: 24 },
    Fit { window: 1800, width: 1280, above: 24 },
];

/// The start and what stands in the place of other frames, with the styles that put into place what the program
/// puts into place later.
pub fn html() -> String {
    now(LocalServerRenderer::<FirstVisit>::new().hydratable(false).render())
}

/// What comes of a future that waits for nothing outside.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}

/// Where the picture stands in what is scrolled, which picture fits, and where it is pointed at.
fn styles() -> String {
    let made = made(&now(Opening::of(TEXT.to_owned())));
    let mut all = format!(".first .picture {{ top: {HEADS}px; }}\n");
    for (index, fit) in FITS.iter().enumerate() {
        let (x, y) = head(&made, *fit);
        let upper = FITS.get(index + 1).map(|next| format!(" and (max-width: {}px)", next.window - 1));
        let written = writeln!(
            all,
            "@media (min-width: {}px){} {{ .pic.for-{} {{ display: flex; }} }}\n.for-{} .hint {{ left: {x}px; top: {y}px; }}",
            fit.window,
            upper.unwrap_or_default(),
            fit.width,
            fit.width,
        );
        debug_assert!(written.is_ok(), "writing to a String does not fail");
    }
    all
}

/// Where the head of the task's message stands, from the corner of what holds the picture.
fn head(made: &OpenRun, fit: Fit) -> (i64, i64) {
    let trace = made.trace();
    let frame = Frame { width: fit.width, top: 0, height: HEIGHT };
    let scene = made.layout.scene(trace, frame, &View { facts: &made.facts, ..View::default() });
    let found = scene.arrows.iter().find(|arrow| trace.key_text(trace.message(arrow.message).key) == MESSAGE);
    let lane = trace.nodes.iter().position(|node| node == RECEIVER).map(|lane| scene.lanes[lane]);
    let (_, y) = crate::diagram::marks::grasp(&found.expect("the start draws the message of its task").path);
    (lane.expect("the start draws who receives it"), fit.above + HEADS + y)
}

fn made(opening: &Opening) -> Rc<OpenRun> {
    Rc::new(OpenRun::new(Rc::clone(&opening.scenario), opening.scenario.run()))
}

/// All that stands in the page. Scripts and styles find its parts by their classes.
#[component]
fn FirstVisit() -> Html {
    let hero = html! {
        <div class="hero">
            <div class="say">{ asked(Callback::noop(), false) }</div>
            { for FITS.iter().map(|fit| html! { <Pic width={fit.width} /> }) }
        </div>
    };
    html! {
        <div class="before">
            <style>{ styles() }</style>
            <div class="root first" data-frame="start">{ around(hero, address::START, doors(None, None), Html::default()) }</div>
            <div class="root shell">
                <header class="bar">{ logo() }{ frames("") }</header>
                <main class="wait"><p>{ words::ON_ITS_WAY }</p><p>{ words::WHERE_IT_STAYS }</p></main>
            </div>
            <div class="coming-note" role="status">
                <p class="coming">{ words::ON_ITS_WAY }{ " " }{ words::WHERE_IT_STAYS }</p>
                <p class="kept">{ words::KEPT }</p>
                <p class="failed">{ words::FAILED }{ " " }<button class="again">{ words::AGAIN }</button></p>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PicProps {
    width: i64,
}

/// The picture of the task, and what points into it.
#[component]
fn Pic(props: &PicProps) -> Html {
    let state = use_reducer(|| {
        let opening = now(Opening::of(TEXT.to_owned()));
        let made = made(&opening);
        Rc::unwrap_or_clone(Rc::new(State::new(opening, None)).reduce(Action::Finished(made)))
    });
    let page = use_page(&state);
    let viewport = Viewport { width: props.width, height: HEIGHT, scroll: 0 };
    html! {
        <div class={format!("pic for-{}", props.width)}>
            if let Some(made) = &state.seen {
                <Diagram ..diagram::Props { viewport, ..diagram::Props::of(&page, made) } />
                <div class="hint" aria-hidden="true">{ points() }</div>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_has_the_message_to_take_hold_of_and_no_style_of_its_own() {
        let html = html();
        for name in ["data-message", "data-head"] {
            let found = html.matches(&format!("{name}=\"Heartbeat S1-&gt;S2 2\"")).count();
            assert_eq!(found, FITS.len(), "{name}");
        }
        assert!(html.contains("<h1>Move one message. See what follows.</h1>"));
        assert!(!html.contains(" style="), "the policy of the page forbids it");
        assert!(!html.contains("<script"));
    }

    #[test]
    fn a_name_from_a_scenario_is_no_markup() {
        #[component]
        fn Named() -> Html {
            let name = "<b>\"S1\"&";
            html! { <p data-node={name}>{ name }</p> }
        }
        let html = now(LocalServerRenderer::<Named>::new().hydratable(false).render());
        assert_eq!(html, "<p data-node=\"&lt;b&gt;&quot;S1&quot;&amp;\">&lt;b&gt;\"S1\"&amp;</p>");
    }

    #[test]
    fn every_window_has_one_picture() {
        let styles = styles();
        for (index, fit) in FITS.iter().enumerate() {
            assert!(styles.contains(&format!("@media (min-width: {}px)", fit.window)));
            assert!(index == 0 || FITS[index - 1].window < fit.window);
        }
    }
}
