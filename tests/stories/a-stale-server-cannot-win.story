# A server that comes back with a stale log cannot win
#
# S3 was down while `put x 1` was committed. It asks for votes in ever newer terms, but
# whoever has the entry refuses it, and one of them is in every majority. All it does is
# make S1 step down and stand again.
protocol raft
nodes 3
schedule manual
crash S3
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
restart S3
fire S3 election-timeout
fire S3 election-timeout
deliver RequestVote S3->S1 2
deliver RequestVote S3->S2 2
deliver VoteRefused S1->S3
deliver VoteRefused S2->S3
fire S1 election-timeout
deliver RequestVote S1->S3 2
deliver VoteGranted S3->S1
deliver Heartbeat S1->S3 2
deliver AppendRefused S3->S1
deliver AppendEntries S1->S3 2
expect election-safety holds
expect leader-completeness holds
expect state-machine-safety holds
----
      S1                    S2                    S3
 1ms  |                     |                     X  crash
 2ms  *                     |                     :  election-timeout
 2ms  |-----RequestVote-----+--~                  :  under way
 3ms  |----RequestVote----->|                     :
 4ms  *<-----VoteGranted----|                     :  leads term 1
 4ms  |-Heartbeat--~        |                     :  under way
 4ms  |------Heartbeat------+--~                  :  under way
 5ms  *                     |                     :  put x 1
 5ms  |----AppendEntries----+--~                  :  under way
 6ms  |---AppendEntries---->|                     :
 7ms  *<------Appended------|                     :  1: put x 1
 8ms  |                     |                     ^  restart
 9ms  |                     |                     *  election-timeout
 9ms  |                  ~--+-----RequestVote-----|  under way
 9ms  |                     |       ~-RequestVote-|  under way
10ms  |                     |                     *  election-timeout
11ms  *<-----RequestVote----+---------------------|  steps down: S3 is in term 2; refuses S3: its log is behind
12ms  |                     *<-----RequestVote----|  sent 10ms; refuses S3: its log is behind
13ms  |---------------------+----VoteRefused----->|  sent 11ms
14ms  |                     |----VoteRefused----->|  sent 12ms
15ms  *                     |                     |  election-timeout
15ms  |-RequestVote-~       |                     |  under way
16ms  |---------------------+----RequestVote----->*  steps down: S1 is in term 3
17ms  *<-----VoteGranted----+---------------------|  leads term 3
17ms  |-Heartbeat--~        |                     |  under way
18ms  |---------------------+-----Heartbeat------>*  lacks the entry before: index 1, term 1
19ms  |<----AppendRefused---+---------------------|
20ms  |---------------------+---AppendEntries---->*  1: put x 1
20ms  |                  ~--+-------Appended------|  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
