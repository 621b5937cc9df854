//! Where answers come from: a text, a link, a list `NAME LINK` a line, or the CSV of a gradebook with
//! a column of links. The command and the page read them alike.

use sequitur_core::scenario::link;

/// An answer and whose it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// A file, or the name in a list.
    pub name: String,
    /// The text; or what is wrong with the link that should have held it.
    pub text: Result<String, String>,
}

/// The most answers of one file.
pub const ANSWERS_MAX: usize = 100_000;

/// The answers that a file holds.
pub fn answers(file: &str, text: &str) -> Vec<Answer> {
    let trimmed = text.trim();
    if is_link(trimmed) {
        return vec![Answer { name: file.to_owned(), text: decoded(trimmed) }];
    }
    // A scenario names its protocol; a link in one stands in a comment.
    let is_scenario = text.lines().any(|line| line.trim_start().starts_with("protocol "));
    if is_scenario || !has_link(text) {
        return vec![Answer { name: file.to_owned(), text: Ok(text.to_owned()) }];
    }
    records(text).into_iter().filter_map(|record| answer_of(&record)).take(ANSWERS_MAX).collect()
}

fn is_link(text: &str) -> bool {
    !text.contains(char::is_whitespace) && has_link(text)
}

fn has_link(text: &str) -> bool {
    text.contains("#/s/")
}

fn decoded(link: &str) -> Result<String, String> {
    link::decode(link).map_err(|error| error.to_string())
}

/// The answer of a line: its link, and in front of it whose it is.
fn answer_of(record: &[String]) -> Option<Answer> {
    let index = record.iter().position(|cell| has_link(cell))?;
    let words: Vec<&str> = record[index].split_whitespace().collect();
    let at = words.iter().position(|word| has_link(word))?;
    let before = words[..at].join(" ");
    let name = if before.is_empty() { record[..index].first().cloned().unwrap_or_default() } else { before };
    Some(Answer { name: name.trim().to_owned(), text: decoded(words[at]) })
}

/// The records of a text with commas and quotation marks (RFC 4180). A line without a comma is one
/// cell.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let record = records.last_mut().expect("there is one at least");
        let cell = record.last_mut().expect("a record has a cell at least");
        match c {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(String::new()),
            '\n' if !is_quoted => records.push(vec![String::new()]),
            '\r' if !is_quoted => {}
            c => cell.push(c),
        }
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        answers("file", text).into_iter().map(|answer| answer.name).collect()
    }

    #[test]
    fn a_list_has_a_name_and_a_link_a_line() {
        let link = link::encode("protocol raft\n");
        let list = format!("Ada Lovelace {link}\n\nBob https://example.org/{link}\n");
        assert_eq!(names(&list), ["Ada Lovelace", "Bob"]);
        assert!(answers("file", &list).iter().all(|answer| answer.text.as_deref() == Ok("protocol raft\n")));
    }

    #[test]
    fn a_gradebook_has_a_column_of_links() {
        let link = link::encode("protocol raft\n");
        let book =
            format!("Name,Email,Answer\r\n\"Lovelace, \"\"Ada\"\"\",ada@example.org,{link}\r\nBob,,\r\n");
        assert_eq!(names(&book), ["Lovelace, \"Ada\""], "a line without a link is no answer");
    }

    #[test]
    fn a_text_or_one_link_is_one_answer() {
        assert_eq!(names("protocol raft\n"), ["file"]);
        let link = link::encode("protocol raft\n");
        assert_eq!(answers("file", &link)[0].text.as_deref(), Ok("protocol raft\n"));
        assert!(answers("file", "#/s/1nonsense")[0].text.is_err());
    }
}
