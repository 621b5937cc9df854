//! `docs/protocols.md` tells what stands in each protocol's `Info`. `UPDATE_DOCS=1 cargo test
//! -p sequitur-core --test catalogue` writes it anew.

use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::duration_text;
use sequitur_core::sim::info::{Info, OnlyWith, Parameter};
use sequitur_core::sim::plan::Setting;
use std::path::Path;

/// What comes before the protocols, and is written by hand, ends with this line.
const RULE: &str = "<!-- What follows is made from the protocols themselves, by a test. -->\n";

fn only(with: Option<OnlyWith>) -> String {
    with.map_or(String::new(), |with| match with {
        OnlyWith::NEVER => " Nobody promises it.".to_owned(),
        with => format!(" Only with `{}`.", with.text()),
    })
}

fn row(parameter: &Parameter) -> String {
    let (least, most) = parameter.bounds;
    let range = |(least, most): (u64, u64)| match least == most {
        true => duration_text(least),
        false => format!("{}..{}", duration_text(least), duration_text(most)),
    };
    let (default, bounds) = match parameter.default {
        Setting::Duration(time) => (duration_text(time), range((least, most)).replace("..", " to ")),
        Setting::Range(a, b) => (range((a, b)), range((least, most)).replace("..", " to ")),
        Setting::Count(count) => (count.to_string(), format!("{least} to {most}")),
        Setting::Switch(on) => (if on { "on" } else { "off" }.to_owned(), "on, off".to_owned()),
        Setting::OneOf(word, all) => (word.to_owned(), all.join(", ")),
    };
    let limit = parameter.at_most.map_or(String::new(), |other| format!("; at most the shortest `{other}`"));
    format!("| `{}` | {default} | {bounds}{limit} | {} |\n", parameter.name, parameter.about)
}

fn section(info: &Info) -> String {
    let (least, most) = info.node_bounds;
    let mut page = format!(
        "\n## {}\n\n`protocol {}`, {least} to {most} nodes. {}\n\n",
        info.title, info.name, info.summary
    );
    if info.assumes.is_empty() {
        page += "It relies on nothing of this kind.\n\n";
    } else {
        page += "It relies on:\n\n";
    }
    for assumed in info.assumes {
        page += &format!(
            "- `{}`: {}{}\n",
            assumed.what.name(),
            assumed.what.statement(),
            only(assumed.only_with)
        );
    }
    page += "\nIt promises:\n\n";
    for property in info.properties {
        page += &format!(
            "- `{}` ({}): {}{}\n",
            property.name,
            property.kind.name(),
            property.statement,
            only(property.only_with)
        );
    }
    if !info.parameters.is_empty() {
        page += "\n| `set` | default | from, to | |\n|---|---|---|---|\n";
    }
    info.parameters.iter().map(row).fold(page, |page, row| page + &row).replace("\n\n\n", "\n\n")
}

#[test]
fn the_page_tells_what_protocols_rely_on_and_promise() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/protocols.md");
    let page = std::fs::read_to_string(&path).expect("the page can be read");
    let (intro, written) = page.split_once(RULE).expect("a rule");
    let sections: String = catalogue().iter().map(|machine| section(machine.info())).collect();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{intro}{RULE}{sections}")).expect("the page can be written");
    } else {
        assert!(written == sections, "the page is old: write it anew with UPDATE_DOCS=1");
    }
}
