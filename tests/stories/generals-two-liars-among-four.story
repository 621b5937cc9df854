# Two liars among four generals
#
# The commander and a lieutenant lie: one traitor more than four generals can stand.
# Do: Change one of the four forged orders.
# Look for: G3 and G4 add up different orders: one liar more than four generals can stand.
protocol oral-messages
nodes 4
traitors G1 G2
network delay 20ms
at 0ms forge Order G1->G3 attack
at 0ms forge Order G1->G4 retreat
at 110ms forge Order G2->G3 attack G1
at 110ms forge Order G2->G4 retreat G1
view at 200ms
expect ic1-agreement violated
----
       G1    G2                  G3                  G4
  0ms  *     |                   |                   |  forged Order
  0ms  *     |                   |                   |  forged Order
 20ms  |-----+----G1: attack---->|                   |  forged; sent 0ms
 20ms  |-----+-------------------+---G1: retreat---->|  forged; sent 0ms
100ms  |     |                   *                   |  round-over
100ms  |     |                   |                   *  round-over
110ms  |     *                   |                   |  forged Order
110ms  |     *                   |                   |  forged Order
120ms  |     |<--G3: G1: attack--|                   |  sent 100ms
120ms  |     |<--G4: G1: retreat-+-------------------|  sent 100ms
120ms  |     |                   |<--G4: G1: retreat-|  sent 100ms
120ms  |     |                   |--G3: G1: attack-->|  sent 100ms
130ms  |     |--G2: G1: attack-->|                   |  forged; sent 110ms
130ms  |     |-------------------+-G2: G1: retreat-->|  forged; sent 110ms
200ms  |     |                   *                   |  round-over; attack; majority(attack by G1, attack by G2, retreat by G4) = attack
200ms  |     |                   |                   *  round-over; retreat; majority(retreat by G1, retreat by G2, attack by G3) = ret…
ic1-agreement  violated, not promised: G3 obeys attack, and G4 obeys retreat. Both are loyal. The run had left enough-nodes before: 2 of 4 nodes may lie, and with m 1 that takes 6 nodes. (G4 at 200ms)
ic2-obedience  holds, not tested yet
all-decide     holds
left enough-nodes: 2 of 4 nodes may lie, and with m 1 that takes 6 nodes.
left bounded-traitors: 2 of 4 nodes may lie, and m is 1.
