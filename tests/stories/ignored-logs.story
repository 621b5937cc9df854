# Votes that ignore logs lose a committed entry
#
# `put x 1` is on S1 and S2 and committed. S3 has never seen it, and yet S2 votes for
# it: a leader without a committed entry. Right Raft refuses (section 5.4.1).
protocol raft ignores-logs
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S3
deliver VoteGranted S3->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
fire S3 election-timeout
deliver RequestVote S3->S2
deliver VoteGranted S2->S3
view properties leader-completeness
expect leader-completeness violated
----
S1                    S2                  S3
*                     |                   |  election-timeout
|-RequestVote-~       |                   |  under way
|---------------------+---RequestVote---->|
*<-----VoteGranted----+-------------------|  leads term 1
|-Heartbeat--~        |                   |  under way
|------Heartbeat------+-~                 |  under way
*                     |                   |  put x 1
|----AppendEntries----+-~                 |  under way
|---AppendEntries---->|                   |
*<------Appended------|                   |  1: put x 1
|                     |                   *  election-timeout
|                 ~---+----RequestVote----|  under way
|                     |<----RequestVote---|
|                     |---VoteGranted---->*  leads term 2
|                 ~---+-----Heartbeat-----|  under way
|                     |       ~-Heartbeat-|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S3 leads term 2 without entry 1 (put x 1), which was committed in term 1. (S3)
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
