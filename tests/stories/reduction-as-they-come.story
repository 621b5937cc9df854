# Decisions are taken in the order in which they arrive
#
# The second decision overtakes the first on the way to C. C should hold it back until the first has
# come.
protocol reduction as-they-come
nodes Consensus A B C
network delay 10ms
delay Decision Consensus->C 1 to 60ms
at 10ms A submit a
at 15ms B submit b
until 300ms
expect total-order violated
view at 50ms
----
      Consensus    A            B            C
10ms  |            *            |            |  submit a
15ms  |            |            *            |  submit b
20ms  |<--Propose--|            |            |  sent 10ms
20ms  |            |----Say---->|            |  sent 10ms
20ms  |            |------------+----Say---->|  sent 10ms
25ms  |<--Propose--+------------|            |  sent 15ms
25ms  |            |<----Say----|            |  sent 15ms
25ms  |            |            |----Say---->|  sent 15ms
30ms  |<--Propose--+------------+------------|  sent 20ms
30ms  |-Decision-->*            |            |  sent 20ms; deliver a
30ms  |------------+-Decision-->*            |  sent 20ms; deliver a
40ms  |<--Propose--|            |            |  sent 30ms
40ms  |<--Propose--+------------|            |  sent 30ms
50ms  |-Decision-->*            |            |  sent 40ms; deliver b
50ms  |------------+-Decision-->*            |  sent 40ms; deliver b
50ms  |------------+------------+-Decision-->*  sent 40ms; deliver b
60ms  |<--Propose--+------------+------------|
60ms  |------------+------------+-Decision-->*  sent 20ms; deliver a
total-order     violated: C delivered b where A delivered a. (C at 50ms)
delivered-once  holds
all-delivered   holds
agreement       holds, not promised, not tested yet
validity        holds, not promised, not tested yet
all-decided     cannot any more, not promised
