# Total-order broadcast, made of consensus
#
# Each process proposes what it has heard of for the next instance, and delivers what was decided.
# Look at the second instance: what lost the first is proposed again.
protocol reduction
nodes Consensus A B C
network delay 10ms
at 10ms A submit a
at 11ms B submit b
until 300ms
expect total-order holds
expect delivered-once holds
expect all-delivered holds
view at 31ms
----
      Consensus    A            B            C
10ms  |            *            |            |  submit a
11ms  |            |            *            |  submit b
20ms  |<--Propose--|            |            |  sent 10ms
20ms  |            |----Say---->|            |  sent 10ms
20ms  |            |------------+----Say---->|  sent 10ms
21ms  |<--Propose--+------------|            |  sent 11ms
21ms  |            |<----Say----|            |  sent 11ms
21ms  |            |            |----Say---->|  sent 11ms
30ms  |<--Propose--+------------+------------|  sent 20ms
30ms  |-Decision-->*            |            |  sent 20ms; deliver a
30ms  |------------+-Decision-->*            |  sent 20ms; deliver a
30ms  |------------+------------+-Decision-->*  sent 20ms; deliver a
40ms  |<--Propose--|            |            |  sent 30ms
40ms  |<--Propose--+------------|            |  sent 30ms
40ms  |<--Propose--+------------+------------|  sent 30ms
50ms  |-Decision-->*            |            |  sent 40ms; deliver b
50ms  |------------+-Decision-->*            |  sent 40ms; deliver b
50ms  |------------+------------+-Decision-->*  sent 40ms; deliver b
total-order     holds
delivered-once  holds
all-delivered   holds
agreement       holds, not promised, not tested yet
validity        holds, not promised, not tested yet
all-decided     cannot any more, not promised
