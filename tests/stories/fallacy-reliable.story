# Fallacy 1: the network is reliable
#
# C1 has no timeout. One message is lost, nothing is under way any more, and C1 waits for ever.
# What to do: restore the message, and the run is as C1 believes.
# What to look for: nobody ever tells C1 that something is wrong.
protocol fallacies
network delay 10ms
at 10ms C1 visit
drop Answer S2->C1 1
until 300ms
view select Answer S2->C1 1
view properties network-is-reliable
expect network-is-reliable pending
expect state(C1) = waiting and asks(C1) = S2
----
      C1          S1          S2    S3
10ms  *           |           |     |  visit
20ms  |-Request-->|           |     |
30ms  |<--Answer--|           |     |
40ms  |-----------+-Request-->|     |
40ms  |         x-+---Answer--|     |
network-is-reliable       cannot any more
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
