# The commander lies to four
#
# The commander says something else to each. What they tell each other makes them agree.
# Do: Let the commander say something else to each, in any of the eight ways.
# Look for: The lieutenants tell each other what they heard, so all add up the same three orders.
protocol oral-messages
nodes 4
traitors G1
network delay 20ms
at 0ms forge Order G1->G2 attack
at 0ms forge Order G1->G3 retreat
at 0ms forge Order G1->G4 attack
view at 200ms
expect ic1-agreement holds
----
       G1             G2                  G3                  G4
  0ms  *              |                   |                   |  forged Order
  0ms  *              |                   |                   |  forged Order
  0ms  *              |                   |                   |  forged Order
 20ms  |-G1: attack-->|                   |                   |  forged; sent 0ms
 20ms  |--------------+---G1: retreat---->|                   |  forged; sent 0ms
 20ms  |--------------+-------------------+----G1: attack---->|  forged; sent 0ms
100ms  |              *                   |                   |  round-over
100ms  |              |                   *                   |  round-over
100ms  |              |                   |                   *  round-over
120ms  |              |<--G3: G1: retreat-|                   |  sent 100ms
120ms  |              |<--G4: G1: attack--+-------------------|  sent 100ms
120ms  |              |--G2: G1: attack-->|                   |  sent 100ms
120ms  |              |                   |<--G4: G1: attack--|  sent 100ms
120ms  |              |-------------------+--G2: G1: attack-->|  sent 100ms
120ms  |              |                   |-G3: G1: retreat-->|  sent 100ms
200ms  |              *                   |                   |  round-over; attack; majority(attack by G1, retreat by G3, attack by G4) = attack
200ms  |              |                   *                   |  round-over; attack; majority(retreat by G1, attack by G2, attack by G4) = attack
200ms  |              |                   |                   *  round-over; attack; majority(attack by G1, attack by G2, retreat by G3) = attack
ic1-agreement  holds
ic2-obedience  holds, not tested yet
all-decide     holds
