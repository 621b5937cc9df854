# A read that is not logged: the leader asks a majority whether it still leads
#
# S2 leads term 2. S1 still takes itself for the leader of term 1, but may not answer a
# read: it has committed nothing in its term, and nobody will confirm it. S2 may, after
# a round of AppendEntries; the log is as long as before.
protocol raft
nodes 3
schedule manual
set reads read-index
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S1 get x
deliver AppendEntries S2->S3
deliver Appended S3->S2
S2 put x new
deliver AppendEntries S2->S3
deliver Appended S3->S2
S2 get x
deliver Heartbeat S2->S3
deliver Appended S3->S2
deliver AppendEntries S1->S3
deliver AppendRefused S3->S1
view properties commands-answered
expect reads-are-current holds
expect commands-answered pending
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-AppendEntries-~     |                     |  under way
 4ms  |                     *                     |  election-timeout
 4ms  |       ~-RequestVote-|                     |  under way
 5ms  |                     |----RequestVote----->|
 6ms  |                     *<-----VoteGranted----|  leads term 2
 6ms  |     ~-AppendEntries-|                     |  under way
 7ms  *                     |                     |  get x
 8ms  |                     |---AppendEntries---->|  sent 6ms
 9ms  |                     *<------Appended------|  1: no-op
10ms  |                     *                     |  put x new
10ms  |     ~-AppendEntries-|                     |  under way
11ms  |                     |---AppendEntries---->*  1: no-op
12ms  |                     *<------Appended------|  2: put x new
13ms  |                     *                     |  get x
13ms  |     ~-AppendEntries-|                     |  under way
14ms  |                     |-----Heartbeat------>*  2: put x new
15ms  |                     *<------Appended------|  answers get x: new
16ms  |---------------------+---AppendEntries---->*  sent 3ms; refuses S1: term 1 is over
17ms  *<----AppendRefused---+---------------------|  steps down: S3 is in term 2; gives up 1 read without an answer
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds
at-most-once          holds
