//! Lines about traitors, coins, and what a run claims of time: read and printed.

use super::super::mistake::quoted;
use super::super::print::{Printer, join};
use super::super::statement::Statement;
use super::super::tokens::Reader;
use super::super::values::{self, duration_text};
use super::Parser;
use crate::sim::plan::{Forgery, Happening, Strategy, TimingModel, Toss};
use crate::trace::NodeId;

const SIDES: [&str; 2] = ["heads", "tails"];
const MODELS: [&str; 3] = ["asynchronous", "synchronous", "partially-synchronous"];

impl Parser<'_, '_> {
    /// `NODE … [STRATEGY]`. A name of a node wins.
    pub(super) fn traitors(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let mut nodes = vec![self.node(reader)];
        let mut strategy = None;
        while let Some(word) = reader.peek() {
            let named = Strategy::ALL.into_iter().find(|strategy| strategy.name() == word.text);
            let is_last = nodes.iter().flatten().next().is_some() && self.find_node(word).is_none();
            if named.is_some() && is_last {
                reader.take();
                strategy = named;
                break;
            }
            reader.take();
            let node = self.find_node(word);
            if node.is_none() {
                self.unknown_node(word, &Strategy::ALL.map(Strategy::name));
            }
            nodes.push(node);
        }
        Some(Statement::Traitors { nodes: nodes.into_iter().collect::<Option<_>>()?, strategy })
    }

    /// `asynchronous`, `synchronous BOUND`, `partially-synchronous BOUND from TIME`,
    /// `partially-synchronous unknown BOUND`
    pub(super) fn model(&mut self, reader: &mut Reader<'_, '_>) -> Option<Statement> {
        let word = reader.need("a model", &mut self.mistakes)?;
        let names = MODELS.into_iter();
        let model = match self.index_of(word, names, format_args!("a model"), "models are")? {
            0 => TimingModel::Asynchronous,
            1 => TimingModel::Synchronous(self.time(reader)?),
            _ if reader.peek().is_some_and(|word| word.text == "unknown") => {
                reader.take();
                TimingModel::Unknown(self.time(reader)?)
            }
            _ => {
                let bound = self.time(reader)?;
                self.literal("from", "`from` and a time", reader)?;
                TimingModel::FromTime(bound, self.time(reader)?)
            }
        };
        Some(Statement::Model(model))
    }

    /// `NODE COIN SIDE`, where COIN is `NAME N`.
    pub(super) fn toss(&mut self, reader: &mut Reader<'_, '_>) -> Option<Toss> {
        let node = self.node(reader);
        let coin = reader.need("a coin", &mut self.mistakes)?;
        let number = reader.need("the number of the toss", &mut self.mistakes);
        let number = number.and_then(|word| {
            let number = values::number(word.text, 1, u32::MAX.into());
            self.checked(word.span, number)
        });
        let side = reader.need("heads or tails", &mut self.mistakes);
        let names = SIDES.into_iter();
        let side =
            side.and_then(|word| self.index_of(word, names, format_args!("a side of a coin"), "sides are"));
        let info = self.context.info()?;
        let names = info.coins.iter().map(|coin| coin.name);
        let coin = self.index_of(coin, names, format_args!("a coin of {}", info.name), "coins are")?;
        Some(Toss {
            node: node?,
            coin: u8::try_from(coin).ok()?,
            number: u32::try_from(number?).ok()?,
            heads: side? == 0,
        })
    }

    /// `KIND A->B WORDS`
    pub(super) fn forge(&mut self, reader: &mut Reader<'_, '_>) -> Option<Happening> {
        let kind = self.kind(reader);
        let link = reader.need("a link such as `A->B`", &mut self.mistakes)?;
        let wire = self.link(link);
        let words = reader.take_all().iter().map(|word| word.text.to_owned()).collect();
        let (from, to) = wire?;
        if from == to {
            self.mistakes.add(link.span, || {
                let what = format!("{} is not a link: a node reaches itself", quoted(link.text));
                (what, "write sender and receiver, such as `A->B`".to_owned())
            });
            return None;
        }
        Some(Happening::Forge(Forgery { kind: kind?, from, to, words }))
    }
}

impl Printer<'_> {
    /// Traitors and how they behave.
    pub(in super::super) fn traitors(self, nodes: &[NodeId], strategy: Option<Strategy>) -> String {
        let names = nodes.iter().map(|node| self.node(*node));
        join("traitors", names.chain(strategy.map(Strategy::name)))
    }

    /// What a run claims of time.
    pub(in super::super) fn model(self, model: TimingModel) -> String {
        match model {
            TimingModel::Asynchronous => "model asynchronous".to_owned(),
            TimingModel::Synchronous(bound) => format!("model synchronous {}", duration_text(bound)),
            TimingModel::FromTime(bound, from) => {
                let (bound, from) = (duration_text(bound), duration_text(from));
                format!("model partially-synchronous {bound} from {from}")
            }
            TimingModel::Unknown(bound) => {
                format!("model partially-synchronous unknown {}", duration_text(bound))
            }
        }
    }

    /// How a coin falls.
    pub(in super::super) fn toss(self, toss: Toss) -> String {
        let coin = self.info.coins.get(usize::from(toss.coin)).map_or("?", |coin| coin.name);
        let side = SIDES[usize::from(!toss.heads)];
        format!("toss {} {coin} {} {side}", self.node(toss.node), toss.number)
    }

    /// What a traitor says.
    pub(in super::super) fn forgery(self, forgery: &Forgery) -> String {
        let kind = self.info.kinds.get(usize::from(forgery.kind)).map_or("?", |kind| kind.name);
        let link = self.link(forgery.from, forgery.to);
        join("forge", [kind, &link].into_iter().chain(forgery.words.iter().map(String::as_str)))
    }
}
