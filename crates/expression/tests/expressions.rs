//! Expressions: what they match, judged by another engine, and what is refused.

use expect_test::{Expect, expect};
use proptest::prelude::*;
use sequitur_expression::{Automaton, Expression, Match};

fn found(expression: &str, text: &str) -> Option<Match> {
    let expression = Expression::new(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
    let mut automaton = Automaton::new(expression, u64::MAX);
    automaton.begin(0);
    automaton.go_on(text, &mut u32::MAX.clone()).expect("it comes to an end")
}

/// What the whole expression matches.
fn whole<'t>(expression: &str, text: &'t str) -> Option<&'t str> {
    let (start, end) = found(expression, text)?.whole();
    Some(&text[start..end])
}

#[test]
fn matches_as_javascript_does() {
    // A brace that opens no repetition is a letter.
    assert_eq!(whole("{.*}", "x {\"A\":1} y"), Some("{\"A\":1}"));
    assert_eq!(whole("a{,2}", "aa a{,2}"), Some("a{,2}"));
    assert_eq!(whole("x{2", "xx x{2"), Some("x{2"));
    assert_eq!(whole("a{2,3}", "aaaa"), Some("aaa"));
    assert_eq!(whole("a{2,}?", "aaaa"), Some("aa"));
    assert_eq!(whole("]", "a]"), Some("]"));
    // The first branch that leads on counts, not the longest.
    assert_eq!(whole("a|ab", "ab"), Some("a"));
    assert_eq!(whole(".*?b", "aabab"), Some("aab"));
    // Classes.
    assert_eq!(whole("[^]+", "a\nb"), Some("a\nb"));
    assert_eq!(whole("[]", "a"), None);
    assert_eq!(whole("[a\\-z]+", "a-z"), Some("a-z"));
    assert_eq!(whole("[\\w-]+", "a-b c"), Some("a-b"));
    assert_eq!(whole("[[]+", "[["), Some("[["));
    assert_eq!(whole("[^\\d\\s]+", "1 x\u{a0}é"), Some("x"));
    // Escapes.
    assert_eq!(whole("\\/\\x41\\u00e9\\t", "/Aé\t"), Some("/Aé\t"));
    assert_eq!(whole("\\S+", " \u{2003}é\u{3000}"), Some("é"));
    assert_eq!(whole("\\D", "12é"), Some("é"));
    // A point is no end of a line; ends of lines are found within the text.
    assert_eq!(whole(".+", "\r\nab\u{2028}"), Some("ab"));
    assert_eq!(whole("^b$", "a\nb\nc"), Some("b"));
    assert_eq!(whole("\\bis\\b", "this is"), Some("is"));
    assert_eq!(found("\\bis\\b", "this is").map(|found| found.whole()), Some((5, 7)));
    assert_eq!(whole("(?:ab)+", "ababa"), Some("abab"));
}

#[test]
fn groups_have_names() {
    let expression = Expression::new("(?<host>\\S*) (?:(?<n>\\d+)|(?<word>\\w+))").expect("it is right");
    assert_eq!(expression.names(), ["host", "n", "word"]);
    let text = "one 2; three four";
    let groups = |from: usize| {
        let mut automaton = Automaton::new(expression.clone(), u64::MAX);
        automaton.begin(from);
        let found = automaton.go_on(text, &mut u32::MAX.clone()).flatten().expect("a match");
        [0, 1, 2].map(|group| found.group(group).map(|(start, end)| &text[start..end]))
    };
    assert_eq!(groups(0), [Some("one"), Some("2"), None]);
    assert_eq!(groups(7), [Some("three"), None, Some("four")]);
}

#[test]
fn a_name_may_stand_in_two_branches() {
    let expression = Expression::new("a(?<x>.)|b(?<x>.)").expect("it is right");
    assert_eq!(expression.names(), ["x"]);
    assert_eq!(found("a(?<x>.)|b(?<x>.)", "b1").and_then(|found| found.group(0)), Some((1, 2)));
}

#[test]
fn what_is_wrong_is_told_with_its_index() {
    let wrong = [
        "(a",
        "a)",
        "[a",
        "*",
        "a**",
        "a{3,1}",
        "a{9999}",
        "{2}",
        "(?=a)",
        "(?<!a)",
        "(?<>a)",
        "(?<a b>c)",
        "(?a)",
        "\\1",
        "\\k<a>",
        "\\",
        "\\xg",
        "\\ud800",
        "\\p{L}",
        "[z-a]",
        "^*",
        "((a{999}){999}){999}",
    ];
    let told = wrong.map(|expression| {
        let error = Expression::new(expression).expect_err(expression);
        format!("{expression}  {error}\n")
    });
    let check = |actual: &str, expect: Expect| expect.assert_eq(actual);
    check(
        &told.concat(),
        expect![[r#"
        (a  character 1: this `(` is never closed; write `\(` for the sign itself
        a)  character 2: this `)` closes nothing; write `\)` for the sign itself
        [a  character 1: this `[` is never closed; write `\[` for the sign itself
        *  character 1: there is nothing to repeat here; write `\` before a sign that is meant itself
        a**  character 3: two repetitions follow each other; put a group around the first
        a{3,1}  character 2: this counts from more to less
        a{9999}  character 2: this repeats more than 1000 times
        {2}  character 1: there is nothing to repeat here
        (?=a)  character 1: looking ahead or back is not supported; write what is to match
        (?<!a)  character 1: looking ahead or back is not supported; write what is to match
        (?<>a)  character 4: the name of a group is made of letters, digits and `_`, and ends in `>`
        (?<a b>c)  character 5: the name of a group is made of letters, digits and `_`, and ends in `>`
        (?a)  character 1: groups are written `(…)`, `(?:…)` or `(?<name>…)`
        \1  character 2: referring back to a group is not supported
        \k<a>  character 2: referring back to a group is not supported
        \  character 2: something is missing after `\`
        \xg  character 3: this is not the number of a letter; write two digits after `\x`, four after `\u`
        \ud800  character 3: this is not the number of a letter; write two digits after `\x`, four after `\u`
        \p{L}  character 3: properties of characters are not supported; write them out in `[…]`
        [z-a]  character 3: this range goes from a later letter to an earlier one
        ^*  character 2: there is nothing to repeat here
        ((a{999}){999}){999}  character 1: this expression is too large; repeat less
    "#]],
    );
    assert!(Expression::new(&"(".repeat(100_000)).is_err());
    assert!(Expression::new(&"(?:){1000}".repeat(1_000)).is_ok());
}

/// Each step is paid for: what would take exponential time elsewhere ends, and says so.
#[test]
fn time_is_bounded() {
    let expression = Expression::new("((a*)*)*b").expect("it is right");
    let text = "a".repeat(20_000);
    let mut automaton = Automaton::new(expression, 100_000);
    automaton.begin(0);
    assert_eq!(automaton.go_on(&text, &mut u32::MAX.clone()), Some(None));
    assert!(automaton.is_exhausted());
    assert_eq!(whole("((a*)*)*b", &text), None);
}

/// Stopped anywhere and gone on with, it finds the same.
#[test]
fn it_can_stop_and_go_on() {
    let text = "xx 12:34 yy";
    let mut automaton =
        Automaton::new(Expression::new("(?<h>\\d+):(?<m>\\d+)").expect("it is right"), u64::MAX);
    automaton.begin(0);
    let found = std::iter::repeat_with(|| automaton.go_on(text, &mut 1)).flatten().next().expect("an end");
    assert_eq!(found.map(|found| (found.whole(), found.group(1))), Some(((3, 8), Some((6, 8)))));
}

/// Whether an expression takes a character wherever it matches.
fn takes_something(part: &str) -> bool {
    let is_look = part.contains('^') && !part.contains("[^") || part.contains(['$']) || part.contains("\\b");
    // It takes no name twice.
    let nothing =
        regex::Regex::new(&format!("^(?:{})$", part.replace("?<g>", ""))).expect("it takes the rest");
    !is_look && !nothing.is_match("")
}

/// Small expressions that mean the same to both engines.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "a", "b", "c", ".", "\\d", "\\w", "[ab]", "[^a]", "[a-c0-5]", "\\s", "é", "^", "$", "\\b",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            (
                // Engines differ in what they make of nothing, repeated.
                inner.clone().prop_filter("takes something", |part| takes_something(part)),
                prop::sample::select(vec!["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?"])
            )
                .prop_map(|(part, count)| format!("(?:{part}){count}")),
            inner.prop_map(|part| format!("(?<g>{part})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    /// Where it matches, and what the group holds, is what Rust's own engine says.
    #[test]
    fn it_matches_what_another_engine_matches(expression in expressions(), text in "[abc0-9é \n_-]{0,12}") {
        prop_assume!(expression.matches("(?<g>").count() <= 1);
        let expected = regex::Regex::new(&format!("(?m){}", expression.replace("\\d", "[0-9]").replace("\\w", "[0-9A-Za-z_]").replace("\\b", "(?-u:\\b)")));
        let expected = expected.expect("the other engine takes it");
        let expected = expected.captures(&text);
        let found = found(&expression, &text);
        prop_assert_eq!(
            found.as_ref().map(Match::whole),
            expected.as_ref().and_then(|captures| captures.get(0)).map(|all| (all.start(), all.end()))
        );
        if let (Some(found), Some(captures), true) = (found, expected, expression.contains("(?<g>")) {
            let group = captures.name("g").map(|group| (group.start(), group.end()));
            prop_assert_eq!(found.group(0), group);
        }
    }
}
