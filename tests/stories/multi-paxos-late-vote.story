# A vote of an earlier ballot counts for nothing
#
# S2 accepted a in 1.1, and the answer is late. S5 proposed b in 1.5, and S1 learns of it when
# it leads again, in 2.1: it must propose b. Only then S2's vote of 1.1 arrives, which was for
# a. With S3 that would be three, but only S1 and S3 have accepted b.
protocol multi-paxos
nodes 5
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Prepare S1->S3
deliver Promise S2->S1
deliver Promise S3->S1
S1 put k a
deliver Accept S1->S2
fire S5 election-timeout
deliver Prepare S5->S3
deliver Prepare S5->S4
deliver Promise S3->S5
deliver Promise S4->S5
S5 put k b
deliver Accept S1->S3
deliver AcceptRefused S3->S1
fire S1 election-timeout
deliver Prepare S1->S4 2
deliver Prepare S1->S5 2
deliver Promise S4->S1
deliver Promise S5->S1
deliver Accepted S2->S1
deliver Accept S1->S3
deliver Accepted S3->S1
view properties commands-answered
expect learned-chosen holds
expect commands-answered pending
----
      S1                S2          S3          S4            S5
 1ms  *                 |           |           |             |  election-timeout
 1ms  |-----Prepare-----+-----~     |           |             |  under way
 1ms  |-----Prepare-----+-----------+~          |             |  under way
 2ms  |----Prepare----->|           |           |             |
 3ms  |-----------------+-Prepare-->|           |             |  sent 1ms
 4ms  |<-----Promise----|           |           |             |  sent 2ms
 5ms  *<-----Promise----+-----------|           |             |  sent 3ms; leads 1.1
 5ms  |-Heartbeat-~     |           |           |             |  under way
 5ms  |---Heartbeat----~|           |           |             |  under way
 5ms  |----Heartbeat----+-----~     |           |             |  under way
 5ms  |----Heartbeat----+-----------+~          |             |  under way
 6ms  *                 |           |           |             |  put k a
 6ms  |-----Accept------+-----~     |           |             |  under way
 6ms  |-----Accept------+-----------+~          |             |  under way
 7ms  |-----Accept----->|           |           |             |
 8ms  |                 |           |           |             *  election-timeout
 8ms  |                 |      ~----+-----------+---Prepare---|  under way
 8ms  |                 |           |    ~------+---Prepare---|  under way
 9ms  |                 |           |<--Prepare-+-------------|
10ms  |                 |           |           |<---Prepare--|  sent 8ms
11ms  |                 |           |-----------+--Promise--->|  sent 9ms
12ms  |                 |           |           |--Promise--->*  sent 10ms; leads 1.5
12ms  |                 |      ~----+-----------+--Heartbeat--|  under way
12ms  |                 |           |    ~------+--Heartbeat--|  under way
12ms  |                 |           |          ~+--Heartbeat--|  under way
12ms  |                 |           |           | ~-Heartbeat-|  under way
13ms  |                 |           |           |             *  put k b
13ms  |                 |      ~----+-----------+----Accept---|  under way
13ms  |                 |           |    ~------+----Accept---|  under way
13ms  |                 |           |          ~+----Accept---|  under way
13ms  |                 |           |           |    ~-Accept-|  under way
14ms  |-----------------+--Accept-->*           |             |  sent 6ms; refuses 1.1: it has promised 1.5
15ms  *<--AcceptRefused-+-----------|           |             |  steps down: S3 takes part in 1.5
16ms  *                 |           |           |             |  election-timeout
16ms  |-Prepare-~       |           |           |             |  under way
16ms  |----Prepare-----~|           |           |             |  under way
17ms  |-----------------+-----------+-Prepare-->|             |
18ms  |-----------------+-----------+-----------+--Prepare--->*  sent 16ms; steps down: S1 takes part in 2.1
19ms  |<-----Promise----+-----------+-----------|             |  sent 17ms
20ms  *<-----Promise----+-----------+-----------+-------------|  sent 18ms; leads 2.1
20ms  |-Accept--~       |           |           |             |  under way
20ms  |-----Accept------+-----~     |           |             |  under way
20ms  |-----Accept------+-----------+~          |             |  under way
20ms  |-Heartbeat-~     |           |           |             |  under way
20ms  |---Heartbeat----~|           |           |             |  under way
20ms  |----Heartbeat----+-----~     |           |             |  under way
20ms  |----Heartbeat----+-----------+~          |             |  under way
21ms  |<----Accepted----|           |           |             |  sent 7ms
22ms  |-----------------+--Accept-->|           |             |  sent 20ms
23ms  |<----Accepted----+-----------|           |             |
slot-agreement          holds, not tested yet
validity                holds, not tested yet
learned-chosen          holds, not tested yet
chosen-stays-chosen     holds, not tested yet
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds, not tested yet
leader-elected          holds
commands-answered       pending
reads-are-current       holds, not tested yet
at-most-once            holds, not tested yet
