# A coordinator averages, and leaves out the clock that is far off
#
# Of offsets 0, 30, -60 and 90000 ms the first three are near each other: the average is
# -10 ms. Everybody is told by how much to correct, P4 too.
protocol clock-sync
nodes 4
network delay 10ms
set method berkeley
set interval 100ms
clock P2 offset 30ms
clock P3 offset -60ms
clock P4 offset 90s
until 140ms
view properties synchronised
expect synchronised holds
----
           P1          P2          P3          P4
  3.175ms  *           |           |           |  poll
 13.175ms  |-Request-->|           |           |
 13.175ms  |-----------+-Request-->|           |  sent 3.175ms
 13.175ms  |-----------+-----------+-Request-->|  sent 3.175ms
 23.175ms  *<---Reply--|           |           |  sent 13.175ms; offset 30ms, delay 20ms
 23.175ms  *<---Reply--+-----------|           |  sent 13.175ms; offset -60ms, delay 20ms
 23.175ms  *<---Reply--+-----------+-----------|  sent 13.175ms; offset 90000ms, delay 20ms
 53.175ms  *           |           |           |  collect; corrects its clock by -10ms
 63.175ms  |--Adjust-->*           |           |  corrects its clock by -40ms
 63.175ms  |-----------+--Adjust-->*           |  sent 53.175ms; corrects its clock by 50ms
 63.175ms  |-----------+-----------+--Adjust-->*  sent 53.175ms; corrects its clock by -90010ms
103.175ms  *           |           |           |  poll
113.175ms  |-Request-->|           |           |
113.175ms  |-----------+-Request-->|           |  sent 103.175ms
113.175ms  |-----------+-----------+-Request-->|  sent 103.175ms
123.175ms  *<---Reply--|           |           |  sent 113.175ms; offset 0ms, delay 20ms
123.175ms  *<---Reply--+-----------|           |  sent 113.175ms; offset 0ms, delay 20ms
123.175ms  *<---Reply--+-----------+-----------|  sent 113.175ms; offset 0ms, delay 20ms
error-within-half-delay  holds
never-turned-back        violated, not promised: P1 set its clock back, and tells some times twice. (P1 at 53.175ms)
synchronised             holds
