# The leader can be heard but hears nobody
#
# From 50 ms on nothing reaches S1. Its heartbeats still arrive, so nobody stands for
# election, and its command is never committed: a leader that does not ask whether a
# majority answers leads for ever.
protocol raft
nodes 3
network delay 5ms
at 10ms fire S1 election-timeout
at 50ms cut S2->S1 S3->S1
at 60ms S1 put x 1
until 180ms
expect commands-answered pending
----
       S1                    S2                    S3
 10ms  *                     |                     |  election-timeout
 15ms  |----RequestVote----->|                     |
 15ms  |---------------------+----RequestVote----->|  sent 10ms
 20ms  *<-----VoteGranted----|                     |  sent 15ms; leads term 1
 20ms  |<-----VoteGranted----+---------------------|  sent 15ms
 25ms  |-----Heartbeat------>|                     |  sent 20ms
 25ms  |---------------------+-----Heartbeat------>|  sent 20ms
 30ms  |<------Appended------|                     |  sent 25ms
 30ms  |<------Appended------+---------------------|  sent 25ms
 60ms  *                     |                     |  put x 1
 65ms  |---AppendEntries---->|                     |
 65ms  |x------Appended------|                     |  cut 70ms
 65ms  |---------------------+---AppendEntries---->|  sent 60ms
 65ms  |x------Appended------+---------------------|  cut 70ms
110ms  *                     |                     |  heartbeat
115ms  |---AppendEntries---->|                     |
115ms  |x------Appended------|                     |  cut 120ms
115ms  |---------------------+---AppendEntries---->|  sent 110ms
115ms  |x------Appended------+---------------------|  cut 120ms
160ms  *                     |                     |  heartbeat
165ms  |---AppendEntries---->|                     |
165ms  |x------Appended------|                     |  cut 170ms
165ms  |---------------------+---AppendEntries---->|  sent 160ms
165ms  |x------Appended------+---------------------|  cut 170ms
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
