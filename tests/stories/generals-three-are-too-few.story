# Three generals are too few
#
# With three generals one lie is enough: G3 hears attack and retreat, and cannot tell who lies.
# Do: Take out the line that forges, and put it back.
# Look for: G3 hears attack and retreat, one each, and cannot tell whether G1 or G2 lies.
protocol oral-messages
nodes 3
traitors G2
network delay 20ms
at 0ms G1 attack
at 110ms forge Order G2->G3 retreat G1
view at 130ms
expect ic2-obedience violated
----
       G1                 G2                      G3
  0ms  *                  |                       |  attack
 20ms  |---G1: attack---->|                       |
 20ms  |------------------+------G1: attack------>|  sent 0ms
100ms  *                  |                       |  round-over
100ms  |                  |                       *  round-over
110ms  |                  *                       |  forged Order
120ms  |                  |<----G3: G1: attack----|  sent 100ms
130ms  |                  |---G2: G1: retreat---->|  forged; sent 110ms
200ms  *                  |                       |  round-over
200ms  |                  |                       *  round-over; retreat; majority(attack by G1, retreat by G2) = retreat
ic1-agreement  holds
ic2-obedience  violated, not promised: G1 is loyal and ordered attack, and G3 obeys retreat. The run had left enough-nodes before: 1 of 3 nodes may lie, and with m 1 that takes 4 nodes. (G3 at 200ms)
all-decide     holds
left enough-nodes: 1 of 3 nodes may lie, and with m 1 that takes 4 nodes.
