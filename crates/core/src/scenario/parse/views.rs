//! `view` lines.

use super::super::phrase::EventName;
use super::super::statement::Statement;
use super::super::tokens::Reader;
use super::super::values;
use super::super::view::{LENSES, View};
use super::Parser;

const WHAT: [&str; 5] = ["lens", "at", "select", "properties", "frontier"];

impl<'a> Parser<'_, 'a> {
    /// What follows `view`.
    pub(super) fn view(&mut self, reader: &mut Reader<'_, 'a>) -> Option<Statement> {
        let word = reader.need("what is shown", &mut self.mistakes)?;
        let what =
            self.index_of(word, WHAT.into_iter(), format_args!("a thing to show"), "what can be shown is")?;
        let view = match WHAT[what] {
            "lens" => {
                let word = reader.need("a lens", &mut self.mistakes)?;
                let lens = self.index_of(word, LENSES.into_iter(), format_args!("a lens"), "lenses are")?;
                let keeps_none = self.context.info().filter(|info| !info.keeps_stamps());
                if let Some(info) = keeps_none.filter(|_| LENSES[lens] == "kept") {
                    let what = format!("processes of {} keep no stamps of their events", info.name);
                    let hint = "'lamport' and 'vector' compute them for any run".to_owned();
                    self.mistakes.add(word.span, || (what, hint));
                    return None;
                }
                View::Lens(LENSES[lens])
            }
            "at" => View::At(self.time(reader)?),
            "select" => self.selected(reader)?,
            "properties" => self.shown_properties(reader)?,
            _ => self.frontier(reader)?,
        };
        Some(Statement::View(view))
    }

    /// A message by its name, or an event.
    fn selected(&mut self, reader: &mut Reader<'_, 'a>) -> Option<View> {
        if reader.peek_second().is_some_and(|word| word.text.contains("->"))
            && reader.peek().is_some_and(|word| !matches!(word.text, "sent" | "received"))
        {
            return self.message(reader).map(View::Message);
        }
        let event: EventName = self.event(reader)?;
        Some(View::Event(event))
    }

    fn shown_properties(&mut self, reader: &mut Reader<'_, 'a>) -> Option<View> {
        let info = self.context.info()?;
        let mut properties = Vec::new();
        let mut next = Some(reader.need("a property", &mut self.mistakes)?);
        while let Some(word) = next {
            let names = info.properties.iter().map(|property| property.name);
            let what = format_args!("a property of {}", info.name);
            properties.push(self.index_of(word, names, what, "properties are")?);
            next = reader.take();
        }
        Some(View::Properties(properties))
    }

    fn frontier(&mut self, reader: &mut Reader<'_, 'a>) -> Option<View> {
        let mut counts = Vec::new();
        while reader.peek().is_some() || counts.is_empty() {
            let node = self.node(reader)?;
            let word = reader.need("a number of events", &mut self.mistakes)?;
            let count = self.checked(word.span, values::number(word.text, 0, u64::from(u32::MAX)))?;
            counts.push((node, count as u32));
        }
        Some(View::Frontier(counts))
    }
}
