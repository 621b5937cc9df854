//! From the text of an expression to its tree.

use super::{ExpressionError, Look, Set};

/// The most that groups may stand in groups.
const DEPTH_MAX: usize = 64;

/// The most that a repetition may count to.
const COUNT_MAX: u32 = 1_000;

/// The tree of an expression.
#[derive(Debug)]
pub(super) enum Node {
    Set(u32),
    Look(Look),
    /// One after the other.
    Row(Vec<Node>),
    /// One of them, the first that leads to a match.
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        lazy: bool,
    },
    /// A group with a name.
    Group(u32, Box<Node>),
}

/// An expression as it was read.
pub(super) struct Parsed {
    pub node: Node,
    pub sets: Vec<Set>,
    pub names: Vec<String>,
}

/// Reads a whole expression.
pub(super) fn parse(pattern: &str) -> Result<Parsed, ExpressionError> {
    let mut parser =
        Parser { chars: pattern.chars().collect(), index: 0, depth: 0, sets: Vec::new(), names: Vec::new() };
    let node = parser.choice()?;
    match parser.peek() {
        None => Ok(Parsed { node, sets: parser.sets, names: parser.names }),
        Some(_) => Err(parser.error("this `)` closes nothing; write `\\)` for the sign itself")),
    }
}

struct Parser {
    chars: Vec<char>,
    index: usize,
    depth: usize,
    sets: Vec<Set>,
    names: Vec<String>,
}

type Parsing<T> = Result<T, ExpressionError>;

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.index).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.index += 1;
        Some(c)
    }

    /// Goes on past a text, if it stands here.
    fn eat(&mut self, text: &str) -> bool {
        let stands = text.chars().eq(self.chars[self.index..].iter().copied().take(text.len()));
        self.index += if stands { text.len() } else { 0 };
        stands
    }

    fn error(&self, what: &str) -> ExpressionError {
        ExpressionError { index: self.index, what: what.to_owned() }
    }

    fn set(&mut self, set: Set) -> Node {
        let known = self.sets.iter().position(|other| *other == set);
        let index = known.unwrap_or(self.sets.len());
        if known.is_none() {
            self.sets.push(set);
        }
        Node::Set(index as u32)
    }

    fn choice(&mut self) -> Parsing<Node> {
        let mut rows = vec![self.row()?];
        while self.eat("|") {
            rows.push(self.row()?);
        }
        Ok(if rows.len() == 1 { rows.remove(0) } else { Node::Choice(rows) })
    }

    fn row(&mut self) -> Parsing<Node> {
        let mut row = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let node = self.atom()?;
            row.push(self.repeated(node)?);
        }
        Ok(Node::Row(row))
    }

    /// What follows an atom: how often it may stand there.
    fn repeated(&mut self, node: Node) -> Parsing<Node> {
        let at = self.index;
        let Some((min, max)) = self.repetition()? else { return Ok(node) };
        if matches!(node, Node::Look(_)) {
            return Err(ExpressionError { index: at, what: "there is nothing to repeat here".to_owned() });
        }
        if max.is_some_and(|max| max < min) {
            return Err(ExpressionError { index: at, what: "this counts from more to less".to_owned() });
        }
        if min.max(max.unwrap_or(0)) > COUNT_MAX {
            let what = format!("this repeats more than {COUNT_MAX} times");
            return Err(ExpressionError { index: at, what });
        }
        let lazy = self.eat("?");
        let again = self.index;
        if self.repetition()?.is_some() {
            let what = "two repetitions follow each other; put a group around the first".to_owned();
            return Err(ExpressionError { index: again, what });
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, lazy })
    }

    /// `*`, `+`, `?`, `{2}`, `{2,}`, `{2,5}`. A brace that opens none of these is a letter.
    fn repetition(&mut self) -> Parsing<Option<(u32, Option<u32>)>> {
        let start = self.index;
        let count = match self.next() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.braces() {
                Some(count) => count,
                None => {
                    self.index = start;
                    return Ok(None);
                }
            },
            _ => {
                self.index = start;
                return Ok(None);
            }
        };
        Ok(Some(count))
    }

    fn braces(&mut self) -> Option<(u32, Option<u32>)> {
        let min = self.number()?;
        if self.eat("}") {
            return Some((min, Some(min)));
        }
        if !self.eat(",") {
            return None;
        }
        if self.eat("}") {
            return Some((min, None));
        }
        let max = self.number()?;
        self.eat("}").then_some((min, Some(max)))
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.index;
        let mut number: u32 = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            number = number.saturating_mul(10).saturating_add(digit);
            self.index += 1;
        }
        (self.index > start).then_some(number)
    }

    fn atom(&mut self) -> Parsing<Node> {
        let start = self.index;
        match self.next() {
            Some('(') => self.group(),
            Some('[') => self.class(),
            Some('\\') => self.escape(),
            Some('.') => {
                let mut ends = Set::default();
                for c in ['\n', '\r', '\u{2028}', '\u{2029}'] {
                    ends.add(c, c);
                }
                Ok(self.set(ends.inverted()))
            }
            Some('^') => Ok(Node::Look(Look::LineStart)),
            Some('$') => Ok(Node::Look(Look::LineEnd)),
            Some('*' | '+' | '?') => {
                self.index = start;
                Err(self
                    .error("there is nothing to repeat here; write `\\` before a sign that is meant itself"))
            }
            Some('{') => {
                self.index = start;
                match self.repetition()? {
                    Some(_) => {
                        self.index = start;
                        Err(self.error("there is nothing to repeat here"))
                    }
                    None => {
                        self.index = start + 1;
                        Ok(self.letter('{'))
                    }
                }
            }
            Some(c) => Ok(self.letter(c)),
            None => Ok(Node::Row(Vec::new())),
        }
    }

    fn letter(&mut self, c: char) -> Node {
        let mut set = Set::default();
        set.add(c, c);
        self.set(set)
    }

    /// After `(`.
    fn group(&mut self) -> Parsing<Node> {
        let start = self.index - 1;
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(self.error("groups stand in groups too deep here"));
        }
        let name = if self.eat("?:") {
            None
        } else if ["?=", "?!", "?<=", "?<!"].iter().any(|look| self.eat(look)) {
            self.index = start;
            return Err(self.error("looking ahead or back is not supported; write what is to match"));
        } else if self.eat("?<") {
            Some(self.name()?)
        } else if self.eat("?") {
            self.index = start;
            return Err(self.error("groups are written `(…)`, `(?:…)` or `(?<name>…)`"));
        } else {
            None
        };
        let node = self.choice()?;
        if !self.eat(")") {
            self.index = start;
            return Err(self.error("this `(` is never closed; write `\\(` for the sign itself"));
        }
        self.depth -= 1;
        Ok(match name {
            // Kept apart from what follows, so that a repetition is about all of it.
            None => Node::Row(vec![node]),
            Some(group) => Node::Group(group, Box::new(node)),
        })
    }

    /// The name of a group, up to its `>`. One name may stand in several branches.
    fn name(&mut self) -> Parsing<u32> {
        let start = self.index;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || !c.is_ascii() || c == '_' || c == '$')
        {
            self.index += 1;
        }
        let name: String = self.chars[start..self.index].iter().collect();
        if name.is_empty() || !self.eat(">") {
            return Err(self.error("the name of a group is made of letters, digits and `_`, and ends in `>`"));
        }
        let known = self.names.iter().position(|other| *other == name);
        let index = known.unwrap_or(self.names.len());
        if known.is_none() {
            self.names.push(name);
        }
        Ok(index as u32)
    }

    /// After `[`.
    fn class(&mut self) -> Parsing<Node> {
        let start = self.index - 1;
        let is_inverted = self.eat("^");
        let mut set = Set::default();
        while !self.eat("]") {
            if self.peek().is_none() {
                self.index = start;
                return Err(self.error("this `[` is never closed; write `\\[` for the sign itself"));
            }
            let low = self.member()?;
            let is_range =
                self.peek() == Some('-') && self.chars.get(self.index + 1).is_some_and(|c| *c != ']');
            let at = self.index;
            match (low, is_range) {
                (Member::Set(of), _) => set.add_all(&of),
                (Member::Letter(low), false) => set.add(low, low),
                (Member::Letter(low), true) => {
                    self.index += 1;
                    match self.member()? {
                        Member::Letter(high) if low <= high => set.add(low, high),
                        Member::Letter(_) => {
                            let what = "this range goes from a later letter to an earlier one".to_owned();
                            return Err(ExpressionError { index: at, what });
                        }
                        // As JavaScript has it: three members.
                        Member::Set(of) => {
                            set.add(low, low);
                            set.add('-', '-');
                            set.add_all(&of);
                        }
                    }
                }
            }
        }
        Ok(self.set(if is_inverted { set.inverted() } else { set }))
    }

    fn member(&mut self) -> Parsing<Member> {
        match self.next() {
            Some('\\') if self.eat("b") => Ok(Member::Letter('\u{8}')),
            Some('\\') => self.escaped(),
            Some(c) => Ok(Member::Letter(c)),
            None => Err(self.error("something is missing here")),
        }
    }

    /// After `\`, outside of a class.
    fn escape(&mut self) -> Parsing<Node> {
        if self.eat("b") {
            return Ok(Node::Look(Look::WordEdge));
        }
        if self.eat("B") {
            return Ok(Node::Look(Look::NoWordEdge));
        }
        if self.peek().is_some_and(|c| ('1'..='9').contains(&c) || c == 'k') {
            return Err(self.error("referring back to a group is not supported"));
        }
        Ok(match self.escaped()? {
            Member::Letter(c) => self.letter(c),
            Member::Set(set) => self.set(set),
        })
    }

    /// After `\`.
    fn escaped(&mut self) -> Parsing<Member> {
        let Some(c) = self.next() else {
            return Err(self.error("something is missing after `\\`"));
        };
        let letter = match c {
            'd' | 'D' | 'w' | 'W' | 's' | 'S' => return Ok(Member::Set(named_set(c))),
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            'f' => '\u{c}',
            '0' => '\0',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'p' | 'P' => {
                return Err(self.error("properties of characters are not supported; write them out in `[…]`"));
            }
            c => c,
        };
        Ok(Member::Letter(letter))
    }

    /// A letter by its number, in so many digits or in braces.
    fn code(&mut self, digits: usize) -> Parsing<char> {
        let start = self.index;
        let braced = digits == 4 && self.eat("{");
        let mut code: u32 = 0;
        let mut count = 0;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(16)).filter(|_| braced || count < digits)
        {
            code = code.saturating_mul(16).saturating_add(digit);
            self.index += 1;
            count += 1;
        }
        let is_whole = if braced { self.eat("}") && count > 0 } else { count == digits };
        char::from_u32(code).filter(|_| is_whole).ok_or_else(|| ExpressionError {
            index: start,
            what: "this is not the number of a letter; write two digits after `\\x`, four after `\\u`"
                .to_owned(),
        })
    }
}

enum Member {
    Letter(char),
    Set(Set),
}

/// `\d`, `\w`, `\s`, and what is not in them.
fn named_set(name: char) -> Set {
    let mut set = Set::default();
    let ranges: &[(char, char)] = match name.to_ascii_lowercase() {
        'd' => &[('0', '9')],
        'w' => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        _ => &[
            ('\t', '\r'),
            (' ', ' '),
            ('\u{a0}', '\u{a0}'),
            ('\u{1680}', '\u{1680}'),
            ('\u{2000}', '\u{200a}'),
            ('\u{2028}', '\u{2029}'),
            ('\u{202f}', '\u{202f}'),
            ('\u{205f}', '\u{205f}'),
            ('\u{3000}', '\u{3000}'),
            ('\u{feff}', '\u{feff}'),
        ],
    };
    for &(low, high) in ranges {
        set.add(low, high);
    }
    if name.is_ascii_uppercase() { set.inverted() } else { set }
}
