# A command to a server that does not lead goes one hop, or is refused
#
# S3 knows no leader yet and refuses. S2 passes its command on to S1, which leads and
# logs it. The last one reaches S1 when it does not lead any more: it is not passed on a
# second time.
protocol raft
nodes 3
schedule manual
S3 put x 0
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver Heartbeat S1->S2
S2 put x 1
deliver Forward S2->S1
deliver AppendEntries S1->S2
deliver Appended S2->S1 2
S2 put x 2
fire S3 election-timeout
fire S3 election-timeout
deliver RequestVote S3->S1 2
deliver Forward S2->S1
expect commands-answered pending
----
      S1                    S2                  S3
 1ms  |                     |                   *  put x 0; refuses put x 0: it knows no leader
 2ms  *                     |                   |  election-timeout
 2ms  |-----RequestVote-----+-~                 |  under way
 3ms  |----RequestVote----->|                   |
 4ms  *<-----VoteGranted----|                   |  leads term 1
 4ms  |------Heartbeat------+-~                 |  under way
 5ms  |-----Heartbeat------>|                   |
 5ms  |        ~--Appended--|                   |  under way
 6ms  |                     *                   |  put x 1
 7ms  |<-------Forward------|                   |
 7ms  |----AppendEntries----+-~                 |  under way
 8ms  |---AppendEntries---->|                   |
 9ms  *<------Appended------|                   |  1: put x 1
10ms  |                     *                   |  put x 2
11ms  |                     |                   *  election-timeout
11ms  |                 ~---+----RequestVote----|  under way
11ms  |                     |     ~-RequestVote-|  under way
12ms  |                     |                   *  election-timeout
12ms  |                     |     ~-RequestVote-|  under way
13ms  *<-----RequestVote----+-------------------|  steps down: S3 is in term 2; refuses S3: its log is behind
13ms  |-----VoteRefused-----+-~                 |  under way
14ms  *<-------Forward------|                   |  sent 10ms; refuses put x 2: it does not lead
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds
