# A snapshot of 150, though no moment had these balances
#
# P records 90 and sends a marker; Q records 40 when the marker comes. The 20 that P gets
# between its own recording and Q's marker were under way: 90 + 40 + 20.
protocol snapshot
nodes P Q
schedule manual
start P 100
start Q 50
P pay Q 10
P snapshot
Q pay P 20
deliver Payment P->Q
deliver Marker P->Q
deliver Payment Q->P
deliver Marker Q->P
expect total-preserved holds
expect snapshot-complete holds
----
     P               Q
1ms  *               |  pay Q 10
2ms  *               |  snapshot; records its balance 90
3ms  |               *  pay P 20
4ms  |---Payment---->|  sent 1ms
5ms  |----Marker---->*  sent 2ms; recorded 40, under way 0; records its balance 40
6ms  *<----Payment---|  sent 3ms; records 20 as under way from Q
7ms  *<----Marker----|  sent 5ms; recorded 90, under way 20
consistent-cut     holds
channel-states     holds
total-preserved    holds
snapshot-complete  holds
