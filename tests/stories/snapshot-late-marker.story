# Money sent after recording and before the marker is counted twice
#
# P records 100, pays 10, and only then sends its marker. Q records the 10 as received,
# but nobody recorded that it was sent: an effect without its cause, and 160 of 150.
protocol snapshot late-marker
nodes P Q
network delay 10ms
start P 100
start Q 50
at 5ms P snapshot
at 10ms P pay Q 10
view properties consistent-cut total-preserved
expect consistent-cut violated
expect total-preserved violated
----
      P               Q
 5ms  *               |  snapshot; records its balance 100
10ms  *               |  pay Q 10
20ms  |---Payment---->|
25ms  *               |  send-markers
35ms  |----Marker---->*  recorded 60, under way 0; records its balance 60
55ms  |               *  send-markers
65ms  *<----Marker----|  recorded 100, under way 0
consistent-cut     violated: Q received 10 before it recorded, but P sent it after it had recorded. (Q at 20ms)
channel-states     holds
total-preserved    violated: Balances of 160 and 0 under way were recorded: 160 instead of 150. (P at 65ms)
snapshot-complete  holds
