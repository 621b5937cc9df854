# A server that was removed and does not know disturbs nobody
#
# S3 takes part no longer, and hears from nobody any more. It stands for election, but S1
# leads and S2 has heard from S1 lately: both take no notice (dissertation, section 4.2.3).
# Turn `sticky-leader` off, and S1 has to step down each time.
protocol raft
nodes 3
schedule manual
set sticky-leader on
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 remove S3
deliver AppendEntries S1->S2
deliver Appended S2->S1
fire S3 election-timeout
deliver RequestVote S3->S1
deliver RequestVote S3->S2
S1 put x 2
deliver AppendEntries S1->S2
deliver Appended S2->S1
expect commands-answered holds
expect election-safety holds
----
      S1                    S2                  S3
 1ms  *                     |                   |  election-timeout
 1ms  |-----RequestVote-----+-~                 |  under way
 2ms  |----RequestVote----->|                   |
 3ms  *<-----VoteGranted----|                   |  leads term 1
 3ms  |-Heartbeat--~        |                   |  under way
 3ms  |------Heartbeat------+-~                 |  under way
 4ms  *                     |                   |  put x 1
 4ms  |----AppendEntries----+-~                 |  under way
 5ms  |---AppendEntries---->|                   |
 6ms  *<------Appended------|                   |  1: put x 1
 7ms  *                     |                   |  remove S3
 8ms  |---AppendEntries---->*                   |  1: put x 1
 9ms  *<------Appended------|                   |  2: members S1 S2
10ms  |                     |                   *  election-timeout
11ms  *<-----RequestVote----+-------------------|  takes no notice of S3: there is a leader
12ms  |                     *<----RequestVote---|  sent 10ms; takes no notice of S3: there is a leader
13ms  *                     |                   |  put x 2
14ms  |---AppendEntries---->*                   |  2: members S1 S2
15ms  *<------Appended------|                   |  3: put x 2
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
