# Fallacy 3: bandwidth is infinite
#
# Each answer comes in 20 messages, and the link from S2 lets 100 messages through in a second.
# What to do: write `set size 1`, and the run is as C1 believes.
# What to look for: the first part comes at once; the last one does not.
protocol fallacies
network delay 10ms
network S2->C1 rate 100/s
set size 20
at 10ms C1 visit
until 400ms
view at 150ms
view properties bandwidth-is-infinite
expect latency-is-zero holds
expect bandwidth-is-infinite violated
----
       C1          S1          S2          S3
 10ms  *           |           |           |  visit
 20ms  |-Request-->|           |           |
 30ms  |<--Answer--|           |           |
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 30ms  |<--Answer--|           |           |  sent 20ms
 40ms  |-----------+-Request-->|           |
 50ms  |<--Answer--+-----------|           |
 60ms  |<--Answer--+-----------|           |  sent 40ms
 70ms  |<--Answer--+-----------|           |  sent 40ms
 80ms  |<--Answer--+-----------|           |  sent 40ms
 90ms  |<--Answer--+-----------|           |  sent 40ms
100ms  |<--Answer--+-----------|           |  sent 40ms
110ms  |<--Answer--+-----------|           |  sent 40ms
120ms  |<--Answer--+-----------|           |  sent 40ms
130ms  |<--Answer--+-----------|           |  sent 40ms
140ms  |<--Answer--+-----------|           |  sent 40ms
150ms  |<--Answer--+-----------|           |  sent 40ms
160ms  |<--Answer--+-----------|           |  sent 40ms
170ms  |<--Answer--+-----------|           |  sent 40ms
180ms  |<--Answer--+-----------|           |  sent 40ms
190ms  |<--Answer--+-----------|           |  sent 40ms
200ms  |<--Answer--+-----------|           |  sent 40ms
210ms  |<--Answer--+-----------|           |  sent 40ms
220ms  |<--Answer--+-----------|           |  sent 40ms
230ms  |<--Answer--+-----------|           |  sent 40ms
240ms  |<--Answer--+-----------|           |  sent 40ms
250ms  |-----------+-----------+-Request-->|
260ms  |<--Answer--+-----------+-----------|
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
260ms  |<--Answer--+-----------+-----------|  sent 250ms
network-is-reliable       holds
latency-is-zero           holds, not promised
bandwidth-is-infinite     violated, not promised: part 7 of the answer of S2 came 60 ms after the first. (C1 at 110ms)
network-is-secure         holds, not promised
topology-does-not-change  holds, not promised
one-administrator         holds, not promised
transport-cost-is-zero    holds, not promised
network-is-homogeneous    holds
