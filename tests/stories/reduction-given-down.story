# What is given has to stay up
#
# The consensus stops after the first decision. Nothing is delivered in two orders, and nothing is
# delivered any more. Restart it at 150ms, and the second message is still missing: nobody proposes
# it again.
protocol reduction
nodes Consensus A B C
network delay 10ms
at 10ms A submit a
at 25ms crash Consensus
at 40ms B submit b
until 300ms
expect total-order holds
expect all-delivered pending
view at 40ms
----
      Consensus    A            B            C
10ms  |            *            |            |  submit a
20ms  |<--Propose--|            |            |
20ms  |            |----Say---->|            |  sent 10ms
20ms  |x--Propose--+------------|            |  refused 30ms
20ms  |            |------------+----Say---->|  sent 10ms
20ms  |x--Propose--+------------+------------|  refused 30ms
25ms  X            |            |            |  crash
30ms  :-Decision-->*            |            |  sent 20ms; deliver a
30ms  :------------+-Decision-->*            |  sent 20ms; deliver a
30ms  :------------+------------+-Decision-->*  sent 20ms; deliver a
40ms  :            |            *            |  submit b
40ms  :x--Propose--+------------|            |  refused 50ms
50ms  :            |<----Say----|            |
50ms  :x--Propose--|            |            |  refused 60ms
50ms  :            |            |----Say---->|  sent 40ms
50ms  :x--Propose--+------------+------------|  refused 60ms
total-order     holds
delivered-once  holds
all-delivered   cannot any more
agreement       holds, not promised, not tested yet
validity        holds, not promised, not tested yet
all-decided     cannot any more, not promised
