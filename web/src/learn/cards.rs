//! Cards: each asks one thing about an earlier lesson, and is turned by the reader.

use super::progress::{Did, Handle, Progress};
use crate::words::learn as words;
use sequitur_course::index::Index;
use std::rc::Rc;
use yew::prelude::*;

/// A card that is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// The name under which progress remembers it.
    pub name: String,
    /// What it asks.
    pub question: String,
    /// What stands on its other side.
    pub answer: String,
}

/// A lesson opens with at most so many cards.
const CARDS: usize = 2;

/// How many lessons back new cards come from.
const BACK: [usize; 3] = [1, 3, 8];

/// The cards that a lesson opens with: those that are due, then new ones of earlier lessons.
pub fn due(index: &Index, progress: &Progress, lesson: u8) -> Vec<Card> {
    let known = |name: &str| index.cards.iter().find(|asked| asked.card.name == name);
    let text = |turned: &super::progress::Turned| match (&turned.text, known(&turned.name)) {
        (Some(text), _) => Some(text.clone()),
        (None, Some(asked)) => Some((asked.card.question.clone(), asked.card.answer.clone())),
        (None, None) => None,
    };
    let mut turned: Vec<_> = progress.cards.iter().filter(|card| card.due <= lesson).collect();
    turned.sort_by_key(|card| card.due);
    let again = turned.into_iter().filter_map(|card| {
        let (question, answer) = text(card)?;
        Some(Card { name: card.name.clone(), question, answer })
    });
    let here = index.lessons.iter().position(|entry| entry.number == lesson).unwrap_or(0);
    let earlier = BACK.iter().filter_map(|back| index.lessons.get(here.checked_sub(*back)?));
    let new = earlier.filter_map(|entry| {
        let is_new = |name: &str| !progress.cards.iter().any(|card| card.name == name);
        let of = index.cards.iter().filter(|asked| asked.lesson == entry.number);
        let card = &of.map(|asked| &asked.card).find(|card| is_new(&card.name))?;
        Some(Card { name: card.name.clone(), question: card.question.clone(), answer: card.answer.clone() })
    });
    again.chain(new).take(CARDS).collect()
}

/// What the cards need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The cards.
    pub cards: Rc<[Card]>,
    /// The lesson that opens with them.
    pub lesson: u8,
    /// Where it is noted what was known.
    pub progress: Handle,
}

/// The cards.
#[component]
pub fn Cards(props: &Props) -> Html {
    if props.cards.is_empty() {
        return Html::default();
    }
    html! {
        <section class="recall" aria-label={words::CARDS}>
            <h2>{ words::CARDS }</h2>
            <p class="soft">{ words::CARDS_ABOUT }</p>
            <ul>{ for props.cards.iter().map(|card| html! {
                <Turning key={card.name.clone()} card={card.clone()} lesson={props.lesson} progress={props.progress.clone()} />
            }) }</ul>
        </section>
    }
}

/// A card with two sides.
#[derive(Properties, PartialEq)]
struct TurningProps {
    card: Card,
    lesson: u8,
    progress: Handle,
}

#[component]
fn Turning(props: &TurningProps) -> Html {
    let is_turned = use_state_eq(|| false);
    let said = use_state_eq(|| None::<u8>);
    let turn = {
        let is_turned = is_turned.clone();
        move |_: MouseEvent| is_turned.set(true)
    };
    let say = |knew: bool| {
        let (said, progress) = (said.clone(), props.progress.clone());
        let (name, lesson) = (props.card.name.clone(), props.lesson);
        move |_: MouseEvent| {
            let did = Did::Turn(name.clone(), lesson, knew);
            said.set(Some(lesson + if knew { 3 } else { 1 }));
            progress.dispatch(did);
        }
    };
    html! {
        <li class="recall-card">
            <p>{ &props.card.question }</p>
            if !*is_turned {
                <button onclick={turn}>{ words::TURN }</button>
            } else {
                <p class="answer" role="status">{ &props.card.answer }</p>
                if let Some(lesson) = *said {
                    <p class="soft">{ words::asked_again(lesson) }</p>
                } else {
                    <div class="buttons">
                        <button onclick={say(true)}>{ words::KNEW }</button>
                        <button onclick={say(false)}>{ words::DID_NOT }</button>
                    </div>
                }
            }
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::progress::Turned;
    use sequitur_course::index::{Asked, Entry, Subject};

    fn index() -> Index {
        let entry = |number| Entry {
            number,
            title: format!("Lesson {number}"),
            minutes: 20,
            after: Vec::new(),
            subject: Subject::Network,
            is_extra: false,
            steps: 5,
            exercises: Vec::new(),
        };
        let card = |name: &str, lesson| Asked {
            lesson,
            card: sequitur_course::lesson::Card {
                name: name.to_owned(),
                question: format!("{name}?"),
                answer: name.to_owned(),
            },
        };
        let cards = vec![card("one", 1), card("two", 2), card("also-two", 2), card("three", 3)];
        Index { lessons: (1..=5).map(entry).collect(), cards, ..Index::default() }
    }

    fn names(progress: &Progress, lesson: u8) -> Vec<String> {
        due(&index(), progress, lesson).into_iter().map(|card| card.name).collect()
    }

    #[test]
    fn a_lesson_opens_with_cards_of_one_and_of_three_lessons_before() {
        assert_eq!(names(&Progress::default(), 4), ["three", "one"]);
        assert_eq!(names(&Progress::default(), 1), [""; 0]);
    }

    #[test]
    fn what_is_due_comes_first_and_what_was_known_rests() {
        let turned = |name: &str, due| Turned { name: name.to_owned(), due, text: None };
        let progress = Progress { cards: vec![turned("two", 4), turned("three", 6)], ..Progress::default() };
        assert_eq!(names(&progress, 4), ["two", "one"]);
        assert_eq!(names(&progress, 5), ["two", "also-two"]);
    }
}
