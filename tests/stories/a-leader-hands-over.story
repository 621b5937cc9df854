# A leader hands over, and takes no commands meanwhile
#
# S1 brings S3's log up to its own and sends TimeoutNow; S3 stands for election at once.
# What S1 is asked in between is refused: S3 would not have it.
protocol raft
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 transfer S3
S1 put y 2
deliver AppendEntries S1->S3
deliver Appended S3->S1
deliver TimeoutNow S1->S3
deliver RequestVote S3->S1
deliver VoteGranted S1->S3
expect election-safety holds
expect leader-completeness holds
----
      S1                    S2                    S3
 1ms  *                     |                     |  election-timeout
 1ms  |-----RequestVote-----+--~                  |  under way
 2ms  |----RequestVote----->|                     |
 3ms  *<-----VoteGranted----|                     |  leads term 1
 3ms  |-Heartbeat--~        |                     |  under way
 3ms  |------Heartbeat------+--~                  |  under way
 4ms  *                     |                     |  put x 1
 5ms  |---AppendEntries---->|                     |
 6ms  *<------Appended------|                     |  1: put x 1
 7ms  *                     |                     |  transfer S3
 7ms  |----AppendEntries----+--~                  |  under way
 8ms  *                     |                     |  put y 2; refuses put y 2: it hands over to S3
 9ms  |---------------------+---AppendEntries---->|  sent 4ms
10ms  |<------Appended------+---------------------|
11ms  |---------------------+-----TimeoutNow----->*  takes over from S1
11ms  |                     |       ~-RequestVote-|  under way
12ms  *<-----RequestVote----+---------------------|  steps down: S3 is in term 2
13ms  |---------------------+----VoteGranted----->*  leads term 2
13ms  |                  ~--+------Heartbeat------|  under way
13ms  |                     |        ~--Heartbeat-|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds
