//! Six protocols with one mistake in each.

use crate::document::opening::open;
use crate::panels::thumbnail::thumbnail;
use crate::words::page;
use sequitur_core::scenario::{Scenario, link};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The runs that the cards open. Each ends short of showing its mistake.
const CARDS: [&str; 6] = [
    include_str!("../../../scenarios/break/raft-old-copies.txt"),
    include_str!("../../../scenarios/break/raft-votes.txt"),
    include_str!("../../../scenarios/break/paxos-forgets.txt"),
    include_str!("../../../scenarios/break/half-majority.txt"),
    include_str!("../../../scenarios/break/lock-without-fence.txt"),
    include_str!("../../../scenarios/break/clocks-forget.txt"),
];

/// The cards.
#[component]
pub fn Cards() -> Html {
    let opened = use_state(Vec::<Rc<Scenario>>::new);
    use_effect_with((), {
        let opened = opened.setter();
        move |()| {
            spawn_local(async move {
                let mut read = Vec::new();
                for text in CARDS {
                    read.extend(open(text).await);
                }
                opened.set(read);
            });
        }
    });
    let cards = use_memo(opened, |opened| opened.iter().map(|scenario| card(scenario)).collect::<Html>());
    html! {
        <section class="more" aria-labelledby="break">
            <h2 id="break">{ page::BREAK }</h2>
            <ul class="cards">{ (*cards).clone() }</ul>
        </section>
    }
}

fn card(scenario: &Scenario) -> Html {
    html! {
        <li>
            <a class="card" href={link::encode(&scenario.text())}>
                <span class="thumb">{ thumbnail(scenario) }</span>
                <span class="what"><b>{ scenario.title() }</b><span>{ scenario.about().join(" ") }</span></span>
            </a>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sequitur_core::sim::run::Outcome;

    #[test]
    fn every_card_opens_a_run_that_breaks_nothing_yet_and_names_a_mistake() {
        for text in CARDS {
            let scenario = Scenario::parse(text).expect("a card's scenario is right");
            assert!(text.lines().any(|line| line.starts_with("protocol ") && line.split(' ').count() == 3));
            let run = scenario.run();
            assert!(
                run.verdicts.iter().all(|verdict| verdict.outcome != Outcome::Violated),
                "{}",
                scenario.title()
            );
            assert_eq!(scenario.unused(&run), [""; 0], "{}", scenario.title());
        }
    }
}
