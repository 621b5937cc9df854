# A slow minority delays nobody
#
# S1 and S2 are a hundred times slower than the others. A majority of five does not wait for them.
# What to do: slow down S3 as well.
# What to look for: how long it takes until the command is committed.
protocol raft
nodes 5
seed 1
network delay 5ms
network S1->S3 delay 500ms
network S1->S4 delay 500ms
network S1->S5 delay 500ms
network S2->S3 delay 500ms
network S2->S4 delay 500ms
network S2->S5 delay 500ms
network S3->S1 delay 500ms
network S4->S1 delay 500ms
network S5->S1 delay 500ms
network S3->S2 delay 500ms
network S4->S2 delay 500ms
network S5->S2 delay 500ms
at 5ms fire S3 election-timeout
at 50ms S3 put x 1
until 140ms
view at 70ms
view properties commands-answered
expect commands-answered holds
----
       S1    S2                S3                S4                S5
  5ms  |     |                 *                 |                 |  election-timeout
  5ms  |     |   ~-RequestVote-|                 |                 |  under way
  5ms  |     |   ~-RequestVote-|                 |                 |  under way
 10ms  |     |                 |--RequestVote--->|                 |
 10ms  |     |                 |-----------------+--RequestVote--->|  sent 5ms
 15ms  |     |                 |<---VoteGranted--|                 |  sent 10ms
 15ms  |     |                 *<---VoteGranted--+-----------------|  sent 10ms; leads term 1
 15ms  |     |   ~--Heartbeat--|                 |                 |  under way
 15ms  |     |     ~-Heartbeat-|                 |                 |  under way
 20ms  |     |                 |---Heartbeat---->|                 |
 20ms  |     |                 |-----------------+---Heartbeat---->|  sent 15ms
 25ms  |     |                 |<----Appended----|                 |  sent 20ms
 25ms  |     |                 |<----Appended----+-----------------|  sent 20ms
 50ms  |     |                 *                 |                 |  put x 1
 50ms  |     | ~-AppendEntries-|                 |                 |  under way
 50ms  |     | ~-AppendEntries-|                 |                 |  under way
 55ms  |     |                 |-AppendEntries-->|                 |
 55ms  |     |                 |-----------------+-AppendEntries-->|  sent 50ms
 60ms  |     |                 |<----Appended----|                 |  sent 55ms
 60ms  |     |                 *<----Appended----+-----------------|  sent 55ms; 1: put x 1
100ms  |     |                 *                 |                 |  heartbeat
100ms  |     | ~-AppendEntries-|                 |                 |  under way
100ms  |     | ~-AppendEntries-|                 |                 |  under way
105ms  |     |                 |---Heartbeat---->*                 |  1: put x 1
105ms  |     |                 |-----------------+---Heartbeat---->*  sent 100ms; 1: put x 1
110ms  |     |                 |<----Appended----|                 |  sent 105ms
110ms  |     |                 |<----Appended----+-----------------|  sent 105ms
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
