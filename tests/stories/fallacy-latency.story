# Fallacy 2: latency is zero
#
# C1 asks three services one after the other. The link to S2 takes 200 ms each way, and all else waits for it.
# What to do: take the second network line away, and the run is as C1 believes.
# What to look for: three quick services, and one visit that takes almost half a second.
protocol fallacies
network delay 10ms
network C1->S2 delay 200ms
network S2->C1 delay 200ms
at 10ms C1 visit
until 600ms
view at 410ms
view properties latency-is-zero
expect latency-is-zero violated
expect state(C1) = done
----
       C1          S1          S2          S3
 10ms  *           |           |           |  visit
 20ms  |-Request-->|           |           |
 30ms  |<--Answer--|           |           |
230ms  |-----------+-Request-->|           |
430ms  |<--Answer--+-----------|           |
440ms  |-----------+-----------+-Request-->|
450ms  |<--Answer--+-----------+-----------|
network-is-reliable       holds
latency-is-zero           violated, not promised: the answer of S2 took 400 ms to come. (C1 at 430ms)
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
