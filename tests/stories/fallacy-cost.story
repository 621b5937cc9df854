# Fallacy 7: transport cost is zero
#
# Each message of C1 costs 2. Nobody planned for a bill.
# What to do: write `set fee 0`, and the run is as C1 believes; then ask for a second visit.
# What to look for: the bill grows with messages, not with what they are worth.
protocol fallacies
network delay 10ms
set fee 2
at 10ms C1 visit
at 100ms C1 visit
until 200ms
view at 160ms
view properties transport-cost-is-zero
expect transport-cost-is-zero violated
expect bill(C1) = 12
----
       C1          S1          S2          S3
 10ms  *           |           |           |  visit
 20ms  |-Request-->|           |           |
 30ms  |<--Answer--|           |           |
 40ms  |-----------+-Request-->|           |
 50ms  |<--Answer--+-----------|           |
 60ms  |-----------+-----------+-Request-->|
 70ms  |<--Answer--+-----------+-----------|
100ms  *           |           |           |  visit
110ms  |-Request-->|           |           |
120ms  |<--Answer--|           |           |
130ms  |-----------+-Request-->|           |
140ms  |<--Answer--+-----------|           |
150ms  |-----------+-----------+-Request-->|
160ms  |<--Answer--+-----------+-----------|
network-is-reliable       holds
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    violated, not promised: the first message already cost 2. (C1 at 10ms)
network-is-homogeneous    holds
