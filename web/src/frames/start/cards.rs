//! Six protocols with one mistake in each.

use sequitur_core::scenario::link;
use yew::prelude::*;

/// A card: the run that it opens, which ends short of showing its mistake, and the picture of it.
struct Card {
    #[cfg(test)]
    name: &'static str,
    text: &'static str,
    picture: &'static str,
}

/// A card by the name of its files.
macro_rules! card {
    ($name:literal) => {
        Card {
            #[cfg(test)]
            name: $name,
            text: include_str!(concat!("../../../scenarios/break/", $name, ".txt")),
            picture: include_str!(concat!("../../../scenarios/break/", $name, ".svg")),
        }
    };
}

const CARDS: [Card; 6] = [
    card!("raft-old-copies"),
    card!("raft-votes"),
    card!("paxos-forgets"),
    card!("half-majority"),
    card!("lock-without-fence"),
    card!("clocks-forget"),
];

impl Card {
    /// Its comments: a title, and after an empty one what is to be known.
    fn said(&self) -> (&'static str, String) {
        let mut comments = self.text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
        let title = comments.next().unwrap_or_default();
        (title, comments.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
    }

    fn shown(&self) -> Html {
        let (title, about) = self.said();
        html! {
            <li>
                <a class="card" href={link::encode(self.text)}>
                    <span class="thumb">{ Html::from_html_unchecked(self.picture.into()) }</span>
                    <span class="what"><b>{ title }</b><span>{ about }</span></span>
                </a>
            </li>
        }
    }
}

/// The cards.
#[component]
pub fn Cards() -> Html {
    html! { <ul class="cards">{ for CARDS.iter().map(Card::shown) }</ul> }
}

#[cfg(test)]
mod tests {
    use super::super::thumbnail::thumbnail;
    use super::*;
    use sequitur_core::scenario::Scenario;
    use sequitur_core::sim::run::Outcome;

    #[test]
    fn every_card_opens_a_run_that_breaks_nothing_yet_and_names_a_mistake() {
        for card in CARDS {
            let scenario = Scenario::parse(card.text).expect("a card's scenario is right");
            assert!(
                card.text.lines().any(|line| line.starts_with("protocol ") && line.split(' ').count() == 3)
            );
            let run = scenario.run();
            assert!(
                run.verdicts.iter().all(|verdict| verdict.outcome != Outcome::Violated),
                "{}",
                scenario.title()
            );
            assert_eq!(scenario.unused(&run), [""; 0], "{}", scenario.title());
        }
    }

    #[test]
    fn every_card_says_and_shows_what_its_run_is() {
        for card in CARDS {
            let scenario = Scenario::parse(card.text).expect("a card's scenario is right");
            assert_eq!(card.said(), (scenario.title(), scenario.about().join(" ")));
            assert_eq!(card.text, scenario.text(), "it is in canonical form");
            let picture = thumbnail(&scenario);
            let path = format!("{}/scenarios/break/{}.svg", env!("CARGO_MANIFEST_DIR"), card.name);
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::write(&path, &picture).expect("the picture can be written");
                continue;
            }
            assert!(card.picture == picture, "{path} is another picture: UPDATE_EXPECT=1 writes it");
        }
    }
}
