//! The sentences of goals and of what a reader is told, a table for each language. What a phrase says is
//! worded beside its grammar, and what a protocol says stands with its protocol.

mod en;

pub(crate) use en::*;

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    fn sources(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let files = entries.map(|entry| entry.expect("an entry").path());
        files.filter(|path| path.extension().is_some_and(|kind| kind == "rs")).collect()
    }

    /// The texts of a line of code that are pieces of a sentence: several words, of which one is no name.
    fn sentences_in(line: &str) -> Vec<&str> {
        let small = ["is", "it", "the", "of", "be", "has", "have", "been", "by", "than", "a", "and", "more"];
        let texts = line.split('"').skip(1).step_by(2);
        texts
            .filter(|text| text.split(' ').count() > 1 && text.split(' ').any(|word| small.contains(&word)))
            .collect()
    }

    #[test]
    fn what_a_reader_is_told_stands_in_the_table_of_its_language() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        // What lessons are made of is read by whoever writes them, proofs by whoever proves, and tables by
        // other programs.
        let for_authors = ["markdown.rs", "proof.rs", "table.rs"];
        let mut found = Vec::new();
        for path in sources(&root) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("a source file");
            let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let is_code = |line: &&str| {
                let line = line.trim_start();
                !["//", "#", ".expect(", "unreachable!("].iter().any(|start| line.starts_with(start))
                    && !line.contains(".expect(\"")
            };
            let lines = code.lines().filter(is_code).filter(|_| !for_authors.contains(&name.as_str()));
            found.extend(lines.flat_map(sentences_in).map(|text| format!("{name}: {text}")));
        }
        assert!(found.is_empty(), "these belong into words/en:\n{}", found.join("\n"));
    }

    #[test]
    fn sentences_are_told_from_lines_of_the_language() {
        assert_eq!(sentences_in(r#"format!("in {one}, it {other}")"#), ["in {one}, it {other}"]);
        assert!(sentences_in(r#"format!("delay {key} to {time}\n")"#).is_empty());
    }
}
