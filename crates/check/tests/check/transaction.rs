//! Two-phase commit with messages that arrive once.

use crate::models::transaction::{Budget, Bug, Transaction};
use crate::oracle::{agreed, shortest};

fn model(participants: u8) -> Transaction {
    Transaction { participants, has_time_outs: true, budget: Budget::default(), bug: None }
}

#[test]
fn as_many_states_as_known() {
    for (participants, states, patient_states) in [(1, 13, 5), (2, 82, 13), (3, 561, 35)] {
        assert_eq!(agreed(|| model(participants)), states);
        let patient = || Transaction { has_time_outs: false, ..model(participants) };
        assert_eq!(agreed(patient), patient_states);
    }
}

#[test]
fn faults_break_nothing_but_the_patience_of_participants() {
    let budget = Budget { coordinator_crashes: 1, participant_crashes: 1, drops: 1 };
    let faulty = || Transaction { budget, ..model(2) };
    assert_eq!(agreed(faulty), 3644);
    assert_eq!(shortest(faulty(), 0), None);
    assert_eq!(shortest(model(2), 1), Some(7), "begun, both asked, both heard, both told");
    assert_eq!(shortest(faulty(), 2), Some(4), "begun, both asked, and then it crashes");
}

#[test]
fn mistakes_split_the_transaction_in_as_few_steps_as_can_be() {
    let wrong = |participants, bug, coordinator_crashes, participant_crashes| {
        let budget = Budget { coordinator_crashes, participant_crashes, drops: 0 };
        shortest(Transaction { budget, bug: Some(bug), ..model(participants) }, 0)
    };
    assert_eq!(wrong(2, Bug::AbortsPrepared, 0, 0), Some(6));
    assert_eq!(wrong(2, Bug::CommitsPrepared, 0, 0), Some(4));
    assert_eq!(wrong(2, Bug::ForgetsDecision, 1, 0), Some(9));
    assert_eq!(wrong(2, Bug::ForgetsPrepared, 0, 1), Some(7));
    assert_eq!(wrong(3, Bug::MajorityIsEnough, 0, 0), Some(6));
}
