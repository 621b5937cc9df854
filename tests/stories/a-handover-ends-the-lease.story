# A leader that has handed over once has no lease any more
#
# S1 asks S3 to take over, hears nothing and goes on leading. TimeoutNow was only late: S3 is
# elected though S2 hears a leader, and commits `put x new`. S1's majority answered a moment
# ago, and it has to ask all the same before it answers a read.
protocol raft
nodes 3
schedule manual
set reads lease
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver AppendEntries S1->S2
deliver AppendEntries S1->S3
deliver Appended S2->S1
deliver Appended S3->S1
S1 get x
S1 transfer S3
fire S1 transfer-timeout
fire S1 heartbeat
deliver Heartbeat S1->S2
deliver Appended S2->S1
deliver TimeoutNow S1->S3
deliver RequestVote S3->S2
deliver VoteGranted S2->S3
S3 put x new
deliver AppendEntries S3->S2 2
deliver Appended S2->S3
S1 get x
view properties commands-answered
expect reads-are-current holds
expect commands-answered pending
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 4ms  |---AppendEntries---->|                     |
 5ms  |---------------------+---AppendEntries---->|  sent 3ms
 6ms  *<------Appended------|                     |  sent 4ms; 1: no-op
 7ms  |<------Appended------+---------------------|  sent 5ms
 8ms  *                     |                     |  get x; answers get x: nothing
 9ms  *                     |                     |  transfer S3
10ms  *                     |                     |  transfer-timeout; goes on leading: the successor was not elected
11ms  *                     |                     |  heartbeat
11ms  |------Heartbeat------+--~                  |  under way
12ms  |-----Heartbeat------>*                     |  1: no-op
13ms  |<------Appended------|                     |
14ms  |---------------------+-----TimeoutNow----->*  sent 9ms; takes over from S1
14ms  |                  ~--+-----RequestVote-----|  under way
15ms  |                     |<-----RequestVote----|
16ms  |                     |----VoteGranted----->*  leads term 2
16ms  |                  ~--+----AppendEntries----|  under way
16ms  |                     |     ~-AppendEntries-|  under way
17ms  |                     |                     *  put x new
17ms  |                  ~--+----AppendEntries----|  under way
18ms  |                     |<----AppendEntries---|
19ms  |                     |------Appended------>*  1: no-op; 2: no-op; 3: put x new
20ms  *                     |                     |  get x
20ms  |-Heartbeat--~        |                     |  under way
20ms  |------Heartbeat------+--~                  |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds
at-most-once          holds
