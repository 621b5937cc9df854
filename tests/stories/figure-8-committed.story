# Figure 8 (e): an entry of the current term commits those before it
#
# As before up to (c). Then `put x d`, of the leader's own term 4, reaches a majority: it
# is committed, and `put x b` with it. S5 cannot win any more: S2 and S3 refuse it.
protocol raft
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
deliver AppendEntries S1->S2 2  # (e) the entry of term 4 reaches a majority
deliver AppendEntries S1->S3 3
deliver Appended S2->S1 3
deliver Appended S3->S1 2
crash S1
restart S5
fire S5 election-timeout
fire S5 election-timeout
deliver RequestVote S5->S2 4
deliver RequestVote S5->S3 4
deliver RequestVote S5->S4 4
deliver VoteRefused S2->S5
deliver VoteRefused S3->S5
deliver VoteGranted S4->S5 2
expect leader-completeness holds
expect state-machine-safety holds
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
29ms  |<----Appended----+-----------------|               |                 :
30ms  *                 |                 |               |                 :  put x d
30ms  |--AppendEntries--+----------~      |               |                 :  under way
30ms  |--AppendEntries--+-----------------+--~            |                 :  under way
31ms  |-AppendEntries-->|                 |               |                 :
32ms  |-----------------+-AppendEntries-->|               |                 :  sent 30ms
33ms  |<----Appended----|                 |               |                 :  sent 31ms
34ms  *<----Appended----+-----------------|               |                 :  sent 32ms; 1: no-op; 2: put x b; 3: put x d
35ms  X                 |                 |               |                 :  crash
36ms  :                 |                 |               |                 ^  restart
37ms  :                 |                 |               |                 *  election-timeout
37ms  :                 |            ~----+---------------+---RequestVote---|  under way
37ms  :                 |                 |    ~----------+---RequestVote---|  under way
37ms  :                 |                 |              ~+---RequestVote---|  under way
37ms  :                 |                 |               |   ~-RequestVote-|  under way
38ms  :                 |                 |               |                 *  election-timeout
38ms  :                 |            ~----+---------------+---RequestVote---|  under way
39ms  :                 *<---RequestVote--+---------------+-----------------|  refuses S5: its log is behind
40ms  :                 |                 *<--RequestVote-+-----------------|  sent 38ms; refuses S5: its log is behind
41ms  :                 |                 |               |<---RequestVote--|  sent 38ms
42ms  :                 |-----------------+---------------+--VoteRefused--->|  sent 39ms
43ms  :                 |                 |---------------+--VoteRefused--->|  sent 40ms
44ms  :                 |                 |               |--VoteGranted--->|  sent 41ms
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds
