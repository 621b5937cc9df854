//! Reads a lesson as it is written.
//!
//! A lesson is Markdown of a fixed form: a heading `# 13. Title`; a line of minutes, earlier
//! lessons and aim; the hook; then paragraphs and blocks. A fenced block is a `scenario`, a
//! `predict`, an `exercise`, `notes`, a `card` or a `term`; its first word says which.

mod blocks;

use crate::index::{Question, Sentence};
use crate::lesson::{Card, Inline, Lesson, Moment, Paragraph, Scene, Step, StepKind, Term};
use blocks::{erratum, flow, prediction, scene, settings, task};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::fmt;

/// What is wrong with a lesson, and in which line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LessonError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what was meant.
    pub what: String,
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for LessonError {}

/// Reads a lesson.
///
/// # Errors
/// Says what is wrong with the first part that does not have its form.
pub fn read(text: &str) -> Result<Lesson, LessonError> {
    let mut reader = Reader::default();
    for part in parts(text)? {
        let line = part.line;
        reader.take(part.what).map_err(|what| LessonError { line, what })?;
    }
    reader.finish().map_err(|what| LessonError { line: text.lines().count(), what })
}

/// A paragraph, a heading or a block, and the line that it begins in.
struct Part {
    line: usize,
    what: What,
}

enum What {
    Heading(String),
    Paragraph(Vec<Inline>),
    /// The words after the fence, and what stands inside.
    Block(String, String),
}

/// Splits a text into its parts.
fn parts(text: &str) -> Result<Vec<Part>, LessonError> {
    let mut parts = Vec::new();
    let mut inlines: Vec<Inline> = Vec::new();
    let mut block: Option<(String, String)> = None;
    // What the words at hand are inside of.
    let mut style: fn(String) -> Inline = Inline::Text;
    let mut link: Option<String> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        let line =
            text[..range.start].lines().count().max(1) + usize::from(text[..range.start].ends_with('\n'));
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. } | Tag::Paragraph) => inlines.clear(),
            Event::End(TagEnd::Heading(_)) => {
                let words = inlines.drain(..).map(|inline| plain(&inline).to_owned()).collect();
                parts.push(Part { line, what: What::Heading(words) });
            }
            Event::End(TagEnd::Paragraph) => {
                parts.push(Part { line, what: What::Paragraph(std::mem::take(&mut inlines)) });
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                block = Some((words.to_string(), String::new()));
            }
            Event::End(TagEnd::CodeBlock) => {
                let (words, inside) = block.take().unwrap_or_default();
                parts.push(Part { line, what: What::Block(words, inside) });
            }
            Event::Start(Tag::Strong) => style = Inline::Strong,
            Event::Start(Tag::Emphasis) => style = Inline::Emphasis,
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => style = Inline::Text,
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => link = None,
            Event::Text(words) => match (&mut block, &link) {
                (Some((_, inside)), _) => inside.push_str(&words),
                (None, Some(to)) => inlines.push(linked(to, words.to_string())),
                (None, None) => join(&mut inlines, style(words.to_string())),
            },
            Event::Code(words) => inlines.push(Inline::Code(words.to_string())),
            Event::SoftBreak => join(&mut inlines, style(" ".to_owned())),
            other => {
                let what = format!("{other:?} has no place in a lesson: write paragraphs and blocks");
                return Err(LessonError { line, what });
            }
        }
    }
    Ok(parts)
}

/// Words of the same style that follow each other are one piece.
fn join(inlines: &mut Vec<Inline>, next: Inline) {
    match (inlines.last_mut(), &next) {
        (Some(Inline::Text(before)), Inline::Text(words))
        | (Some(Inline::Strong(before)), Inline::Strong(words))
        | (Some(Inline::Emphasis(before)), Inline::Emphasis(words)) => before.push_str(words),
        _ => inlines.push(next),
    }
}

/// `[words](#term)` is a term, `[words](#/learn/…)` a link.
fn linked(to: &str, words: String) -> Inline {
    match to.strip_prefix('#') {
        Some(term) if !term.starts_with('/') => Inline::Term(term.replace('-', " "), words),
        _ => Inline::Link(to.to_owned(), words),
    }
}

/// The words of a piece of prose.
pub fn plain(inline: &Inline) -> &str {
    match inline {
        Inline::Text(words) | Inline::Strong(words) | Inline::Emphasis(words) | Inline::Code(words) => words,
        Inline::Term(_, words) | Inline::Link(_, words) => words,
    }
}

/// A lesson in the making.
#[derive(Default)]
struct Reader {
    head: Option<(u8, String)>,
    frame: Option<(u16, Vec<u8>, String)>,
    hook: Option<Vec<Inline>>,
    scenes: Vec<Scene>,
    steps: Vec<Step>,
    /// The paragraphs since the last block.
    group: Vec<Paragraph>,
    /// Whether these explain what the reader has just seen or done.
    explains: bool,
    cards: Vec<Card>,
    terms: Vec<Term>,
    in_your_words: Vec<Inline>,
    next: Vec<Inline>,
}

impl Reader {
    fn take(&mut self, what: What) -> Result<(), String> {
        match what {
            What::Heading(words) => self.heading(&words),
            What::Paragraph(text) => self.paragraph(text),
            What::Block(words, inside) => self.block(&words, &inside),
        }
    }

    fn heading(&mut self, words: &str) -> Result<(), String> {
        let (number, title) = words.split_once(". ").ok_or("a lesson begins `# NUMBER. TITLE`")?;
        let number = number.parse().map_err(|_| format!("\"{number}\" is not the number of a lesson"))?;
        match self.head.replace((number, title.to_owned())) {
            None => Ok(()),
            Some(_) => Err("a lesson has one heading".to_owned()),
        }
    }

    fn paragraph(&mut self, mut text: Vec<Inline>) -> Result<(), String> {
        if self.frame.is_none() {
            let words: String = text.iter().map(plain).collect();
            self.frame = Some(frame(&words)?);
        } else if self.hook.is_none() {
            self.hook = Some(text);
        } else if matches!(&text[..], [Inline::Strong(words), ..] if words == "In your words.") {
            text.remove(0);
            trim_start(&mut text);
            self.in_your_words = text;
        } else if matches!(&text[..], [Inline::Text(words), ..] if words.starts_with("Next: ")) {
            if let Inline::Text(words) = &mut text[0] {
                words.drain(.."Next: ".len());
            }
            self.next = text;
        } else {
            let moment = take_moment(&mut text)?;
            let ends = moment.is_some();
            self.group.push(Paragraph { text, moment });
            if ends {
                self.end_group();
            }
        }
        Ok(())
    }

    fn block(&mut self, words: &str, inside: &str) -> Result<(), String> {
        let mut words = words.split_whitespace();
        let kind =
            words.next().ok_or("a block says what it is: scenario, predict, exercise, notes, card, term")?;
        let words: Vec<&str> = words.collect();
        match kind {
            "card" => return self.card(&words, inside),
            "term" => return self.term(&words, inside),
            _ => self.end_group(),
        }
        let explains = kind != "scenario";
        match kind {
            "scenario" => self.scenes.push(scene(&words, inside)?),
            "predict" => {
                let what = StepKind::Predict(prediction(inside)?);
                let name = *words.first().ok_or("a prediction names its scenario: `predict a`")?;
                let index = self.scenes.iter().position(|scene| scene.name == name);
                let index = index.ok_or_else(|| format!("no scenario above is called \"{name}\""))?;
                self.steps.push(Step { scene: Some(index as u8), what });
            }
            "exercise" => self.push(StepKind::Do(task(&words, inside)?)),
            "notes" => self.push(StepKind::Notes(erratum(&words, inside)?)),
            _ => return Err(format!("\"{kind}\" is not a block of lessons")),
        }
        self.explains = explains;
        Ok(())
    }

    fn card(&mut self, words: &[&str], inside: &str) -> Result<(), String> {
        let name = words.first().ok_or("a card has a name: `card lost-vote`")?.to_string();
        let (question, answer) =
            inside.split_once('\n').ok_or("a card is a question and, below it, an answer")?;
        let (question, answer) = (flow(question), flow(answer));
        self.cards.push(Card { name, question, answer });
        Ok(())
    }

    fn term(&mut self, words: &[&str], inside: &str) -> Result<(), String> {
        let name = words.join(" ").to_lowercase();
        self.terms.push(Term { name, meaning: flow(inside) });
        Ok(())
    }

    fn push(&mut self, what: StepKind) {
        let scene = self.scenes.len().checked_sub(1).map(|index| index as u8);
        self.steps.push(Step { scene, what });
    }

    /// The paragraphs at hand are a step.
    fn end_group(&mut self) {
        if !self.group.is_empty() {
            let group = std::mem::take(&mut self.group);
            self.push(if self.explains { StepKind::Explain(group) } else { StepKind::Watch(group) });
        }
    }

    fn finish(mut self) -> Result<Lesson, String> {
        self.end_group();
        let (number, title) = self.head.ok_or("a lesson begins `# NUMBER. TITLE`")?;
        let (minutes, after, aim) = self.frame.ok_or("minutes and aim are missing")?;
        Ok(Lesson {
            number,
            title,
            minutes,
            after,
            aim,
            hook: self.hook.ok_or("the hook is missing: one question")?,
            scenes: self.scenes,
            steps: self.steps,
            cards: self.cards,
            terms: self.terms,
            in_your_words: self.in_your_words,
            next: self.next,
        })
    }
}

/// Reads "25 minutes. After: 11, 12. You will be able to: name four properties."
fn frame(words: &str) -> Result<(u16, Vec<u8>, String), String> {
    const FORM: &str = "write `N minutes. After: N, N. You will be able to: …`";
    let (minutes, rest) = words.split_once(" minutes. ").ok_or(FORM)?;
    let (after, aim) = rest.split_once("You will be able to: ").ok_or(FORM)?;
    let after = match after.trim().strip_prefix("After: ") {
        Some(numbers) => numbers.trim_end_matches('.').split(", ").map(|number| number.parse()).collect(),
        None => Ok(Vec::new()),
    };
    let number = |_| FORM.to_owned();
    Ok((minutes.parse().map_err(number)?, after.map_err(number)?, aim.to_owned()))
}

fn trim_start(text: &mut [Inline]) {
    if let Some(Inline::Text(words)) = text.first_mut() {
        *words = words.trim_start().to_owned();
    }
}

/// Takes `{at=177ms select="VoteGranted S5->S2 1" lens=lamport}` off the end of a paragraph.
fn take_moment(text: &mut Vec<Inline>) -> Result<Option<Moment>, String> {
    let Some(Inline::Text(words)) = text.last_mut() else {
        return Ok(None);
    };
    let Some((before, inside)) = words.strip_suffix('}').and_then(|words| words.rsplit_once('{')) else {
        return Ok(None);
    };
    let mut moment = Moment::default();
    for (key, value) in settings(inside)? {
        match key {
            "at" => moment.at = Some(value),
            "select" => moment.select = Some(value),
            "lens" => moment.lens = Some(value),
            _ => return Err(format!("\"{key}\" binds nothing: there are at, select and lens")),
        }
    }
    *words = before.trim_end().to_owned();
    if words.is_empty() {
        text.pop();
    }
    Ok(Some(moment))
}

/// Reads the questions of the end. Each has a heading, a line of lessons, and below it the sentences
/// of a model answer, one a line. A sentence ends with `{see=18/two-leaders}` where a run shows it.
///
/// # Errors
/// Says which line does not have its form.
pub fn read_questions(text: &str) -> Result<Vec<Question>, LessonError> {
    let mut questions: Vec<Question> = Vec::new();
    for (line, words) in (1..).zip(text.lines().map(str::trim)).filter(|(_, words)| !words.is_empty()) {
        let wrong = |what: &str| LessonError { line, what: what.to_owned() };
        if let Some(question) = words.strip_prefix("# ") {
            questions.push(Question {
                question: question.to_owned(),
                lessons: Vec::new(),
                answer: Vec::new(),
            });
            continue;
        }
        let last = questions.last_mut().ok_or_else(|| wrong("a question begins `# QUESTION`"))?;
        if let Some(lessons) = words.strip_prefix("Lessons: ") {
            let numbers = lessons.split(", ").map(str::parse).collect::<Result<_, _>>();
            last.lessons = numbers.map_err(|_| wrong("write `Lessons: 6, 7`"))?;
        } else {
            let (text, see) = match words.strip_suffix('}').and_then(|words| words.split_once(" {see=")) {
                Some((text, see)) => (text, Some(see.to_owned())),
                None => (words, None),
            };
            last.answer.push(Sentence { text: text.to_owned(), see });
        }
    }
    Ok(questions)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LESSON: &str = include_str!("../tests/lesson.md");

    #[test]
    fn a_lesson_becomes_steps() {
        let lesson = read(LESSON).unwrap();
        assert_eq!((lesson.number, lesson.minutes), (13, 25));
        assert_eq!(lesson.after, [11, 12]);
        assert_eq!(
            lesson.hook,
            [Inline::Text("\"Always answer 0\" never disagrees. Why is that not consensus?".into())]
        );
        let kinds: Vec<&str> = lesson.steps.iter().map(|step| kind(&step.what)).collect();
        assert_eq!(
            kinds,
            ["watch", "predict", "explain", "notes", "do", "do", "explain", "predict", "explain", "do"]
        );
        assert_eq!(lesson.steps[0].scene, None, "the rule is read before its run stands there");
        assert_eq!(lesson.steps[8].scene, Some(1));
        assert!(
            lesson.next[0]
                == Inline::Text("whoever does not wait for all must do without knowing who is dead.".into())
        );
    }

    fn kind(what: &StepKind) -> &'static str {
        match what {
            StepKind::Watch(_) => "watch",
            StepKind::Predict(_) => "predict",
            StepKind::Do(_) => "do",
            StepKind::Explain(_) => "explain",
            StepKind::Notes(_) => "notes",
        }
    }

    #[test]
    fn answers_have_phrases_labels_and_reasons() {
        let lesson = read(LESSON).unwrap();
        let (first, scene) = lesson.predictions().next().unwrap();
        assert_eq!(scene.show, ["agreement", "validity", "termination"]);
        let shown: Vec<&str> = first.answers.iter().map(blocks::shown).collect();
        assert_eq!(
            shown,
            ["It decides 1", "P3 decided 0", "P3 decided nothing"],
            "sorted as the reader sees them"
        );
        assert!(first.answers[0].why.starts_with("Two of three propose 1"));
        assert_eq!(first.answers[1].why, "");
    }

    #[test]
    fn what_has_no_form_is_told_with_its_line() {
        let error =
            read("# 13. Title\n\n25 minutes. You will be able to: x.\n\nHook?\n\n```predict a\nq\n```\n")
                .unwrap_err();
        assert_eq!(error.line, 7);
        assert!(read("Title").is_err());
    }

    #[test]
    fn a_paragraph_is_bound_to_a_moment() {
        let mut text = vec![Inline::Text("S2 leads. {at=177ms select=\"VoteGranted S5->S2 1\"}".into())];
        let moment = take_moment(&mut text).unwrap().unwrap();
        assert_eq!(moment.select.as_deref(), Some("VoteGranted S5->S2 1"));
        assert_eq!(text, [Inline::Text("S2 leads.".into())]);
    }
}
