# Figure 8 without the rule: a committed entry is lost
#
# The same choices, but the leader counts replicas of entries of earlier terms too. In
# (c) it takes `put x b` for committed; in (d) S5 is elected without it.
protocol raft commits-old-terms
nodes 5
schedule manual
start S1 term 1 log 1
start S2 term 1 log 1
start S3 term 1 log 1
start S4 term 1 log 1
start S5 term 1 log 1
fire S1 election-timeout  # (a) S1 leads term 2
deliver RequestVote S1->S2
deliver RequestVote S1->S3
deliver VoteGranted S2->S1
deliver VoteGranted S3->S1
S1 put x b
deliver AppendEntries S1->S2
crash S1  # (b) S5 leads term 3
fire S5 election-timeout
fire S5 election-timeout
deliver RequestVote S5->S3 2
deliver RequestVote S5->S4 2
deliver VoteGranted S3->S5
deliver VoteGranted S4->S5
S5 put x c
crash S5  # (c) S1 leads term 4
restart S1
fire S1 election-timeout
fire S1 election-timeout
deliver RequestVote S1->S2 3
deliver RequestVote S1->S3 3
deliver VoteGranted S2->S1 2
deliver VoteGranted S3->S1 2
deliver Heartbeat S1->S2 2
deliver Appended S2->S1 2
deliver Heartbeat S1->S3 2
deliver AppendRefused S3->S1
deliver AppendEntries S1->S3 2
deliver Appended S3->S1
S1 put x d
crash S1  # (d) S5 leads term 5
restart S5
fire S5 election-timeout
fire S5 election-timeout
deliver RequestVote S5->S2 4
deliver RequestVote S5->S3 4
deliver RequestVote S5->S4 4
deliver VoteGranted S2->S5
deliver VoteGranted S3->S5 2
deliver Heartbeat S5->S2 2
deliver AppendRefused S2->S5
deliver AppendEntries S5->S2 2
view properties leader-completeness
expect leader-completeness violated
----
      S1                S2                S3              S4                S5
 1ms  *                 |                 |               |                 |  election-timeout
 1ms  |---RequestVote---+----------~      |               |                 |  under way
 1ms  |---RequestVote---+-----------------+--~            |                 |  under way
 2ms  |--RequestVote--->|                 |               |                 |
 3ms  |-----------------+--RequestVote--->|               |                 |  sent 1ms
 4ms  |<---VoteGranted--|                 |               |                 |  sent 2ms
 5ms  *<---VoteGranted--+-----------------|               |                 |  sent 3ms; leads term 2
 5ms  |-Heartbeat-~     |                 |               |                 |  under way
 5ms  |----Heartbeat----+-~               |               |                 |  under way
 5ms  |----Heartbeat----+----------~      |               |                 |  under way
 5ms  |----Heartbeat----+-----------------+--~            |                 |  under way
 6ms  *                 |                 |               |                 |  put x b
 6ms  |--AppendEntries--+-~               |               |                 |  under way
 6ms  |--AppendEntries--+----------~      |               |                 |  under way
 6ms  |--AppendEntries--+-----------------+--~            |                 |  under way
 7ms  |-AppendEntries-->|                 |               |                 |
 7ms  |      ~-Appended-|                 |               |                 |  under way
 8ms  X                 |                 |               |                 |  crash
 9ms  :                 |                 |               |                 *  election-timeout
 9ms  :                 |            ~----+---------------+---RequestVote---|  under way
 9ms  :                 |                 |    ~----------+---RequestVote---|  under way
 9ms  :                 |                 |              ~+---RequestVote---|  under way
 9ms  :                 |                 |               |   ~-RequestVote-|  under way
10ms  :                 |                 |               |                 *  election-timeout
10ms  :                 |            ~----+---------------+---RequestVote---|  under way
10ms  :                 |                 |    ~----------+---RequestVote---|  under way
11ms  :                 |                 |<--RequestVote-+-----------------|
12ms  :                 |                 |               |<---RequestVote--|  sent 10ms
13ms  :                 |                 |---------------+--VoteGranted--->|  sent 11ms
14ms  :                 |                 |               |--VoteGranted--->*  sent 12ms; leads term 3
14ms  :                 |            ~----+---------------+----Heartbeat----|  under way
14ms  :                 |                 |    ~----------+----Heartbeat----|  under way
14ms  :                 |                 |              ~+----Heartbeat----|  under way
14ms  :                 |                 |               |     ~-Heartbeat-|  under way
15ms  :                 |                 |               |                 *  put x c
15ms  :                 |            ~----+---------------+--AppendEntries--|  under way
15ms  :                 |                 |    ~----------+--AppendEntries--|  under way
15ms  :                 |                 |              ~+--AppendEntries--|  under way
15ms  :                 |                 |               | ~-AppendEntries-|  under way
16ms  :                 |                 |               |                 X  crash
17ms  ^                 |                 |               |                 :  restart
18ms  *                 |                 |               |                 :  election-timeout
18ms  |-RequestVote-~   |                 |               |                 :  under way
18ms  |---RequestVote---+-~               |               |                 :  under way
18ms  |---RequestVote---+----------~      |               |                 :  under way
18ms  |---RequestVote---+-----------------+--~            |                 :  under way
19ms  *                 |                 |               |                 :  election-timeout
19ms  |---RequestVote---+----------~      |               |                 :  under way
19ms  |---RequestVote---+-----------------+--~            |                 :  under way
20ms  |--RequestVote--->|                 |               |                 :
21ms  |-----------------+--RequestVote--->|               |                 :  sent 19ms
22ms  |<---VoteGranted--|                 |               |                 :  sent 20ms
23ms  *<---VoteGranted--+-----------------|               |                 :  sent 21ms; leads term 4
23ms  |----Heartbeat----+----------~      |               |                 :  under way
23ms  |----Heartbeat----+-----------------+--~            |                 :  under way
24ms  |---Heartbeat---->|                 |               |                 :
25ms  |<----Appended----|                 |               |                 :
26ms  |-----------------+---Heartbeat---->*               |                 :  sent 23ms; lacks the entry before: index 2, term 2
27ms  |<--AppendRefused-+-----------------|               |                 :
28ms  |-----------------+-AppendEntries-->|               |                 :
29ms  *<----Appended----+-----------------|               |                 :  1: no-op; 2: put x b
30ms  *                 |                 |               |                 :  put x d
30ms  |-AppendEntries-~ |                 |               |                 :  under way
30ms  |--AppendEntries--+-~               |               |                 :  under way
30ms  |--AppendEntries--+----------~      |               |                 :  under way
30ms  |--AppendEntries--+-----------------+--~            |                 :  under way
31ms  X                 |                 |               |                 :  crash
32ms  :                 |                 |               |                 ^  restart
33ms  :                 |                 |               |                 *  election-timeout
33ms  :                 |            ~----+---------------+---RequestVote---|  under way
33ms  :                 |                 |    ~----------+---RequestVote---|  under way
33ms  :                 |                 |              ~+---RequestVote---|  under way
33ms  :                 |                 |               |   ~-RequestVote-|  under way
34ms  :                 |                 |               |                 *  election-timeout
34ms  :                 |            ~----+---------------+---RequestVote---|  under way
35ms  :                 |<---RequestVote--+---------------+-----------------|
36ms  :                 |                 |<--RequestVote-+-----------------|  sent 34ms
37ms  :                 |                 |               |<---RequestVote--|  sent 34ms
37ms  :                 |                 |               |-VoteGranted-~   |  under way
38ms  :                 |-----------------+---------------+--VoteGranted--->|  sent 35ms
39ms  :                 |                 |---------------+--VoteGranted--->*  sent 36ms; leads term 5
39ms  :                 |            ~----+---------------+----Heartbeat----|  under way
39ms  :                 |                 |              ~+----Heartbeat----|  under way
39ms  :                 |                 |               |     ~-Heartbeat-|  under way
40ms  :                 *<----Heartbeat---+---------------+-----------------|  lacks the entry before: index 2, term 3
41ms  :                 |-----------------+---------------+-AppendRefused-->|
42ms  :                 |<--AppendEntries-+---------------+-----------------|
42ms  :                 |----Appended-----+----------~    |                 |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   violated: S5 leads term 5 without entry 2 (put x b), which was committed in term 4. (S5 at 39ms)
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds
