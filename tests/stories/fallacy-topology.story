# Fallacy 5: topology does not change
#
# S2 goes elsewhere after C1 has written down where it is.
# What to do: delete the line with `move`, and the run is as C1 believes.
# What to look for: C1 is told that S2 has moved, and was not written for that.
protocol fallacies
network delay 10ms
at 10ms C1 visit
at 15ms S2 move
until 200ms
view select Moved S2->C1 1
view properties topology-does-not-change
expect topology-does-not-change violated
expect state(C1) = waiting
----
      C1          S1          S2    S3
10ms  *           |           |     |  visit
15ms  |           |           *     |  move
20ms  |-Request-->|           |     |  sent 10ms
30ms  |<--Answer--|           |     |
40ms  |-----------+-Request-->|     |
50ms  *<---Moved--+-----------|     |  was not written for this, and goes on waiting
network-is-reliable       cannot any more
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  violated, not promised: S2 is not where it is asked for. (C1 at 50ms)
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
