# A late heartbeat does not shorten a log
#
# S1's first heartbeat was sent when the log was empty, and arrives after the entry is
# stored and committed. It says nothing about the entry: S2 keeps it (section 5.3, only
# entries that conflict are deleted).
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
deliver Heartbeat S1->S2
deliver Appended S2->S1
fire S1 heartbeat
deliver Heartbeat S1->S2
expect leader-completeness holds
expect commands-answered holds
----
      S1                    S2    S3
 1ms  *                     |     |  election-timeout
 1ms  |--RequestVote--~     |     |  under way
 2ms  |----RequestVote----->|     |
 3ms  *<-----VoteGranted----|     |  leads term 1
 3ms  |---Heartbeat---~     |     |  under way
 4ms  *                     |     |  put x 1
 4ms  |-AppendEntries-~     |     |  under way
 5ms  |---AppendEntries---->|     |
 6ms  *<------Appended------|     |  1: put x 1
 7ms  |-----Heartbeat------>|     |  sent 3ms
 8ms  |<------Appended------|     |
 9ms  *                     |     |  heartbeat
 9ms  |-AppendEntries-~     |     |  under way
10ms  |-----Heartbeat------>*     |  1: put x 1
10ms  |        ~--Appended--|     |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
