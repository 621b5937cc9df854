# PreVote: who cannot win does not begin an election
#
# S3 times out, since the next heartbeats do not reach it. It asks first: S1 leads, and
# S2 has heard from S1 lately. Both refuse, so S3 stays in term 1, and S1 goes on
# leading. When S1 is down and S2 has missed it for long enough, S2 would vote for S3,
# and an election begins.
protocol raft
nodes 3
schedule manual
set pre-vote on
fire S1 election-timeout
deliver PreVote S1->S2
deliver PreVoteGranted S2->S1
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver Heartbeat S1->S2
deliver Heartbeat S1->S3
fire S3 election-timeout
deliver PreVote S3->S1
deliver PreVote S3->S2
deliver PreVoteRefused S1->S3
deliver PreVoteRefused S2->S3
crash S1
fire S2 leader-silent
fire S3 election-timeout
deliver PreVote S3->S2
deliver PreVoteGranted S2->S3
deliver RequestVote S3->S2
deliver VoteGranted S2->S3
expect election-safety holds
expect leader-elected holds
----
      S1                     S2                     S3
 1ms  *                      |                      |  election-timeout
 1ms  |-------PreVote--------+--~                   |  under way
 2ms  |-------PreVote------->|                      |
 3ms  |<----PreVoteGranted---|                      |
 3ms  |-----RequestVote------+--~                   |  under way
 4ms  |-----RequestVote----->|                      |
 5ms  *<-----VoteGranted-----|                      |  leads term 1
 6ms  |------Heartbeat------>|                      |
 6ms  |         ~--Appended--|                      |  under way
 7ms  |----------------------+------Heartbeat------>|  sent 5ms
 7ms  |                   ~--+-------Appended-------|  under way
 8ms  |                      |                      *  election-timeout
 9ms  *<-------PreVote-------+----------------------|  would not vote for S3: there is a leader
10ms  |                      *<-------PreVote-------|  sent 8ms; would not vote for S3: there is a leader
11ms  |----------------------+---PreVoteRefused---->|  sent 9ms
12ms  |                      |---PreVoteRefused---->|  sent 10ms
13ms  X                      |                      |  crash
14ms  :                      *                      |  leader-silent
15ms  :                      |                      *  election-timeout
15ms  :                   ~--+--------PreVote-------|  under way
16ms  :                      |<-------PreVote-------|
17ms  :                      |---PreVoteGranted---->|
17ms  :                   ~--+------RequestVote-----|  under way
18ms  :                      |<-----RequestVote-----|
19ms  :                      |-----VoteGranted----->*  leads term 2
19ms  :                   ~--+-------Heartbeat------|  under way
19ms  :                      |         ~--Heartbeat-|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
