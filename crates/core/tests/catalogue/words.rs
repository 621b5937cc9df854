//! The lists of a protocol are those of its types: whoever adds a kind, a timer or a property adds
//! it in one place.

use sequitur_core::protocols::{Visitor, visit_all};
use sequitur_core::sim::observe::Observe;
use sequitur_core::sim::plan::Forgery;
use sequitur_core::sim::process::{Content, Process};
use sequitur_core::sim::vocabulary::{Entry, Words};
use sequitur_core::trace::NodeId;

fn names<E: Entry, W: Words<E>>() -> Vec<&'static str> {
    let indices = 0..W::ALL.len() as u8;
    for index in indices {
        assert_eq!(W::at(index).index(), index);
        assert_eq!(W::named(W::ALL[usize::from(index)].name()), Some(W::at(index)));
    }
    W::ALL.iter().map(|entry| entry.name()).collect()
}

struct Consistent;

impl Visitor for Consistent {
    fn visit<P: Process>(&mut self) {
        let info = P::INFO;
        let listed = |names: Vec<&'static str>| (info.name, names);
        let kinds = names::<_, <P::Message as Content>::Kind>();
        assert_eq!(listed(kinds), listed(info.kinds.iter().map(|kind| kind.name).collect()));
        let timers = info.timers.iter().chain(info.acts).map(|timer| timer.name);
        assert_eq!(listed(names::<_, P::Timer>()), listed(timers.collect()));
        let properties = names::<_, <P::Observers as Observe<P>>::Property>();
        assert_eq!(listed(properties), listed(info.properties.iter().map(|p| p.name).collect()));
        for variant in info.variants {
            let is_property = info.properties.iter().any(|property| property.name == variant.breaks);
            assert!(is_property || variant.breaks.is_empty(), "{} {}", info.name, variant.name);
        }
        assert!(!info.title.is_empty() && info.summary.ends_with('.') && !info.source.is_empty());
    }
}

#[test]
fn lists_are_those_of_the_types() {
    visit_all(&mut Consistent);
}

struct Forging;

impl Visitor for Forging {
    fn visit<P: Process>(&mut self) {
        let info = P::INFO;
        let scenario = super::parse(&format!("protocol {}\n", info.name));
        let forgery = Forgery { kind: 0, from: NodeId(0), to: NodeId(1), words: Vec::new() };
        let refused = scenario.machine().check_forgery(scenario.plan(), &forgery).err();
        let forges_nothing = refused.is_some_and(|wrong| wrong.what.ends_with("forge nothing"));
        assert_eq!(info.forges, !forges_nothing, "{}", info.name);
        assert!(info.forges || info.strategies.is_empty(), "{}", info.name);
    }
}

/// A protocol tells of its traitors whether they can be made to say something.
#[test]
fn who_forges_says_so() {
    visit_all(&mut Forging);
}
