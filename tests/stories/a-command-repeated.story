# A command that was asked twice takes effect twice
#
# S1 commits the increment, but its answer is lost with it. C1 asks again, S2 logs the
# increment a second time, and nobody remembers that it has taken effect already.
protocol raft repeats-commands
nodes 3
clients 1
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
C1 increment n
deliver Request C1->S1
deliver AppendEntries S1->S2
deliver AppendEntries S1->S3
deliver Appended S2->S1
drop Reply S1->C1
crash S1
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
fire C1 client-retry
deliver Request C1->S2
deliver AppendEntries S2->S3
deliver Appended S3->S2
view properties at-most-once
expect at-most-once violated
----
      S1                S2                S3    C1
 1ms  *                 |                 |     |  election-timeout
 1ms  |---RequestVote---+-~               |     |  under way
 2ms  |--RequestVote--->|                 |     |
 3ms  *<---VoteGranted--|                 |     |  leads term 1
 3ms  |-Heartbeat-~     |                 |     |  under way
 3ms  |----Heartbeat----+-~               |     |  under way
 4ms  |                 |                 |     *  increment n
 5ms  |<-----Request----+-----------------+-----|
 6ms  |-AppendEntries-->|                 |     |
 7ms  |-----------------+-AppendEntries-->|     |  sent 5ms
 7ms  |               ~-+-----Appended----|     |  under way
 8ms  *<----Appended----|                 |     |  sent 6ms; 1: increment n
 8ms  |------Reply------+-----x           |     |
10ms  X                 |                 |     |  crash
11ms  :                 *                 |     |  election-timeout
11ms  :   ~-RequestVote-|                 |     |  under way
12ms  :                 |--RequestVote--->|     |
13ms  :                 *<---VoteGranted--|     |  leads term 2
13ms  :     ~-Heartbeat-|                 |     |  under way
13ms  :                 |-Heartbeat-~     |     |  under way
14ms  :                 |                 |     *  client-retry
15ms  :                 |<-----Request----+-----|
15ms  : ~-AppendEntries-|                 |     |  under way
16ms  :                 |-AppendEntries-->|     |
17ms  :                 *<----Appended----|     |  1: increment n; 2: increment n
17ms  :                 |----Reply----~   |     |  under way
17ms  :                 |----Reply----~   |     |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          violated: S2 applied increment n at index 2, though it had taken effect at index 1: n is 2 there, and should be 1. (S2 at 17ms)
