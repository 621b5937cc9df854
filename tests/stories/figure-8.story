# Figure 8 with three servers: an entry of an old term is not committed by counting
#
# S1 logs x in term 1, S2 logs y in term 2. Leading again in term 3, S1 copies x to S3:
# now x is on two of three servers. But it is of term 1, so S1 must not count it as
# committed, and it is right not to: S2 wins term 4 without x and overwrites it on S3.
# The variant commits-old-terms gets this wrong, see figure-8-broken.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put k x
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S2 put k y
deliver RequestVote S2->S1
fire S1 election-timeout
deliver RequestVote S1->S3 2
deliver VoteGranted S3->S1
deliver Heartbeat S1->S3 2
deliver AppendRefused S3->S1
deliver AppendEntries S1->S3 2
deliver Appended S3->S1
deliver RequestVote S1->S2 2
fire S2 election-timeout
deliver RequestVote S2->S3 2
deliver VoteGranted S3->S2 2
deliver Heartbeat S2->S3 2
deliver AppendRefused S3->S2
deliver AppendEntries S2->S3 2
deliver Appended S3->S2
view properties commands-answered
expect leader-completeness holds
expect state-machine-safety holds
expect commands-answered pending
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-Heartbeat--~        |                     |  under way
 3ms  |------Heartbeat------+--~                  |  under way
 4ms  *                     |                     |  put k x
 4ms  |-AppendEntries-~     |                     |  under way
 4ms  |----AppendEntries----+--~                  |  under way
 5ms  |                     *                     |  election-timeout
 6ms  |                     |----RequestVote----->|
 7ms  |                     *<-----VoteGranted----|  leads term 2
 7ms  |        ~--Heartbeat-|                     |  under way
 7ms  |                     |-Heartbeat--~        |  under way
 8ms  |                     *                     |  put k y
 8ms  |     ~-AppendEntries-|                     |  under way
 8ms  |                     |-AppendEntries-~     |  under way
 9ms  *<-----RequestVote----|                     |  sent 5ms; steps down: S2 is in term 2; refuses S2: its log is behind
 9ms  |-VoteRefused-~       |                     |  under way
10ms  *                     |                     |  election-timeout
11ms  |---------------------+----RequestVote----->|
12ms  *<-----VoteGranted----+---------------------|  leads term 3
12ms  |-Heartbeat--~        |                     |  under way
13ms  |---------------------+-----Heartbeat------>*  lacks the entry before: index 1, term 1
14ms  |<----AppendRefused---+---------------------|
15ms  |---------------------+---AppendEntries---->|
16ms  |<------Appended------+---------------------|
17ms  |----RequestVote----->*                     |  sent 10ms; steps down: S1 is in term 3; refuses S1: its log is behind
17ms  |       ~-VoteRefused-|                     |  under way
18ms  |                     *                     |  election-timeout
18ms  |       ~-RequestVote-|                     |  under way
19ms  |                     |----RequestVote----->|
20ms  |                     *<-----VoteGranted----|  leads term 4
20ms  |        ~--Heartbeat-|                     |  under way
21ms  |                     |-----Heartbeat------>*  lacks the entry before: index 1, term 2
22ms  |                     |<----AppendRefused---|
23ms  |                     |---AppendEntries---->|
24ms  |                     |<------Appended------|
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
