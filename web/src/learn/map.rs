//! The map of the course: lanes are subjects, the way runs down, an arrow means "needs".

use super::fetching::use_file;
use super::pages::foot;
use super::progress::{Handle, Progress};
use crate::browser::address;
use crate::browser::phone::use_phone;
use crate::frames::shell::use_title;
use crate::panels::bar::{frames, logo, theme_switch};
use crate::words::{learn as words, page};
use sequitur_course::index::{Entry, Index, Question, Subject};
use yew::prelude::*;

/// What the frame needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What was done.
    pub progress: Handle,
}

/// How far a reader is with a lesson, or with a question.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stand {
    /// Nothing of it is solved.
    Open,
    /// Some exercises are solved.
    Some,
    /// All exercises are solved that are asked of everybody.
    Done,
}

impl Stand {
    /// How far a reader is with a lesson. One without exercises is done once its end was read.
    pub fn of(entry: &Entry, progress: &Progress) -> Stand {
        let solved = solved(entry, progress);
        let core = entry.core().count();
        let done = entry.core().filter(|name| progress.is_solved(name)).count();
        let is_read = progress.step(entry.number) == Some(entry.steps);
        match (core, solved) {
            (0, _) if is_read => Stand::Done,
            (1.., _) if done == core => Stand::Done,
            (_, 0) => Stand::Open,
            _ => Stand::Some,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Stand::Open => "open",
            Stand::Some => "some",
            Stand::Done => "done",
        }
    }
}

fn solved(entry: &Entry, progress: &Progress) -> usize {
    entry.exercises.iter().filter(|(name, _)| progress.is_solved(name)).count()
}

/// The lesson to go on with: the one that was read last, until it is done; then the next that is not.
pub fn next<'a>(index: &'a Index, progress: &Progress) -> Option<&'a Entry> {
    let is_open = |entry: &&Entry| Stand::of(entry, progress) != Stand::Done;
    let last = progress.last().map(|(number, _)| number);
    let here = last.and_then(|number| index.lesson(number)).filter(is_open);
    let after =
        || index.lessons.iter().filter(|entry| last.is_none_or(|last| entry.number > last)).find(is_open);
    here.or_else(after).or_else(|| index.lessons.iter().find(is_open))
}

/// The frame.
#[component]
pub fn Map(props: &Props) -> Html {
    use_title(page::titled(words::COURSE));
    let index = use_file::<Index>("index".to_owned());
    let is_phone = use_phone();
    let progress = &props.progress;
    html! {
        <>
            <header class="bar">
                { logo() }
                { frames(address::COURSE) }
                <span class="grow" />
                if let Some(index) = index.here() { { so_far(index, progress) } }
                { theme_switch() }
            </header>
            <main class="course">
                <h1 class="only-heard">{ words::COURSE }</h1>
                if let Some(index) = index.here() {
                    <div class="pad">
                        { if is_phone { list(index, progress) } else { drawn(index, progress) } }
                    </div>
                    <aside class="aims">
                        { questions(index, progress) }
                        { foot(progress) }
                    </aside>
                } else { { index.told() } }
            </main>
        </>
    }
}

/// How much is done, and the lesson to go on with.
fn so_far(index: &Index, progress: &Progress) -> Html {
    let done = index.lessons.iter().filter(|entry| Stand::of(entry, progress) == Stand::Done).count();
    let solved: usize = index.lessons.iter().map(|entry| solved(entry, progress)).sum();
    let exercises: usize = index.lessons.iter().map(|entry| entry.exercises.len()).sum();
    let to = |entry: &Entry| match progress.step(entry.number) {
        Some(step) => (address::step(entry.number, step), words::go_on(entry.number)),
        None => (address::lesson(entry.number), words::begin_with(entry.number)),
    };
    let next = next(index, progress).map(to);
    html! {
        <>
            <span class="soft num wide">{ words::so_far(done, index.lessons.len(), solved, exercises) }</span>
            if let Some((to, name)) = next { <a class="button primary" href={to}>{ name }</a> }
        </>
    }
}

/// What stands in a lesson's name for those who hear it.
fn heard(entry: &Entry, progress: &Progress) -> String {
    words::lesson_heard(
        entry.number,
        &entry.title,
        entry.minutes,
        solved(entry, progress),
        entry.exercises.len(),
    )
}

/// Where a lesson stands on the map.
struct Place {
    x: i64,
    y: i64,
}

const LANE: i64 = 184;
const FIRST: (i64, i64) = (48, 92);
const ROW: i64 = 33;

fn place(index: &Index, number: u8) -> Option<Place> {
    let row = index.lessons.iter().position(|entry| entry.number == number)?;
    let lane = Subject::ALL.iter().position(|subject| *subject == index.lessons[row].subject)?;
    Some(Place { x: FIRST.0 + LANE * lane as i64, y: FIRST.1 + ROW * row as i64 })
}

fn drawn(index: &Index, progress: &Progress) -> Html {
    let height = FIRST.1 + ROW * index.lessons.len() as i64;
    let width = FIRST.0 + LANE * Subject::ALL.len() as i64 + 20;
    let lanes = Subject::ALL.iter().enumerate().map(|(lane, subject)| {
        let x = FIRST.0 + LANE * lane as i64;
        html! {
            <g class="subject">
                <path class="lane" d={format!("M{x} 40V{height}")} />
                <rect x={(x - 44).to_string()} y="2" width="132" height="34" rx="8" />
                <text class="name" x={(x + 22).to_string()} y="23">{ words::subject(*subject) }</text>
            </g>
        }
    });
    let needs = index.lessons.iter().flat_map(|entry| {
        let to = place(index, entry.number);
        entry.after.iter().filter_map(move |before| need(&place(index, *before)?, to.as_ref()?))
    });
    let now = next(index, progress).map(|entry| entry.number);
    let lessons = index.lessons.iter().filter_map(|entry| {
        Some(lesson(entry, &place(index, entry.number)?, progress, now == Some(entry.number)))
    });
    html! {
        <>
            <svg class="map" width={width.to_string()} height={(height + 8).to_string()} viewBox={format!("0 0 {width} {}", height + 8)} role="group" aria-label={words::MAP}>
                <g aria-hidden="true">{ for lanes }{ for needs }</g>
                { for lessons }
            </svg>
            <p class="key"><span>{ words::KEY_NEEDS }</span>if index.lessons.iter().any(|entry| entry.is_extra) { <span>{ words::KEY_EXTRA }</span> }</p>
        </>
    }
}

/// The arrow from a lesson to one that builds on it.
fn need(from: &Place, to: &Place) -> Option<Html> {
    let (x0, y0, x1, y1) = (from.x, from.y, to.x, to.y);
    let (way, tip) = match x0.cmp(&x1) {
        std::cmp::Ordering::Equal => (
            format!(
                "M{} {}C{} {} {} {} {} {}",
                x0 - 9,
                y0 + 6,
                x0 - 24,
                y0 + 18,
                x0 - 24,
                y1 - 18,
                x0 - 11,
                y1 - 7
            ),
            format!("translate({} {}) rotate(42)", x0 - 9, y1 - 5),
        ),
        std::cmp::Ordering::Less => (
            format!(
                "M{} {}Q{left} {} {left} {}V{}Q{left} {y1} {} {y1}H{}",
                x0 - 8,
                y0 + 6,
                y0 + 10,
                y0 + 20,
                y1 - 14,
                x0 - 2,
                x1 - 19,
                left = x0 - 16
            ),
            format!("translate({} {y1})", x1 - 11),
        ),
        // From the right: between the rows, so that no name is crossed.
        std::cmp::Ordering::Greater => (
            format!(
                "M{} {}Q{left} {} {left} {}V{}Q{left} {over} {} {over}H{}Q{x1} {over} {x1} {}",
                x0 - 8,
                y0 + 6,
                y0 + 10,
                y0 + 20,
                y1 - 26,
                x0 - 26,
                x1 + 8,
                y1 - 14,
                left = x0 - 16,
                over = y1 - 17
            ),
            format!("translate({x1} {}) rotate(90)", y1 - 10),
        ),
    };
    Some(html! { <g class="need"><path d={way} /><path class="tip" transform={tip} d="M0 0l-9-4v8z" /></g> })
}

fn lesson(entry: &Entry, at: &Place, progress: &Progress, is_now: bool) -> Html {
    let stand = Stand::of(entry, progress);
    let (x, y) = (at.x, at.y);
    let wide = 60 + 7 * (entry.title.len() as i64 + 10);
    let class = classes!("les", stand.name(), is_now.then_some("cur"), entry.is_extra.then_some("extra"));
    html! {
        <a key={entry.number} {class} href={address::lesson(entry.number)} aria-label={heard(entry, progress)} data-lesson={entry.number.to_string()} data-stand={stand.name()}>
            <rect class="here" x={(x - 16).to_string()} y={(y - 16).to_string()} width={wide.to_string()} height="32" rx="16" />
            <circle cx={x.to_string()} cy={y.to_string()} r="8" />
            if stand == Stand::Some { <path class="half" d={format!("M{x} {}a8 8 0 0 0 0 16z", y - 8)} /> }
            if stand == Stand::Done { <path class="tick" d={format!("M{} {y}l2.5 3 4.5-6", x - 3)} /> }
            <text class="halo" x={(x + 18).to_string()} y={(y + 4).to_string()}>
                <tspan class="no">{ entry.number }</tspan>{ " " }{ &entry.title }<tspan class="min" dx="6">{ words::min(entry.minutes) }</tspan>
            </text>
        </a>
    }
}

/// The same as a list, for a narrow screen.
fn list(index: &Index, progress: &Progress) -> Html {
    let now = next(index, progress).map(|entry| entry.number);
    let item = |entry: &Entry| {
        let stand = Stand::of(entry, progress);
        let missing = |number: &&u8| {
            index.lesson(**number).is_some_and(|before| Stand::of(before, progress) != Stand::Done)
        };
        let needs: Vec<String> = entry.after.iter().filter(missing).map(u8::to_string).collect();
        let right = match progress.step(entry.number).filter(|_| stand != Stand::Done) {
            Some(step) => words::short_step(step, entry.steps),
            None => words::min(entry.minutes),
        };
        html! {
            <li key={entry.number} class={classes!((now == Some(entry.number)).then_some("cur"))}>
                <a href={address::lesson(entry.number)} data-lesson={entry.number.to_string()} data-stand={stand.name()} aria-label={heard(entry, progress)}>
                    { mark(stand) }
                    <span>{ words::lesson(entry.number, &entry.title) }
                        if !needs.is_empty() { <small>{ words::needs(&needs.join(", ")) }</small> }
                    </span>
                    <span class="soft num">{ right }</span>
                </a>
            </li>
        }
    };
    let group = |subject: &Subject| {
        let lessons: Vec<Html> =
            index.lessons.iter().filter(|entry| entry.subject == *subject).map(item).collect();
        html! { if !lessons.is_empty() { <section><h2>{ words::subject(*subject) }</h2><ul>{ for lessons }</ul></section> } }
    };
    html! { <div class="course-list">{ for Subject::ALL.iter().map(group) }</div> }
}

/// A sign for how far a reader is.
fn mark(stand: Stand) -> Html {
    match stand {
        Stand::Done => html! { <span class="sign ok" aria-hidden="true">{ "✓" }</span> },
        Stand::Some => html! { <span class="sign wait part" aria-hidden="true" /> },
        Stand::Open => html! { <span class="sign wait" aria-hidden="true" /> },
    }
}

/// The questions that a reader can answer after the course.
fn questions(index: &Index, progress: &Progress) -> Html {
    if index.questions.is_empty() {
        return Html::default();
    }
    let item = |question: &Question| {
        let stands = question
            .lessons
            .iter()
            .map(|number| index.lesson(*number).map_or(Stand::Open, |entry| Stand::of(entry, progress)));
        let (least, most) = (stands.clone().min(), stands.max());
        let stand = match (least, most) {
            (Some(Stand::Done), _) => Stand::Done,
            (_, Some(Stand::Open) | None) => Stand::Open,
            _ => Stand::Some,
        };
        html! {
            <li data-stand={stand.name()}>{ mark(stand) }<a href={address::QUESTIONS}>{ &question.question }</a><small>{ words::lessons(&question.lessons) }</small></li>
        }
    };
    html! {
        <section aria-labelledby="questions">
            <h2 id="questions">{ words::QUESTIONS }</h2>
            <p class="soft">{ words::QUESTIONS_ABOUT }</p>
            <ol class="aims-list">{ for index.questions.iter().map(item) }</ol>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::progress::Exercise;

    fn entry(number: u8, exercises: &[(&str, bool)]) -> Entry {
        Entry {
            number,
            title: "Title".to_owned(),
            minutes: 20,
            after: Vec::new(),
            subject: Subject::Time,
            is_extra: false,
            steps: 7,
            exercises: exercises.iter().map(|(name, core)| ((*name).to_owned(), *core)).collect(),
        }
    }

    fn solved(names: &[&str]) -> Progress {
        let solved =
            |name: &&str| Exercise { name: (*name).to_owned(), is_solved: true, ..Exercise::default() };
        Progress { exercises: names.iter().map(solved).collect(), ..Progress::default() }
    }

    #[test]
    fn a_lesson_is_done_without_the_exercises_that_are_not_asked_of_everybody() {
        let entry = entry(6, &[("a", true), ("b", true), ("c", false)]);
        assert_eq!(Stand::of(&entry, &solved(&[])), Stand::Open);
        assert_eq!(Stand::of(&entry, &solved(&["c"])), Stand::Some);
        assert_eq!(Stand::of(&entry, &solved(&["a", "b"])), Stand::Done);
    }

    #[test]
    fn one_goes_on_where_one_was_and_then_to_the_next_lesson_that_is_not_done() {
        let lessons = vec![entry(6, &[("a", true)]), entry(7, &[("b", true)]), entry(8, &[("c", true)])];
        let index = Index { lessons, ..Index::default() };
        let next = |progress: &Progress| next(&index, progress).map(|entry| entry.number);
        assert_eq!(next(&Progress::default()), Some(6));
        assert_eq!(next(&Progress { lessons: vec![(7, 2)], ..Progress::default() }), Some(7));
        assert_eq!(next(&Progress { lessons: vec![(7, 2)], ..solved(&["b"]) }), Some(8));
        assert_eq!(next(&Progress { lessons: vec![(8, 2)], ..solved(&["b", "c"]) }), Some(6));
    }
}
