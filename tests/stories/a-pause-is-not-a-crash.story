# A leader that was away comes back and leads on, for a moment
#
# S1 forgets nothing while it is paused, and does not know how long it was away. When it goes on, it
# finds what came due in that order: its own heartbeat first, then the vote for S2.
protocol raft
nodes 3
network delay 5ms
at 10ms fire S1 election-timeout
at 45ms pause S1
at 90ms fire S2 election-timeout
at 140ms resume S1
until 150ms
expect election-safety holds
----
       S1                    S2                  S3
 10ms  *                     |                   |  election-timeout
 15ms  |----RequestVote----->|                   |
 15ms  |---------------------+---RequestVote---->|  sent 10ms
 20ms  *<-----VoteGranted----|                   |  sent 15ms; leads term 1
 20ms  |<-----VoteGranted----+-------------------|  sent 15ms
 25ms  |-----Heartbeat------>|                   |  sent 20ms
 25ms  |---------------------+----Heartbeat----->|  sent 20ms
 30ms  |<------Appended------|                   |  sent 25ms
 30ms  |<------Appended------+-------------------|  sent 25ms
 45ms  =                     |                   |  pause
 90ms  |                     *                   |  election-timeout
 95ms  |                     |---RequestVote---->|
100ms  |                     *<----VoteGranted---|  leads term 2
105ms  |                     |----Heartbeat----->|
110ms  |                     |<-----Appended-----|
140ms  +                     |                   |  resume
140ms  *                     |                   |  heartbeat
140ms  *<-----RequestVote----|                   |  sent 90ms; steps down: S2 is in term 2
140ms  |<------Heartbeat-----|                   |  sent 100ms
145ms  |----VoteGranted----->|                   |  sent 140ms
145ms  |-----Heartbeat------>*                   |  sent 140ms; refuses S1: term 1 is over
145ms  |------Appended------>|                   |  sent 140ms
145ms  |---------------------+----Heartbeat----->*  sent 140ms; refuses S1: term 1 is over
150ms  |<----AppendRefused---|                   |  sent 145ms
150ms  |<----AppendRefused---+-------------------|  sent 145ms
150ms  |                     *                   |  heartbeat
150ms  |        ~--Heartbeat-|                   |  under way
150ms  |                     |-Heartbeat-~       |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
