# Consensus, made of total-order broadcast
#
# Each process broadcasts its value and decides what it delivers first. Let B submit at 9ms: all
# decide b.
protocol reduction
nodes Broadcast A B C
set builds consensus
network delay 10ms
at 10ms A submit a
at 11ms B submit b
at 12ms C submit c
until 300ms
expect agreement holds
expect validity holds
expect all-decided holds
view at 30ms
----
      Broadcast     A            B            C
10ms  |             *            |            |  submit a
11ms  |             |            *            |  submit b
12ms  |             |            |            *  submit c
20ms  |<--Broadcast-|            |            |  sent 10ms
21ms  |<--Broadcast-+------------|            |  sent 11ms
22ms  |<--Broadcast-+------------+------------|  sent 12ms
30ms  |--Delivery-->*            |            |  sent 20ms; a
30ms  |-------------+-Delivery-->*            |  sent 20ms; a
30ms  |-------------+------------+-Delivery-->*  sent 20ms; a
31ms  |--Delivery-->|            |            |  sent 21ms
31ms  |-------------+-Delivery-->|            |  sent 21ms
31ms  |-------------+------------+-Delivery-->|  sent 21ms
32ms  |--Delivery-->|            |            |  sent 22ms
32ms  |-------------+-Delivery-->|            |  sent 22ms
32ms  |-------------+------------+-Delivery-->|  sent 22ms
total-order     holds, not promised
delivered-once  holds, not promised
all-delivered   holds, not promised
agreement       holds
validity        holds
all-decided     holds
