# One liar among four generals
#
# G4 tells the opposite of what it was told. G2 and G3 outvote it: attack, attack, retreat.
# Do: Select G2 or G3 at the end and read its majority.
# Look for: Both hear one retreat and two attacks, so both attack as ordered.
protocol oral-messages
nodes 4
traitors G4 flipping
network delay 20ms
at 0ms G1 attack
view at 200ms
expect ic1-agreement holds
expect ic2-obedience holds
----
       G1             G2                  G3                  G4
  0ms  *              |                   |                   |  attack
 20ms  |-G1: attack-->|                   |                   |
 20ms  |--------------+----G1: attack---->|                   |  sent 0ms
 20ms  |--------------+-------------------+----G1: attack---->|  sent 0ms
100ms  *              |                   |                   |  round-over
100ms  |              *                   |                   |  round-over
100ms  |              |                   *                   |  round-over
100ms  |              |                   |                   *  round-over
120ms  |              |<--G3: G1: attack--|                   |  sent 100ms
120ms  |              |<--G4: G1: retreat-+-------------------|  sent 100ms
120ms  |              |--G2: G1: attack-->|                   |  sent 100ms
120ms  |              |                   |<--G4: G1: retreat-|  sent 100ms
120ms  |              |-------------------+--G2: G1: attack-->|  sent 100ms
120ms  |              |                   |--G3: G1: attack-->|  sent 100ms
200ms  *              |                   |                   |  round-over
200ms  |              *                   |                   |  round-over; attack; majority(attack by G1, attack by G3, retreat by G4) = attack
200ms  |              |                   *                   |  round-over; attack; majority(attack by G1, attack by G2, retreat by G4) = attack
200ms  |              |                   |                   *  round-over; attack; majority(attack by G1, attack by G2, attack by G3) = attack
ic1-agreement  holds
ic2-obedience  holds
all-decide     holds
