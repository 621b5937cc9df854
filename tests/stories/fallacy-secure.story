# Fallacy 4: the network is secure
#
# A relay M stands between C1 and S1. It makes 99 of the price of 10, and C1 cannot see it.
# What to do: write `set relay passes-on`, and the run is as C1 believes; then try `invents`.
# What to look for: S1 has done nothing wrong, and nothing was lost.
protocol fallacies
nodes C1 S1 S2 S3 M
network delay 10ms
set relay changes
at 10ms C1 visit
until 200ms
view select Answer M->C1 1
view properties network-is-secure
expect network-is-secure violated
expect prices(C1) = (99,20,30)
----
      C1         S1          S2          S3          M
10ms  *          |           |           |           |  visit
20ms  |----------+-----------+-----------+-Request-->|
30ms  |          |<--Request-+-----------+-----------|
40ms  |          |-----------+-----------+--Answer-->*  makes 99 of 10
50ms  |<--Answer-+-----------+-----------+-----------|
60ms  |----------+-Request-->|           |           |
70ms  |<--Answer-+-----------|           |           |
80ms  |----------+-----------+-Request-->|           |
90ms  |<--Answer-+-----------+-----------|           |
network-is-reliable       holds
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         violated, not promised: S1 said 10, and C1 was told 99. (C1 at 50ms)
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
