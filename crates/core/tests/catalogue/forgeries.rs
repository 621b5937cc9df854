//! What traitors are made to say, in every protocol of the catalogue: it is said, or refused where
//! the text is read, or refused when its time comes, always with the reason.

use super::parse;
use sequitur_core::protocols::catalogue;
use sequitur_core::scenario::Scenario;
use sequitur_core::sim::info::Info;
use sequitur_core::sim::plan::Forgery;
use sequitur_core::sim::run::Run;
use std::collections::{BTreeMap, BTreeSet};

/// Words that some protocol could take for something, and others that none can.
const SPOILT: &[&str] = &[
    "0",
    "1",
    "-1",
    "1000001",
    "4294967296",
    "99999999999999999999",
    "1.1",
    "0.0",
    "9.9",
    "1.255",
    "null",
    "x",
    "attack",
    "hold",
    "attack:",
    "attack:G1",
    "attack:G1?",
    ":",
    "retreat:G1:G1",
    "retreat:G2:G1",
    "attack:G9",
    "@",
    "+",
    "R1@3",
    "R1+1/0/x/R1/1/R2,R3",
    "1/0/x/C1/1/",
    "1/0/x/C1/1/R1,R1",
    "1/0/x/C1/1/C1,R3",
    "/////",
    "é",
];

/// Runs that traitors can meddle with, all by hand: a text, and which node is a traitor.
const RUNS: &[(&str, &str)] = &[
    ("protocol oral-messages\nnodes 4\n", "G1 attack\ndeliver Order G1->G2\ndeliver Order G1->G3\n"),
    ("protocol signed-messages\nnodes 4\n", "G1 attack\ndeliver Signed G1->G2\ndeliver Signed G1->G3\n"),
    (
        "protocol pbft\nnodes 4\nclients 1\n",
        "C1 do x\ndeliver Request C1->R1\ndeliver PrePrepare R1->R2\ndeliver PrePrepare R1->R3\n",
    ),
    (
        "protocol paxos\nproposers 2\nacceptors 3\nlearners 1\n",
        "P1 propose x\ndeliver Prepare P1->A1\ndeliver Prepare P1->A2\n",
    ),
    (
        "protocol raft\nnodes 3\nclients 1\n",
        "fire S1 election-timeout\ndeliver RequestVote S1->S2\ndeliver VoteGranted S2->S1\nC1 put x 1\ndeliver Request C1->S1\n",
    ),
];

fn forging() -> impl Iterator<Item = &'static Info> {
    catalogue().iter().map(|protocol| protocol.info()).filter(|info| info.forges)
}

/// A run with a traitor that does as it should, and what follows.
fn with(run: &(&str, &str), traitor: &str, after: &str) -> String {
    let (head, choices) = run;
    format!("{head}traitors {traitor} honest\nschedule manual\n{choices}{after}")
}

fn info(run: &(&str, &str)) -> &'static Info {
    parse(run.0).machine().info()
}

fn names(run: &(&str, &str)) -> Vec<String> {
    parse(run.0).plan().nodes.clone()
}

/// Everything that is listed, and everything that is grey, over all traitors.
fn listed(run: &(&str, &str)) -> (Vec<Forgery>, Vec<(Forgery, String)>) {
    let mut all = (Vec::new(), Vec::new());
    for traitor in names(run) {
        let made = parse(&with(run, &traitor, "")).run();
        let open = made.details.open_choices(made.chosen_at.len() as u32).expect("it is by hand");
        all.0.extend(open.forgeries);
        all.1.extend(open.unsayable);
    }
    all
}

fn line(info: &Info, names: &[String], forgery: &Forgery) -> String {
    let Forgery { kind, from, to, words } = forgery;
    let kind = info.kinds[usize::from(*kind)].name;
    let link = format!("{}->{}", names[from.index()], names[to.index()]);
    [&["forge".to_owned(), kind.to_owned(), link], &words[..]].concat().join(" ")
}

fn is_sentence(text: &str) -> bool {
    text.ends_with('.') && text.len() > 10 && text.starts_with(|c: char| c.is_uppercase())
}

/// What became of a forgery: said, or why not.
#[derive(PartialEq, Eq, PartialOrd, Ord, Debug, Clone)]
enum Became {
    Said,
    Misread(String),
    Refused(String),
}

/// The last line of a text is a forgery: what became of it.
fn became(text: &str) -> Became {
    let scenario = match Scenario::parse(text) {
        Ok(scenario) => scenario,
        Err(mistakes) => {
            assert_eq!(mistakes.len(), 1, "{text}\n{mistakes:#?}");
            let mistake = &mistakes[0];
            assert_eq!(mistake.line as usize, text.lines().count(), "{text}\n{mistake}");
            assert!(!mistake.what.is_empty() && !mistake.hint.is_empty(), "{text}\n{mistake}");
            return Became::Misread(format!("{}; {}", mistake.what, mistake.hint));
        }
    };
    let run = scenario.run();
    let origin = text.lines().count() as u32 - 1;
    assert_eq!(run.unused.contains(&origin), run.refused.get(&origin).is_some(), "{text}");
    match run.refused.get(&origin) {
        Some(why) => {
            assert!(is_sentence(why), "{text}\n{why}");
            Became::Refused(why.clone())
        }
        None => {
            assert_eq!(forged(&run), 1, "{text}");
            Became::Said
        }
    }
}

fn forged(run: &Run) -> usize {
    run.trace.messages.iter().filter(|message| message.key.forged && message.key.copy == 0).count()
}

#[test]
fn every_protocol_that_forges_has_its_run_here() {
    let tried: BTreeSet<&str> = RUNS.iter().map(|run| info(run).name).collect();
    assert_eq!(tried, forging().map(|info| info.name).collect());
}

/// What is listed can be said, by hand and by the clock; what is grey can be said in neither way, and
/// the run tells the same reason as the list.
#[test]
fn what_is_listed_is_said_and_what_is_grey_is_refused_with_its_reason() {
    for run in RUNS {
        let (info, names) = (info(run), names(run));
        let (open, closed) = listed(run);
        assert!(!open.is_empty(), "{}", info.name);
        for forgery in &open {
            let text = with(run, &names[forgery.from.index()], &line(info, &names, forgery));
            assert_eq!(became(&text), Became::Said, "{text}");
        }
        for (forgery, why) in &closed {
            let text = with(run, &names[forgery.from.index()], &line(info, &names, forgery));
            match became(&text) {
                Became::Refused(told) => assert_eq!(&told, why, "{text}"),
                Became::Misread(_) => assert!(is_sentence(why), "{why}"),
                Became::Said => panic!("{text}"),
            }
        }
    }
}

/// Words spoilt in every way: one of them replaced, added, or all after it left out.
fn spoilt(sound: &BTreeSet<Vec<String>>) -> BTreeSet<Vec<String>> {
    let mut all = sound.clone();
    for (words, index) in sound.iter().flat_map(|words| (0..=words.len()).map(move |index| (words, index))) {
        all.insert(words[..index].to_vec());
        for word in SPOILT {
            let mut other = words.clone();
            other.splice(index..(index + 1).min(words.len()), [(*word).to_owned()]);
            all.insert(other);
        }
    }
    all
}

/// Words of every kind, on every link, spoilt in every way: none makes it panic, none is passed over
/// in silence, and a node that is no traitor says none of them.
#[test]
fn whatever_a_line_makes_a_traitor_say_is_said_or_refused_with_the_reason() {
    for run in RUNS {
        let (info, names) = (info(run), names(run));
        let (open, closed) = listed(run);
        let sound: BTreeSet<Vec<String>> = open
            .into_iter()
            .chain(closed.into_iter().map(|(forgery, _)| forgery))
            .map(|f| f.words)
            .take(8)
            .collect();
        let nodes = 0..names.len();
        let links = nodes.clone().flat_map(|from| nodes.clone().map(move |to| (from, to)));
        let links: Vec<(usize, usize)> = links.filter(|(from, to)| from != to).collect();
        let mut count = BTreeMap::new();
        for (number, words) in spoilt(&sound).iter().enumerate() {
            // Sound words on every link and as every kind, the others on one link after the other.
            let few = [(number % info.kinds.len(), links[number % links.len()])];
            let all = (0..info.kinds.len()).flat_map(|kind| links.iter().map(move |link| (kind, *link)));
            let all: Vec<_> = if sound.contains(words) { all.collect() } else { few.to_vec() };
            for (kind, (from, to)) in all {
                let said = format!(
                    "forge {} {}->{} {}",
                    info.kinds[kind].name,
                    names[from],
                    names[to],
                    words.join(" ")
                );
                let what = match became(&with(run, &names[from], said.trim_end())) {
                    Became::Said => "said",
                    Became::Misread(_) => "misread",
                    Became::Refused(_) => "refused",
                };
                *count.entry(what).or_insert(0) += 1;
                let honest = with(run, &names[to], said.trim_end());
                assert!(matches!(became(&honest), Became::Misread(_)), "{honest}");
            }
        }
        assert!(count["said"] > 0 && count["misread"] > 100, "{}: {count:?}", info.name);
    }
}

/// Where nobody is heard who lies, a line that makes somebody say something is refused as it is read.
#[test]
fn protocols_without_forgeries_refuse_the_line() {
    for info in catalogue().iter().map(|protocol| protocol.info()).filter(|info| !info.forges) {
        let Some(kind) = info.kinds.first() else { continue };
        let head = format!("protocol {}\nnodes {}\n", info.name, info.node_bounds.0.max(2));
        let names = parse(&head).plan().nodes.clone();
        let (from, to) = (&names[0], &names[1]);
        let text = format!("{head}traitors {from} honest\nat 5ms forge {} {from}->{to}\n", kind.name);
        let told = format!("traitors of {} forge nothing; leave the line out", info.name);
        assert_eq!(became(&text), Became::Misread(told));
    }
}

/// A run of [`RUNS`], its traitor, what it is made to say, and how it begins what is told.
const TOLD: &[(usize, &str, &str, &str)] = &[
    (
        0,
        "G2",
        "Order G3->G4 attack G1",
        "G3 is no traitor, and only traitors forge; add the line `traitors G3`",
    ),
    (0, "G2", "Order G2->G4 attack", "an order comes from the commander"),
    (0, "G2", "Order G2->G1 attack G1", "nobody is told what he said himself"),
    (0, "G2", "Order G2->G4 attack G4", "an order comes from the commander"),
    (0, "G2", "Order G2->G4 perhaps G1", "\"perhaps\" is not an order; orders are attack, retreat, hold"),
    (0, "G2", "Order G2->G4 attack G1 G3", "there are not so many rounds"),
    (0, "G2", "Vote G2->G4 attack", "\"Vote\" is not a kind of message of oral-messages; kinds are Order"),
    (1, "G2", "Signed G2->G4 retreat:G1:G2", "G1 has not signed retreat for any traitor."),
    (1, "G2", "Signed G2->G4 attack:G1:G3:G2", "G3 has not signed attack:G1 for any traitor."),
    (1, "G2", "Signed G2->G4 attack:G1:G9", "\"G9\" is not a general"),
    (1, "G2", "Signed G2->G4 attack", "a chain has 1 to 4 signatures"),
    (2, "R2", "PrePrepare R2->R3 1 1 y C1 1", "No traitor has heard C1 ask for y with the timestamp 1."),
    (2, "R2", "PrePrepare R2->R3 1 0 y", "\"0\" is not a number from 1 to 1000000"),
    (2, "R2", "PrePrepare R2->R3 1000001 1 y", "\"1000001\" is not a view from 0 to 1000000"),
    (2, "R2", "Commit R2->C1 0 1 x", "C1 is a client and takes only replies"),
    (2, "R2", "Reply R2->R3 1 1", "R3 takes no replies"),
    (2, "C1", "Prepare C1->R3 0 1 x", "C1 is a client and only asks"),
    (2, "R2", "Request R2->R3 x 1 C1", "this is too much"),
    (
        2,
        "R2",
        "ViewChange R2->R3 1 1/0/x/C1/1/R3,R4",
        "R3 has signed no prepare of x at 1 in view 0 for any traitor.",
    ),
    (
        2,
        "R2",
        "ViewChange R2->R3 1 1/0/y/R2/1/R3,R4",
        "R1 has signed no pre-prepare of y at 1 in view 0 for any traitor.",
    ),
    (2, "R2", "ViewChange R2->R3 1 1/0/x/C1/1", "\"1/0/x/C1/1\" is not a certificate"),
    (2, "R2", "NewView R2->R3 1 R1 R2 R4", "R1 has signed no such view change to view 1 for any traitor."),
    (2, "R2", "NewView R2->R3 1 R2@4", "R2 has no proof that the checkpoint at 4 is stable."),
    (3, "A1", "Promise A1->L1 1.1", "L1 is no proposer and is promised nothing"),
    (3, "A1", "Accept A1->A2 1.1 x", "a lying acceptor forges promises and votes"),
    (3, "P1", "Accepted P1->L1 1.1 x", "P1 is no acceptor, and only acceptors promise and vote"),
    (3, "A1", "Accepted A1->A2 1.1 x", "A2 hears no votes"),
    (3, "A1", "Promise A1->P1 1.9", "this is not a promise"),
    (4, "S3", "VoteGranted S3->C1 1", "C1 is a client, and only servers tell each other this"),
    (4, "C1", "VoteGranted C1->S2 1", "C1 is a client, and only servers tell each other this"),
    (4, "S3", "RequestVote S3->S2 1", "a lying voter forges votes and answers to entries"),
    (4, "S3", "Appended S3->S1 1 99", "S1 has no entry 99, so nobody can have it from there."),
    (4, "S3", "VoteGranted S3->S1 1 2", "this is not a vote"),
];

#[test]
fn what_no_traitor_can_say_is_refused_with_the_reason() {
    for (run, traitor, said, told) in TOLD {
        let text = with(&RUNS[*run], traitor, &format!("forge {said}"));
        let (Became::Misread(why) | Became::Refused(why)) = became(&text) else { panic!("{text}") };
        assert!(why.starts_with(told), "{text}\n{why}");
    }
}
