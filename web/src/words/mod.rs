//! The words of the page, a table for each language. What a protocol says stands with its protocol.

mod en;

pub use en::*;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }

    /// The words that stand in a line of code: as the content of an element, or in an attribute that
    /// somebody reads or hears.
    fn words_in(line: &str) -> Vec<&str> {
        let before = ["{ \"", "aria-label=\"", "title=\"", "placeholder=\""];
        let literals = before.iter().flat_map(|before| line.split(before).skip(1));
        let texts = literals.filter_map(|rest| rest.split('"').next());
        // What is all small letters is a class or a value; what has other signs is an expression or a path.
        let is_word = |text: &&str| {
            let first = text.trim_start().chars().find(char::is_ascii_alphabetic);
            let is_plain = text.chars().all(|sign| sign.is_alphabetic() || " .,:;…?’'()".contains(sign));
            text.len() > 1 && is_plain && first.is_some_and(|first| first.is_ascii_uppercase())
        };
        texts.filter(is_word).filter(|text| *text != super::page::NAME).collect()
    }

    /// Pieces of sentences that are put together in code: what `format!` joins with a word that no scenario
    /// and no drawing has.
    fn joined_in(line: &str) -> Vec<&str> {
        let literals = line.split("format!(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let small = [" a ", " the ", " is ", " are ", " from ", " with ", " has ", " have "];
        literals.filter(|text| small.iter().any(|word| text.contains(word))).collect()
    }

    #[test]
    fn all_words_of_the_page_stand_in_the_table_of_its_language() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut found = Vec::new();
        for path in sources(&root).iter().filter(|path| !path.starts_with(root.join("words"))) {
            let text = fs::read_to_string(path).expect("a source file");
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (line, number) in code.lines().zip(1..) {
                if !line.trim_start().starts_with("//") {
                    let place = path.strip_prefix(&root).unwrap_or(path).display();
                    let words = words_in(line).into_iter().chain(joined_in(line));
                    found.extend(words.map(|word| format!("{place}:{number}: {word}")));
                }
            }
        }
        assert!(found.is_empty(), "these belong into words/en:\n{}", found.join("\n"));
    }

    #[test]
    fn words_are_told_from_names() {
        assert_eq!(words_in(r#"<b title="Select nothing">{ "Drop" }</b>"#), ["Drop", "Select nothing"]);
        assert!(words_in(r#"<b class="soft">{ " " }{ "✕" }</b>"#).is_empty());
        assert_eq!(joined_in(r#"format!("{kind} from {name}")"#), ["{kind} from {name}"]);
        assert!(joined_in(r#"format!("delay {key} to {time}")"#).is_empty());
    }
}
