# An old leader that only reaches a bridge
#
# Bridge, a and b are a majority. But the bridge hears L, and refuses a vote as long as it does:
# a and b stand for election again and again, and nobody leads those who could decide.
protocol raft
nodes L bridge a b x
network delay 5ms
set sticky-leader on
at 10ms fire L election-timeout
at 50ms cut L->a L->b L->x a->L b->L x->L bridge->x x->bridge a->x x->a b->x x->b
at 120ms fire a election-timeout
at 130ms fire x election-timeout
at 150ms L put x 1
until 200ms
expect commands-answered pending
----
       L                 bridge            a                 b                 x
 10ms  *                 |                 |                 |                 |  election-timeout
 15ms  |--RequestVote--->|                 |                 |                 |
 15ms  |-----------------+--RequestVote--->|                 |                 |  sent 10ms
 15ms  |-----------------+-----------------+--RequestVote--->|                 |  sent 10ms
 15ms  |-----------------+-----------------+-----------------+--RequestVote--->|  sent 10ms
 20ms  |<---VoteGranted--|                 |                 |                 |  sent 15ms
 20ms  *<---VoteGranted--+-----------------|                 |                 |  sent 15ms; leads term 1
 20ms  |<---VoteGranted--+-----------------+-----------------|                 |  sent 15ms
 20ms  |<---VoteGranted--+-----------------+-----------------+-----------------|  sent 15ms
 25ms  |---Heartbeat---->|                 |                 |                 |  sent 20ms
 25ms  |-----------------+---Heartbeat---->|                 |                 |  sent 20ms
 25ms  |-----------------+-----------------+---Heartbeat---->|                 |  sent 20ms
 25ms  |-----------------+-----------------+-----------------+---Heartbeat---->|  sent 20ms
 30ms  |<----Appended----|                 |                 |                 |  sent 25ms
 30ms  |<----Appended----+-----------------|                 |                 |  sent 25ms
 30ms  |<----Appended----+-----------------+-----------------|                 |  sent 25ms
 30ms  |<----Appended----+-----------------+-----------------+-----------------|  sent 25ms
 70ms  *                 |                 |                 |                 |  heartbeat
 70ms  |-----------------+---Heartbeat----x|                 |                 |  cut 75ms
 70ms  |-----------------+-----------------+---Heartbeat----x|                 |  cut 75ms
 70ms  |-----------------+-----------------+-----------------+---Heartbeat----x|  cut 75ms
 75ms  |---Heartbeat---->|                 |                 |                 |
 80ms  |<----Appended----|                 |                 |                 |
120ms  |                 |                 *                 |                 |  election-timeout
120ms  |x---RequestVote--+-----------------|                 |                 |  cut 125ms
120ms  |                 |                 |-----------------+--RequestVote---x|  cut 125ms
120ms  *                 |                 |                 |                 |  heartbeat
120ms  |-----------------+---Heartbeat----x|                 |                 |  cut 125ms
120ms  |-----------------+-----------------+---Heartbeat----x|                 |  cut 125ms
120ms  |-----------------+-----------------+-----------------+---Heartbeat----x|  cut 125ms
125ms  |---Heartbeat---->|                 |                 |                 |
125ms  |                 *<---RequestVote--|                 |                 |  sent 120ms; takes no notice of a: there is a leader
125ms  |                 |                 |--RequestVote--->*                 |  sent 120ms; takes no notice of a: there is a leader
130ms  |<----Appended----|                 |                 |                 |  sent 125ms
130ms  |                 |                 |                 |                 *  election-timeout
130ms  |x---RequestVote--+-----------------+-----------------+-----------------|  cut 135ms
130ms  |                 |x---RequestVote--+-----------------+-----------------|  cut 135ms
130ms  |                 |                 |x---RequestVote--+-----------------|  cut 135ms
130ms  |                 |                 |                 |x---RequestVote--|  cut 135ms
150ms  *                 |                 |                 |                 |  put x 1
150ms  |-----------------+-AppendEntries--x|                 |                 |  cut 155ms
150ms  |-----------------+-----------------+-AppendEntries--x|                 |  cut 155ms
150ms  |-----------------+-----------------+-----------------+-AppendEntries--x|  cut 155ms
155ms  |-AppendEntries-->|                 |                 |                 |
160ms  |<----Appended----|                 |                 |                 |
175ms  |                 |                 |                 *                 |  leader-silent
200ms  *                 |                 |                 |                 |  heartbeat
200ms  |-Heartbeat-~     |                 |                 |                 |  under way
200ms  |--AppendEntries--+-~               |                 |                 |  under way
200ms  |--AppendEntries--+-----------~     |                 |                 |  under way
200ms  |--AppendEntries--+-----------------+---~             |                 |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
