# A relay that lies is found out by signatures
#
# S1 signs its price. M changes it and cannot sign the new one, so C1 takes no notice of it.
# What to do: write `set signatures off`, and C1 believes the relay.
# What to look for: what C1 notes. A signature keeps a lie out; it does not bring the truth through.
protocol fallacies
nodes C1 S1 S2 S3 M
network delay 10ms
set relay changes
set signatures on
at 10ms C1 visit
until 200ms
view select Answer M->C1 1
view properties network-is-secure network-is-reliable
expect network-is-secure holds
expect network-is-reliable pending
expect prices(C1) = ()
----
      C1         S1          S2    S3          M
10ms  *          |           |     |           |  visit
20ms  |----------+-----------+-----+-Request-->|
30ms  |          |<--Request-+-----+-----------|
40ms  |          |-----------+-----+--Answer-->*  makes 99 of 10
50ms  *<--Answer-+-----------+-----+-----------|  takes no notice: S1 has not signed this
network-is-reliable       cannot any more
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
