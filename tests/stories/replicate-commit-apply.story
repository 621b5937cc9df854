# Stored by a majority, committed, applied; the followers learn of it later
#
# S1 applies `put x 1` as soon as two of three servers have stored it. S2 stored it, but
# knows that it is committed only from the next heartbeat, which carries leaderCommit.
# S3 hears both in one message.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
drop RequestVote S1->S3
drop Heartbeat S1->S2
drop Heartbeat S1->S3
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
fire S1 heartbeat
deliver Heartbeat S1->S2
deliver AppendEntries S1->S3 2
expect commands-answered holds
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--x                  |
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-Heartbeat--x        |                     |
 3ms  |------Heartbeat------+--x                  |
 7ms  *                     |                     |  put x 1
 7ms  |----AppendEntries----+--~                  |  under way
 8ms  |---AppendEntries---->|                     |
 9ms  *<------Appended------|                     |  1: put x 1
10ms  *                     |                     |  heartbeat
11ms  |-----Heartbeat------>*                     |  1: put x 1
11ms  |        ~--Appended--|                     |  under way
12ms  |---------------------+---AppendEntries---->*  sent 10ms; 1: put x 1
12ms  |                  ~--+-------Appended------|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
