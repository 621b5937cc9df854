# A snapshot in place of entries that the leader has thrown away
#
# S3 was down while two entries were committed. S1 has replaced them by a snapshot, so
# the AppendEntries that S3 would need can no longer be sent. S3 takes over the state
# (section 7), and goes on with the entry after it.
protocol raft
nodes 3
schedule manual
set snapshot-every 2
crash S3
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 put y 2
deliver AppendEntries S1->S2
deliver Appended S2->S1
restart S3
S1 put z 3
deliver InstallSnapshot S1->S3
deliver SnapshotInstalled S3->S1
deliver AppendEntries S1->S3 3
deliver Appended S3->S1
fire S1 heartbeat
deliver Heartbeat S1->S3 2
expect state-machine-safety holds
expect leader-completeness holds
expect commands-answered holds
----
S1                        S2                      S3
|                         |                       X  crash
*                         |                       :  election-timeout
|-------RequestVote-------+-~                     :  under way
|------RequestVote------->|                       :
*<-------VoteGranted------|                       :  leads term 1
|--Heartbeat---~          |                       :  under way
|--------Heartbeat--------+-~                     :  under way
*                         |                       :  put x 1
|------AppendEntries------+-~                     :  under way
|-----AppendEntries------>|                       :
*<--------Appended--------|                       :  1: put x 1
*                         |                       :  put y 2
|------AppendEntries------+-~                     :  under way
|-----AppendEntries------>*                       :  1: put x 1
*<--------Appended--------|                       :  2: put y 2
|                         |                       ^  restart
*                         |                       |  put z 3; takes a snapshot up to index 2
|-AppendEntries-~         |                       |  under way
|-------------------------+---InstallSnapshot---->*  takes S1's snapshot up to index 2
|<----SnapshotInstalled---+-----------------------|
|-------------------------+----AppendEntries----->|
*<--------Appended--------+-----------------------|  3: put z 3
*                         |                       |  heartbeat
|-AppendEntries-~         |                       |  under way
|-------------------------+------Heartbeat------->*  3: put z 3
|                     ~---+--------Appended-------|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
