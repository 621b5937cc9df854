# Figure 7, follower c: one entry too many
#
# The heartbeat fits: c has all that the leader has, and one entry more. Nothing conflicts
# until the leader appends at that index; then its entry takes the place of c's.
protocol raft
nodes leader c voter
schedule manual
start leader term 7 log 1 1 1 4 4 5 5 6 6 6
start c term 7 log 1 1 1 4 4 5 5 6 6 6 6
start voter term 7 log 1 1 1 4 4 5 5 6 6 6
fire leader election-timeout
deliver RequestVote leader->voter
deliver VoteGranted voter->leader
deliver Heartbeat leader->c
deliver Appended c->leader
leader put x 1
deliver AppendEntries leader->c
deliver Appended c->leader
expect log-matching holds
expect leader-completeness holds
expect commands-answered holds
----
leader                c                   voter
*                     |                   |  election-timeout
|-RequestVote-~       |                   |  under way
|---------------------+---RequestVote---->|
*<-----VoteGranted----+-------------------|  leads term 8
|------Heartbeat------+-~                 |  under way
|-----Heartbeat------>|                   |
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
