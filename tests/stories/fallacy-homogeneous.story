# Fallacy 8: the network is homogeneous
#
# S3 speaks another version, in which prices are in cents. Every message arrives, and C1 reads 3000.
# What to do: write `set versions same`, and the run is as C1 believes.
# What to look for: nothing failed, and the answer is wrong.
protocol fallacies
network delay 10ms
set versions different
at 10ms C1 visit
until 200ms
view select Answer S3->C1 1
view properties network-is-homogeneous
expect network-is-homogeneous violated
expect prices(C1) = (10,20,3000)
----
      C1          S1          S2          S3
10ms  *           |           |           |  visit
20ms  |-Request-->|           |           |
30ms  |<--Answer--|           |           |
40ms  |-----------+-Request-->|           |
50ms  |<--Answer--+-----------|           |
60ms  |-----------+-----------+-Request-->|
70ms  |<--Answer--+-----------+-----------|
network-is-reliable       holds
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    violated, not promised: S3 said 3000 and meant 30: it speaks another version. (C1 at 70ms)
