# Figure 7, follower f: the entries of two terms that nobody else has
#
# f led terms 2 and 3 and committed nothing. Seven refusals lead back to index 3, where
# the logs agree; everything after it is replaced.
protocol raft
nodes leader f voter
schedule manual
start leader term 7 log 1 1 1 4 4 5 5 6 6 6
start f term 7 log 1 1 1 2 2 2 3 3 3 3 3
start voter term 7 log 1 1 1 4 4 5 5 6 6 6
fire leader election-timeout
deliver RequestVote leader->voter
deliver VoteGranted voter->leader
deliver Heartbeat leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver AppendRefused f->leader
deliver AppendEntries leader->f
deliver Appended f->leader
leader put x 1
deliver AppendEntries leader->f
deliver Appended f->leader
expect log-matching holds
expect leader-completeness holds
expect commands-answered holds
----
leader                f                   voter
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
|---AppendEntries---->*                   |  lacks the entry before: index 5, term 4
|<----AppendRefused---|                   |
|---AppendEntries---->*                   |  lacks the entry before: index 4, term 4
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
