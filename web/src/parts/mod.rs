//! The parts of the page that are fetched when they are first needed. What the start needs is
//! there from the start.

mod later;

pub use later::{Later, Missing, use_later, use_wanted};

use crate::browser::bridge;
use crate::diagram::next;
use crate::document::open_run::OpenRun;
use crate::document::page::Page;
use crate::frames::start::cards::Cards;
use crate::frames::{embed, teach, workbench};
use crate::learn::frame;
use crate::panels::desk::Desk;
use crate::panels::examples::{self, Examples};
use crate::panels::exercise;
use crate::panels::popover;
use crate::panels::side;
use crate::panels::update::Update;
use sequitur_core::scenario::{Edit, Scenario, link};
use sequitur_core::sim::run::Run;
use sequitur_course::{May, Standing};
use sequitur_parts::part;
use std::rc::Rc;
use yew::prelude::*;

/// Shows something, given its properties.
pub type Show<P> = fn(P) -> Html;

part!(
    /// The workbench, and its panels.
    pub WORKBENCH: Show<workbench::Props> = workbench {
        |props| html! { <workbench::Workbench ..props /> }
    }
);

/// Shows something of an open run.
pub type Panels = fn(&Page, &Rc<OpenRun>, &UseReducerHandle<Desk>) -> Html;

part!(
    /// The panels beside the workbench's picture.
    pub SIDE: Panels = side { side::side }
);

part!(
    /// The ready scenarios.
    pub EXAMPLES: Show<examples::Props> = examples {
        |props| html! { <Examples ..props /> }
    }
);

/// Exercises: their rules, and what they show.
pub struct Exercises {
    /// Whether a reader may make an edit of an answer.
    pub may: fn(&Scenario, &Scenario, &Edit) -> May,
    /// Whether an answer may become another.
    pub may_become: fn(&Scenario, &Scenario) -> May,
    /// What comes of an edit of an answer.
    pub edited: fn(&Scenario, &Scenario, &Edit) -> Scenario,
    /// How an answer stands.
    pub standing: fn(&Scenario, &Scenario, &Run) -> Standing,
    /// What they show.
    pub views: exercise::Views,
}

part!(
    /// Exercises: there wherever a text with goals is open.
    pub EXERCISES: Exercises = exercises {
        Exercises {
            may: sequitur_course::may,
            may_become: sequitur_course::may_become,
            edited: sequitur_course::edited,
            standing: sequitur_course::standing,
            views: exercise::VIEWS,
        }
    }
);

/// Links: what they hold is packed.
pub struct Links {
    /// The link to a text.
    pub encode: fn(&str) -> String,
    /// The text of a link.
    pub decode: fn(&str) -> Result<String, link::LinkError>,
}

part!(
    /// Links.
    pub LINKS: Links = links { Links { encode: link::encode, decode: link::decode } }
);

part!(
    /// Runs for scripts.
    pub BRIDGE: fn(String) -> bridge::Running = bridge { bridge::run }
);

part!(
    /// What can be done at an arrow or at a node.
    pub POPOVER: popover::At = popover { popover::at }
);

/// What can be done where something is selected, if anything can. Once it is wanted, it is fetched as soon as
/// there is a picture.
#[hook]
pub fn use_card(page: &Page, desk: &UseReducerHandle<Desk>, is_wanted: bool) -> Option<Html> {
    let made = page.state.seen.clone();
    let popover = use_wanted(&POPOVER, is_wanted && made.is_some());
    let later = use_later();
    match popover {
        _ if !is_wanted => None,
        Some(at) => at(page, &made?, desk),
        // What is told lies over the picture as the popover will.
        None => page
            .selection
            .map(|_| html! { <section class="pop">{ later.show(&POPOVER, |_| Html::default()) }</section> }),
    }
}

part!(
    /// What can happen next, in a run by hand.
    pub NEXT: Show<next::Props> = next {
        |props| html! { <next::NextChoices ..props /> }
    }
);

part!(
    /// The protocols with a mistake each, on the start.
    pub CARDS: Show<()> = cards {
        |()| html! { <Cards /> }
    }
);

part!(
    /// Inside another page, or on a slide.
    pub EMBED: Show<embed::Props> = embed {
        |props| {
            let key = props.link.clone();
            html! { <embed::Embed {key} ..props /> }
        }
    }
);

part!(
    /// For teachers.
    pub TEACH: Show<teach::Props> = teach {
        |props| html! { <teach::Teach ..props /> }
    }
);

part!(
    /// The course.
    pub LEARN: Show<frame::Props> = learn {
        |props| html! { <frame::Course ..props /> }
    }
);

part!(
    /// What cares for later visits.
    pub UPDATE: Show<()> = update {
        |()| html! { <Update /> }
    }
);
