# Figure 8 with three servers, and a leader that counts replicas of old terms
#
# The same choices as with the rule. Here S1 counts replicas of an old term, takes x for
# committed and applies it in term 3. Then S2 is elected without it, and applies y at the same index.
protocol raft commits-old-terms
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
view properties leader-completeness state-machine-safety
expect leader-completeness violated
expect state-machine-safety violated
expect election-safety holds
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
16ms  *<------Appended------+---------------------|  1: put k x
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
24ms  |                     *<------Appended------|  1: put k y
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S2 leads term 4 without entry 1 (put k x), which was committed in term 3. (S2 at 20ms)
state-machine-safety  violated: At index 1, S2 applied put k y, but S1 had applied put k x. (S2 at 24ms)
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
