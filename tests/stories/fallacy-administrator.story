# Fallacy 6: there is one administrator
#
# The administrator of S3 makes a rule that keeps requests out, and asks nobody.
# What to do: delete the line with `block`, and the run is as C1 believes.
# What to look for: C1 and its own network are as they were.
protocol fallacies
network delay 10ms
at 10ms C1 visit
at 20ms S3 block
until 200ms
view select Refused S3->C1 1
view properties one-administrator
expect one-administrator violated
expect prices(C1) = (10,20)
----
      C1          S1          S2          S3
10ms  *           |           |           |  visit
20ms  |-Request-->|           |           |
20ms  |           |           |           *  block
30ms  |<--Answer--|           |           |  sent 20ms
40ms  |-----------+-Request-->|           |
50ms  |<--Answer--+-----------|           |
60ms  |-----------+-----------+-Request-->|
70ms  *<--Refused-+-----------+-----------|  was not written for this, and goes on waiting
network-is-reliable       cannot any more
latency-is-zero           holds, not promised
bandwidth-is-infinite     holds, not promised
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         violated, not promised: the administrator of S3 has a rule of its own. (C1 at 70ms)
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
