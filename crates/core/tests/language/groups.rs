//! Lanes that are counted by their role.

use super::toy::{mistakes, right};
use proptest::prelude::*;

const ROLES: [&str; 3] = ["proposers", "acceptors", "learners"];

/// The lanes, how many each role has, and how many clients there are.
fn lanes(text: &str) -> (String, Vec<u8>, u8) {
    let scenario = right(&format!("protocol paxos\n{text}"));
    let plan = scenario.plan();
    (plan.nodes.join(" "), plan.groups.clone(), plan.clients)
}

fn told(text: &str) -> Vec<String> {
    mistakes(&format!("protocol paxos\n{text}"))
}

#[test]
fn lanes_stand_in_the_order_of_the_roles() {
    let expected = ("P1 A1 A2 L1 L2 C1".to_owned(), vec![1, 2, 2], 1);
    assert_eq!(lanes("learners 2\nclients 1\nacceptors 2\nproposers 1"), expected);
    let named = ("ada bob A1 A2 A3 zoe".to_owned(), vec![2, 3, 1], 0);
    assert_eq!(lanes("learners zoe\nproposers ada bob"), named);
    assert_eq!(lanes("learners 0"), ("P1 P2 A1 A2 A3".to_owned(), vec![2, 3, 0], 0));
}

#[test]
fn servers_that_are_alike_play_all_roles() {
    assert_eq!(lanes("nodes 2\nclients 1"), ("P1 P2 C1".to_owned(), vec![], 1));
    assert_eq!(lanes("nodes a b"), ("a b".to_owned(), vec![], 0));
    assert_eq!(lanes(""), ("P1 P2 P3".to_owned(), vec![], 0));
}

#[test]
fn what_is_wrong_is_told() {
    assert_eq!(
        told("nodes 3\nacceptors 3"),
        [
            "2:1: \"nodes\" and \"acceptors\" do not go together; write how many proposers, acceptors and learners \
             there are, or only `nodes` for servers that are all of it"
        ]
    );
    assert_eq!(told("acceptors 0"), ["2:11: 0 is too small; write a number from 1 to 64"]);
    assert_eq!(
        told("acceptors"),
        ["2:10: \"acceptors\" needs a number or names; write a number or names after it"]
    );
    assert_eq!(told("acceptors 3 4"), ["2:13: \"4\" does not belong here; write a number or names after it"]);
    assert_eq!(told("acceptors 3\nacceptors 4"), ["3:1: \"acceptors\" is said twice; line 2 has it already"]);
    assert_eq!(
        told("acceptrs 5\nat 5ms crash A5"),
        ["2:1: \"acceptrs\" does not begin a line; did you mean acceptors?"]
    );
    assert_eq!(
        told("proposers A1 b\nacceptors 3"),
        ["3:11: \"A1\" names two nodes; give each node a name of its own"]
    );
    assert_eq!(
        told("learners acceptors"),
        ["2:10: \"acceptors\" cannot be the name of a node; it is a word of the language"]
    );
    assert_eq!(
        told("proposers 32\nacceptors 32\nlearners 1"),
        ["4:10: there are too many nodes; the most is 64"]
    );
    assert_eq!(
        told("proposers 32\nacceptors 31\nclients 1"),
        ["4:9: 64 nodes and 1 clients are too many; the most is 64 together"]
    );
}

#[test]
fn lines_about_roles_are_not_judged_without_a_protocol() {
    assert_eq!(mistakes("protocol xyz\nacceptors 3").len(), 1);
    assert_eq!(mistakes("protocol raft\nacceptors 3").len(), 1, "Raft has none");
    right("protocol raft\nnodes acceptors b\nschedule manual\nacceptors put x 1");
}

proptest! {
    /// Printing is the inverse of parsing, however lanes are counted and named.
    #[test]
    fn what_is_printed_is_read_again(counts in prop::array::uniform3(0..5u8), named in any::<[bool; 3]>(), order in 0..3usize) {
        let mut lines: Vec<String> = Vec::new();
        for ((role, count), named) in ROLES.iter().zip(counts).zip(named) {
            let names: Vec<String> = (0..=count).map(|n| format!("{role}-{n}")).collect();
            lines.push(if named { format!("{role} {}", names.join(" ")) } else { format!("{role} {}", count + 1) });
        }
        lines.rotate_left(order);
        let text = format!("{}\nprotocol paxos\n", lines.join("\n"));
        let scenario = right(&text);
        prop_assert_eq!(scenario.text(), text);
        let all: Vec<u8> = counts.iter().map(|count| count + 1).collect();
        prop_assert_eq!(&scenario.plan().groups, &all);
        prop_assert_eq!(scenario.plan().nodes.len(), all.iter().map(|count| usize::from(*count)).sum::<usize>());
    }
}
