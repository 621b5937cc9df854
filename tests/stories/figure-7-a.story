# Figure 7, follower a: one entry is missing
#
# The leader of term 8 tries the end of its log first. One refusal moves nextIndex back
# by one, and there the logs agree.
protocol raft
nodes leader a voter
schedule manual
start leader term 7 log 1 1 1 4 4 5 5 6 6 6
start a term 7 log 1 1 1 4 4 5 5 6 6
start voter term 7 log 1 1 1 4 4 5 5 6 6 6
fire leader election-timeout
deliver RequestVote leader->voter
deliver VoteGranted voter->leader
deliver Heartbeat leader->a
deliver AppendRefused a->leader
deliver AppendEntries leader->a
deliver Appended a->leader
leader put x 1
deliver AppendEntries leader->a
deliver Appended a->leader
expect log-matching holds
expect leader-completeness holds
expect commands-answered holds
----
leader                a                   voter
*                     |                   |  election-timeout
|-RequestVote-~       |                   |  under way
|---------------------+---RequestVote---->|
*<-----VoteGranted----+-------------------|  leads term 8
|------Heartbeat------+-~                 |  under way
|-----Heartbeat------>*                   |  lacks the entry before: index 10, term 6
|<----AppendRefused---|                   |
|---AppendEntries---->|                   |
|<------Appended------|                   |
*                     |                   |  put x 1
|----AppendEntries----+-~                 |  under way
|---AppendEntries---->|                   |
*<------Appended------|                   |  1: no-op; 2: no-op; 3: no-op; 4: no-op; 5: no-op; 6: no-op; 7: no-op; 8: no-op;…
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
