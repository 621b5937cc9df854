# A client looks for the leader, and its command takes effect once
#
# C1 asks S1, which says that S2 leads. The answer of S2 is lost, so C1 asks S3 and is
# sent to S2 again. S2 has applied the command already: it answers, and sends no entry
# to anybody.
protocol raft
nodes 3
clients 1
schedule manual
fire S2 election-timeout
deliver RequestVote S2->S1
deliver VoteGranted S1->S2
deliver Heartbeat S2->S1
deliver Heartbeat S2->S3
C1 put x 1
deliver Request C1->S1
deliver Redirect S1->C1
deliver Request C1->S2
deliver AppendEntries S2->S1
deliver Appended S1->S2 2
drop Reply S2->C1
fire C1 client-retry
deliver Request C1->S3
deliver Redirect S3->C1
deliver Request C1->S2
deliver Reply S2->C1
expect commands-answered holds
expect state-machine-safety holds
----
      S1                S2                S3           C1
 1ms  |                 *                 |            |  election-timeout
 1ms  |                 |-RequestVote-~   |            |  under way
 2ms  |<---RequestVote--|                 |            |
 3ms  |--VoteGranted--->*                 |            |  leads term 1
 4ms  |<----Heartbeat---|                 |            |
 4ms  |-Appended-~      |                 |            |  under way
 5ms  |                 |---Heartbeat---->|            |  sent 3ms
 5ms  |                 |      ~-Appended-|            |  under way
 6ms  |                 |                 |            *  put x 1
 7ms  |<-----Request----+-----------------+------------|
 8ms  |-----------------+-----------------+-Redirect-->|
 9ms  |                 |<-----Request----+------------|
 9ms  |                 |-AppendEntries-~ |            |  under way
10ms  |<--AppendEntries-|                 |            |
11ms  |----Appended---->*                 |            |  1: put x 1
11ms  |                 |------Reply------+x           |
13ms  |                 |                 |            *  client-retry
14ms  |                 |                 |<--Request--|
15ms  |                 |                 |-Redirect-->|
16ms  |                 |<-----Request----+------------|
17ms  |                 |-----------------+---Reply--->|
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
