# Figure 7, follower e: entries are missing, and two are in their place
#
# The logs agree up to index 5. Five refusals lead there; then the leader's entries take
# the place of the two of term 4 that are only in e's log.
protocol raft
nodes leader e voter
schedule manual
start leader term 7 log 1 1 1 4 4 5 5 6 6 6
start e term 7 log 1 1 1 4 4 4 4
start voter term 7 log 1 1 1 4 4 5 5 6 6 6
fire leader election-timeout
deliver RequestVote leader->voter
deliver VoteGranted voter->leader
deliver Heartbeat leader->e
deliver AppendRefused e->leader
deliver AppendEntries leader->e
deliver AppendRefused e->leader
deliver AppendEntries leader->e
deliver AppendRefused e->leader
deliver AppendEntries leader->e
deliver AppendRefused e->leader
deliver AppendEntries leader->e
deliver AppendRefused e->leader
deliver AppendEntries leader->e
deliver Appended e->leader
leader put x 1
deliver AppendEntries leader->e
deliver Appended e->leader
expect log-matching holds
expect leader-completeness holds
expect commands-answered holds
----
leader                e                   voter
*                     |                   |  election-timeout
|-RequestVote-~       |                   |  under way
|---------------------+---RequestVote---->|
*<-----VoteGranted----+-------------------|  leads term 8
|------Heartbeat------+-~                 |  under way
|-----Heartbeat------>*                   |  lacks the entry before: index 10, term 6
|<----AppendRefused---|                   |
|---AppendEntries---->*                   |  lacks the entry before: index 9, term 6
|<----AppendRefused---|                   |
|---AppendEntries---->*                   |  lacks the entry before: index 8, term 6
|<----AppendRefused---|                   |
|---AppendEntries---->*                   |  lacks the entry before: index 7, term 5
|<----AppendRefused---|                   |
|---AppendEntries---->*                   |  lacks the entry before: index 6, term 5
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
