# A marker overtakes money, and the money is nowhere
#
# Without links that keep order, Q records before P's 10 arrives, and the channel from P
# counts as empty from then on: 140 of 150.
protocol snapshot any-order
nodes P Q
schedule manual
start P 100
start Q 50
P pay Q 10
P snapshot
Q pay P 20
deliver Marker P->Q
deliver Payment P->Q
deliver Payment Q->P
deliver Marker Q->P
view properties channel-states total-preserved
expect consistent-cut holds
expect channel-states violated
expect total-preserved violated
----
     P               Q
1ms  *               |  pay Q 10
2ms  *               |  snapshot; records its balance 90
3ms  |               *  pay P 20
4ms  |----Marker---->*  sent 2ms; recorded 30, under way 0; records its balance 30
5ms  |---Payment---->|  sent 1ms
6ms  *<----Payment---|  sent 3ms; records 20 as under way from Q
7ms  *<----Marker----|  sent 4ms; recorded 90, under way 20
consistent-cut     holds
channel-states     violated: The channel from P to Q was recorded with other payments than were under way. (Q at 4ms)
total-preserved    violated: Balances of 120 and 20 under way were recorded: 140 instead of 150. (P at 7ms)
snapshot-complete  holds
left links-keep-order: Marker P->Q 1 overtook Payment P->Q 1.
