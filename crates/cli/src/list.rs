//! What there is to run.

use sequitur_core::protocols::catalogue;
use sequitur_core::sim::info::{Assumed, Info, Keyword, Kind, OnlyWith};
use sequitur_core::sim::plan::Setting;
use serde::Serialize;
use std::fmt::Write;

/// A setting as scenarios write it.
fn setting_text(setting: Setting) -> String {
    let time = sequitur_core::scenario::duration_text;
    match setting {
        Setting::Duration(at) => time(at),
        Setting::Range(low, high) => format!("{}..{}", time(low), time(high)),
        Setting::Count(count) => count.to_string(),
        Setting::Switch(on) => if on { "on" } else { "off" }.to_owned(),
        Setting::OneOf(word, _) => word.to_owned(),
    }
}

fn unit(setting: Setting) -> String {
    match setting {
        Setting::Duration(_) => "duration".to_owned(),
        Setting::Range(..) => "range of durations".to_owned(),
        Setting::Count(_) => "count".to_owned(),
        Setting::Switch(_) => "on or off".to_owned(),
        Setting::OneOf(_, all) => all.join("|"),
    }
}

/// The least and the most that a parameter can be, where it has bounds.
fn bounds(parameter: &sequitur_core::sim::info::Parameter) -> Option<(String, String)> {
    let (least, most) = parameter.bounds;
    let text = |bound: u64| match parameter.default {
        Setting::Count(_) => Some(bound.to_string()),
        Setting::Duration(_) | Setting::Range(..) => Some(sequitur_core::scenario::duration_text(bound)),
        Setting::Switch(_) | Setting::OneOf(..) => None,
    };
    text(least).zip(text(most))
}

/// The settings with which something is so, after what it is about.
fn with(only: Option<OnlyWith>, what: &str) -> String {
    only.map_or(String::new(), |only| match only {
        OnlyWith::NEVER => format!(" It is {what} by nobody."),
        only => format!(" Only {what} with `{}`.", only.text()),
    })
}

/// The list for people.
pub fn text() -> String {
    let mut out = String::new();
    for machine in catalogue() {
        protocol(machine.info(), &mut out);
    }
    out
}

fn protocol(info: &Info, out: &mut String) {
    let mut line = |text: std::fmt::Arguments<'_>| {
        let written = writeln!(out, "{text}");
        debug_assert!(written.is_ok(), "a string takes any text");
    };
    line(format_args!("{}  {}", info.name, info.summary));
    line(format_args!("  source: {}", info.source));
    line(format_args!(
        "  nodes: {} unless told otherwise ({} to {}), named {}, …",
        info.default_nodes,
        info.node_bounds.0,
        info.node_bounds.1,
        info.node_names(2 + info.first_nodes.len() as u8).join(", ")
    ));
    for group in info.groups {
        line(format_args!(
            "  or {}: {} unless told otherwise, named {}1, {}2, …",
            group.word, group.default, group.prefix, group.prefix
        ));
    }
    let words = |words: &[Keyword]| words.iter().map(|word| word.name).collect::<Vec<_>>().join(", ");
    let kind = |kind: &Kind| format!("{} ({})", kind.name, kind.role.name());
    line(format_args!("  messages: {}", info.kinds.iter().map(kind).collect::<Vec<_>>().join(", ")));
    line(format_args!("  timers: {}", words(info.timers)));
    if !info.acts.is_empty() {
        line(format_args!("  acts: {}", words(info.acts)));
    }
    let field = |field: &sequitur_core::sim::info::Field| format!("{} ({})", field.name, field.of.name());
    line(format_args!("  fields: {}", info.fields.iter().map(field).collect::<Vec<_>>().join(", ")));
    line(format_args!("  commands: {}", words(info.commands)));
    if let Some(variant) = info.fifo_unless {
        line(format_args!("  links: fifo unless told otherwise, or the variant is {variant}"));
    }
    line(format_args!("  parameters"));
    for parameter in info.parameters {
        let (name, default) = (parameter.name, setting_text(parameter.default));
        let bounds = bounds(parameter).map_or(String::new(), |(least, most)| format!(" ({least} to {most})"));
        line(format_args!("    {name} {default}{bounds}  {}", parameter.about));
    }
    if !info.assumes.is_empty() {
        line(format_args!("  assumes"));
    }
    for Assumed { what, only_with } in info.assumes {
        line(format_args!("    {}  {}{}", what.name(), what.statement(), with(*only_with, "relied on")));
    }
    line(format_args!("  properties"));
    for property in info.properties {
        let promised = with(property.only_with, "promised");
        line(format_args!(
            "    {} ({})  {}{promised}",
            property.name,
            property.kind.name(),
            property.statement
        ));
    }
    line(format_args!("  variants, broken on purpose"));
    for (number, variant) in (1..).zip(info.variants) {
        let breaks = if variant.breaks.is_empty() { "no property" } else { variant.breaks };
        line(format_args!("    {number}  {}  {} Breaks {breaks}.", variant.name, variant.about));
    }
}

#[derive(Serialize)]
struct Protocol {
    name: &'static str,
    title: &'static str,
    summary: &'static str,
    source: &'static str,
    default_nodes: u8,
    least_nodes: u8,
    most_nodes: u8,
    node_prefix: &'static str,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    first_nodes: &'static [&'static str],
    groups: Vec<Group>,
    clients: bool,
    epoch: Option<&'static str>,
    messages: Vec<Message>,
    timers: Vec<Named>,
    acts: Vec<Named>,
    roles: Vec<&'static str>,
    /// Of these, in which a node waits for a decision that it can no longer influence.
    in_doubt: Vec<&'static str>,
    fields: Vec<Field>,
    commands: Vec<Named>,
    parameters: Vec<Parameter>,
    assumptions: Vec<Assumption>,
    properties: Vec<Property>,
    variants: Vec<Variant>,
}

#[derive(Serialize)]
struct Named {
    name: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Message {
    name: &'static str,
    role: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    #[serde(rename = "type")]
    of: &'static str,
}

#[derive(Serialize)]
struct Group {
    name: &'static str,
    default: u8,
    prefix: &'static str,
}

#[derive(Serialize)]
struct Parameter {
    name: &'static str,
    unit: String,
    default: String,
    least: Option<String>,
    most: Option<String>,
    at_most: Option<&'static str>,
    about: &'static str,
}

#[derive(Serialize)]
struct Property {
    name: &'static str,
    kind: &'static str,
    statement: &'static str,
    promised_with: Option<String>,
}

#[derive(Serialize)]
struct Assumption {
    name: &'static str,
    statement: String,
    relied_on_with: Option<String>,
}

#[derive(Serialize)]
struct Variant {
    number: usize,
    name: &'static str,
    about: &'static str,
    breaks: &'static str,
}

/// The list for scripts.
///
/// # Errors
/// Where the list cannot be written as JSON: a bug.
pub fn json() -> anyhow::Result<String> {
    let protocols: Vec<Protocol> = catalogue().iter().map(|machine| described(machine.info())).collect();
    Ok(serde_json::to_string_pretty(&protocols)?)
}

fn described(info: &'static Info) -> Protocol {
    let named = |words: &'static [Keyword]| {
        words.iter().map(|word| Named { name: word.name, about: word.about }).collect()
    };
    let message =
        |kind: &'static Kind| Message { name: kind.name, role: kind.role.name(), about: kind.about };
    let group = |group: &'static sequitur_core::sim::info::Group| Group {
        name: group.word,
        default: group.default,
        prefix: group.prefix,
    };
    let parameter = |p: &'static sequitur_core::sim::info::Parameter| Parameter {
        name: p.name,
        unit: unit(p.default),
        default: setting_text(p.default),
        least: bounds(p).map(|(least, _)| least),
        most: bounds(p).map(|(_, most)| most),
        at_most: p.at_most,
        about: p.about,
    };
    let property = |p: &'static sequitur_core::sim::info::Property| Property {
        name: p.name,
        kind: p.kind.name(),
        statement: p.statement,
        promised_with: p.only_with.map(|with| with.text()),
    };
    let assumption = |assumed: &'static Assumed| Assumption {
        name: assumed.what.name(),
        statement: assumed.what.statement(),
        relied_on_with: assumed.only_with.map(|with| with.text()),
    };
    let variant = |(number, v): (usize, &'static sequitur_core::sim::info::Variant)| Variant {
        number,
        name: v.name,
        about: v.about,
        breaks: v.breaks,
    };
    Protocol {
        name: info.name,
        title: info.title,
        summary: info.summary,
        source: info.source,
        default_nodes: info.default_nodes,
        least_nodes: info.node_bounds.0,
        most_nodes: info.node_bounds.1,
        node_prefix: info.node_prefix,
        first_nodes: info.first_nodes,
        groups: info.groups.iter().map(group).collect(),
        clients: info.has_clients,
        epoch: info.epoch,
        messages: info.kinds.iter().map(message).collect(),
        timers: named(info.timers),
        acts: named(info.acts),
        roles: info.roles.iter().map(|role| role.name).collect(),
        in_doubt: info.roles.iter().filter(|role| role.is_in_doubt).map(|role| role.name).collect(),
        fields: info.fields.iter().map(|field| Field { name: field.name, of: field.of.name() }).collect(),
        commands: named(info.commands),
        parameters: info.parameters.iter().map(parameter).collect(),
        assumptions: info.assumes.iter().map(assumption).collect(),
        properties: info.properties.iter().map(property).collect(),
        variants: (1..).zip(info.variants).map(variant).collect(),
    }
}
