# A command that was logged twice takes effect once
#
# C1 asks again before S1 has committed its command. S1 cannot know the answer yet and
# logs the command a second time. The copy changes nothing: `get x` answers 2.
protocol raft
nodes 2
clients 2
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver Heartbeat S1->S2
C1 put x 1
deliver Request C1->S1
C2 put x 2
deliver Request C2->S1
fire C1 client-retry
deliver Request C1->S2
deliver Redirect S2->C1
deliver Request C1->S1
deliver AppendEntries S1->S2 3
deliver AppendEntries S1->S2 1
deliver Appended S2->S1 2
C2 get x
deliver Reply S1->C2
deliver Request C2->S1
deliver AppendEntries S1->S2 4
deliver Appended S2->S1 4
deliver Reply S1->C2 2
expect commands-answered pending
expect state-machine-safety holds
----
      S1                S2           C1        C2
 1ms  *                 |            |         |  election-timeout
 2ms  |--RequestVote--->|            |         |
 3ms  *<---VoteGranted--|            |         |  leads term 1
 4ms  |---Heartbeat---->|            |         |
 4ms  |      ~-Appended-|            |         |  under way
 5ms  |                 |            *         |  put x 1
 6ms  |<-----Request----+------------|         |
 7ms  |                 |            |         *  put x 2
 8ms  |<-----Request----+------------+---------|
 8ms  |-AppendEntries-~ |            |         |  under way
 9ms  |                 |            *         |  client-retry
10ms  |                 |<--Request--|         |
11ms  |                 |-Redirect-->|         |
12ms  |<-----Request----+------------|         |
13ms  |-AppendEntries-->|            |         |
14ms  |-AppendEntries-->|            |         |  sent 6ms
14ms  |      ~-Appended-|            |         |  under way
15ms  *<----Appended----|            |         |  sent 13ms; 1: put x 1; 2: put x 2; 3: put x 1
15ms  |------Reply------+~           |         |  under way
15ms  |------Reply------+~           |         |  under way
16ms  |                 |            |         *  get x
17ms  |-----------------+------------+-Reply-->|  sent 15ms
18ms  |<-----Request----+------------+---------|
19ms  |-AppendEntries-->*            |         |  1: put x 1; 2: put x 2; 3: put x 1
20ms  *<----Appended----|            |         |  4: get x
21ms  |-----------------+------------+-Reply-->|
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds
at-most-once          holds
