# One person with three names
#
# OM(2) stands two traitors among seven. Here one person has registered as three generals, because a name costs
# nothing. Votes by name count for nothing then: that is called a Sybil attack.
# Do: Take one of the three names out of the line `traitors`.
# Look for: All three tell the same lie, and the three loyal lieutenants obey what nobody loyal has ordered.
protocol oral-messages
nodes 7
set m 2
traitors G5 G6 G7 flipping
network delay 20ms
at 0ms G1 attack
until 400ms
view at 300ms
expect ic2-obedience violated
----
       G1             G2                      G3                      G4                      G5                      G6                      G7
  0ms  *              |                       |                       |                       |                       |                       |  attack
 20ms  |-G1: attack-->|                       |                       |                       |                       |                       |
 20ms  |--------------+------G1: attack------>|                       |                       |                       |                       |  sent 0ms
 20ms  |--------------+-----------------------+------G1: attack------>|                       |                       |                       |  sent 0ms
 20ms  |--------------+-----------------------+-----------------------+------G1: attack------>|                       |                       |  sent 0ms
 20ms  |--------------+-----------------------+-----------------------+-----------------------+------G1: attack------>|                       |  sent 0ms
 20ms  |--------------+-----------------------+-----------------------+-----------------------+-----------------------+------G1: attack------>|  sent 0ms
100ms  *              |                       |                       |                       |                       |                       |  round-over
100ms  |              *                       |                       |                       |                       |                       |  round-over
100ms  |              |                       *                       |                       |                       |                       |  round-over
100ms  |              |                       |                       *                       |                       |                       |  round-over
100ms  |              |                       |                       |                       *                       |                       |  round-over
100ms  |              |                       |                       |                       |                       *                       |  round-over
100ms  |              |                       |                       |                       |                       |                       *  round-over
120ms  |              |<----G3: G1: attack----|                       |                       |                       |                       |  sent 100ms
120ms  |              |<----G4: G1: attack----+-----------------------|                       |                       |                       |  sent 100ms
120ms  |              |<----G5: G1: retreat---+-----------------------+-----------------------|                       |                       |  sent 100ms
120ms  |              |<----G6: G1: retreat---+-----------------------+-----------------------+-----------------------|                       |  sent 100ms
120ms  |              |<----G7: G1: retreat---+-----------------------+-----------------------+-----------------------+-----------------------|  sent 100ms
120ms  |              |----G2: G1: attack---->|                       |                       |                       |                       |  sent 100ms
120ms  |              |                       |<----G4: G1: attack----|                       |                       |                       |  sent 100ms
120ms  |              |                       |<----G5: G1: retreat---+-----------------------|                       |                       |  sent 100ms
120ms  |              |                       |<----G6: G1: retreat---+-----------------------+-----------------------|                       |  sent 100ms
120ms  |              |                       |<----G7: G1: retreat---+-----------------------+-----------------------+-----------------------|  sent 100ms
120ms  |              |-----------------------+----G2: G1: attack---->|                       |                       |                       |  sent 100ms
120ms  |              |                       |----G3: G1: attack---->|                       |                       |                       |  sent 100ms
120ms  |              |                       |                       |<----G5: G1: retreat---|                       |                       |  sent 100ms
120ms  |              |                       |                       |<----G6: G1: retreat---+-----------------------|                       |  sent 100ms
120ms  |              |                       |                       |<----G7: G1: retreat---+-----------------------+-----------------------|  sent 100ms
120ms  |              |-----------------------+-----------------------+----G2: G1: attack---->|                       |                       |  sent 100ms
120ms  |              |                       |-----------------------+----G3: G1: attack---->|                       |                       |  sent 100ms
120ms  |              |                       |                       |----G4: G1: attack---->|                       |                       |  sent 100ms
120ms  |              |                       |                       |                       |<----G6: G1: retreat---|                       |  sent 100ms
120ms  |              |                       |                       |                       |<----G7: G1: retreat---+-----------------------|  sent 100ms
120ms  |              |-----------------------+-----------------------+-----------------------+----G2: G1: attack---->|                       |  sent 100ms
120ms  |              |                       |-----------------------+-----------------------+----G3: G1: attack---->|                       |  sent 100ms
120ms  |              |                       |                       |-----------------------+----G4: G1: attack---->|                       |  sent 100ms
120ms  |              |                       |                       |                       |---G5: G1: retreat---->|                       |  sent 100ms
120ms  |              |                       |                       |                       |                       |<----G7: G1: retreat---|  sent 100ms
120ms  |              |-----------------------+-----------------------+-----------------------+-----------------------+----G2: G1: attack---->|  sent 100ms
120ms  |              |                       |-----------------------+-----------------------+-----------------------+----G3: G1: attack---->|  sent 100ms
120ms  |              |                       |                       |-----------------------+-----------------------+----G4: G1: attack---->|  sent 100ms
120ms  |              |                       |                       |                       |-----------------------+---G5: G1: retreat---->|  sent 100ms
120ms  |              |                       |                       |                       |                       |---G6: G1: retreat---->|  sent 100ms
200ms  *              |                       |                       |                       |                       |                       |  round-over
200ms  |              *                       |                       |                       |                       |                       |  round-over
200ms  |              |                       *                       |                       |                       |                       |  round-over
200ms  |              |                       |                       *                       |                       |                       |  round-over
200ms  |              |                       |                       |                       *                       |                       |  round-over
200ms  |              |                       |                       |                       |                       *                       |  round-over
200ms  |              |                       |                       |                       |                       |                       *  round-over
220ms  |              |<--G3: G4: G1: attack--|                       |                       |                       |                       |  sent 200ms
220ms  |              |<--G3: G5: G1: retreat-|                       |                       |                       |                       |  sent 200ms
220ms  |              |<--G3: G6: G1: retreat-|                       |                       |                       |                       |  sent 200ms
220ms  |              |<--G3: G7: G1: retreat-|                       |                       |                       |                       |  sent 200ms
220ms  |              |<--G4: G3: G1: attack--+-----------------------|                       |                       |                       |  sent 200ms
220ms  |              |<--G4: G5: G1: retreat-+-----------------------|                       |                       |                       |  sent 200ms
220ms  |              |<--G4: G6: G1: retreat-+-----------------------|                       |                       |                       |  sent 200ms
220ms  |              |<--G4: G7: G1: retreat-+-----------------------|                       |                       |                       |  sent 200ms
220ms  |              |<--G5: G3: G1: retreat-+-----------------------+-----------------------|                       |                       |  sent 200ms
220ms  |              |<--G5: G4: G1: retreat-+-----------------------+-----------------------|                       |                       |  sent 200ms
220ms  |              |<--G5: G6: G1: attack--+-----------------------+-----------------------|                       |                       |  sent 200ms
220ms  |              |<--G5: G7: G1: attack--+-----------------------+-----------------------|                       |                       |  sent 200ms
220ms  |              |<--G6: G3: G1: retreat-+-----------------------+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |<--G6: G4: G1: retreat-+-----------------------+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |<--G6: G5: G1: attack--+-----------------------+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |<--G6: G7: G1: attack--+-----------------------+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |<--G7: G3: G1: retreat-+-----------------------+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |<--G7: G4: G1: retreat-+-----------------------+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |<--G7: G5: G1: attack--+-----------------------+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |<--G7: G6: G1: attack--+-----------------------+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |--G2: G4: G1: attack-->|                       |                       |                       |                       |  sent 200ms
220ms  |              |-G2: G5: G1: retreat-->|                       |                       |                       |                       |  sent 200ms
220ms  |              |-G2: G6: G1: retreat-->|                       |                       |                       |                       |  sent 200ms
220ms  |              |-G2: G7: G1: retreat-->|                       |                       |                       |                       |  sent 200ms
220ms  |              |                       |<--G4: G2: G1: attack--|                       |                       |                       |  sent 200ms
220ms  |              |                       |<--G4: G5: G1: retreat-|                       |                       |                       |  sent 200ms
220ms  |              |                       |<--G4: G6: G1: retreat-|                       |                       |                       |  sent 200ms
220ms  |              |                       |<--G4: G7: G1: retreat-|                       |                       |                       |  sent 200ms
220ms  |              |                       |<--G5: G2: G1: retreat-+-----------------------|                       |                       |  sent 200ms
220ms  |              |                       |<--G5: G4: G1: retreat-+-----------------------|                       |                       |  sent 200ms
220ms  |              |                       |<--G5: G6: G1: attack--+-----------------------|                       |                       |  sent 200ms
220ms  |              |                       |<--G5: G7: G1: attack--+-----------------------|                       |                       |  sent 200ms
220ms  |              |                       |<--G6: G2: G1: retreat-+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |                       |<--G6: G4: G1: retreat-+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |                       |<--G6: G5: G1: attack--+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |                       |<--G6: G7: G1: attack--+-----------------------+-----------------------|                       |  sent 200ms
220ms  |              |                       |<--G7: G2: G1: retreat-+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |<--G7: G4: G1: retreat-+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |<--G7: G5: G1: attack--+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |<--G7: G6: G1: attack--+-----------------------+-----------------------+-----------------------|  sent 200ms
220ms  |              |-----------------------+--G2: G3: G1: attack-->|                       |                       |                       |  sent 200ms
220ms  |              |-----------------------+-G2: G5: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |-----------------------+-G2: G6: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |-----------------------+-G2: G7: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |                       |--G3: G2: G1: attack-->|                       |                       |                       |  sent 200ms
220ms  |              |                       |-G3: G5: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |                       |-G3: G6: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |                       |-G3: G7: G1: retreat-->|                       |                       |                       |  sent 200ms
220ms  |              |                       |                       |<--G5: G2: G1: retreat-|                       |                       |  sent 200ms
220ms  |              |                       |                       |<--G5: G3: G1: retreat-|                       |                       |  sent 200ms
220ms  |              |                       |                       |<--G5: G6: G1: attack--|                       |                       |  sent 200ms
220ms  |              |                       |                       |<--G5: G7: G1: attack--|                       |                       |  sent 200ms
220ms  |              |                       |                       |<--G6: G2: G1: retreat-+-----------------------|                       |  sent 200ms
220ms  |              |                       |                       |<--G6: G3: G1: retreat-+-----------------------|                       |  sent 200ms
220ms  |              |                       |                       |<--G6: G5: G1: attack--+-----------------------|                       |  sent 200ms
220ms  |              |                       |                       |<--G6: G7: G1: attack--+-----------------------|                       |  sent 200ms
220ms  |              |                       |                       |<--G7: G2: G1: retreat-+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |                       |<--G7: G3: G1: retreat-+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |                       |<--G7: G5: G1: attack--+-----------------------+-----------------------|  sent 200ms
220ms  |              |                       |                       |<--G7: G6: G1: attack--+-----------------------+-----------------------|  sent 200ms
220ms  |              |-----------------------+-----------------------+--G2: G3: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+--G2: G4: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+-G2: G6: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+-G2: G7: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |                       |-----------------------+--G3: G2: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |                       |-----------------------+--G3: G4: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |                       |-----------------------+-G3: G6: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |                       |-----------------------+-G3: G7: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |                       |                       |--G4: G2: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |                       |                       |--G4: G3: G1: attack-->|                       |                       |  sent 200ms
220ms  |              |                       |                       |-G4: G6: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |                       |                       |-G4: G7: G1: retreat-->|                       |                       |  sent 200ms
220ms  |              |                       |                       |                       |<--G6: G2: G1: retreat-|                       |  sent 200ms
220ms  |              |                       |                       |                       |<--G6: G3: G1: retreat-|                       |  sent 200ms
220ms  |              |                       |                       |                       |<--G6: G4: G1: retreat-|                       |  sent 200ms
220ms  |              |                       |                       |                       |<--G6: G7: G1: attack--|                       |  sent 200ms
220ms  |              |                       |                       |                       |<--G7: G2: G1: retreat-+-----------------------|  sent 200ms
220ms  |              |                       |                       |                       |<--G7: G3: G1: retreat-+-----------------------|  sent 200ms
220ms  |              |                       |                       |                       |<--G7: G4: G1: retreat-+-----------------------|  sent 200ms
220ms  |              |                       |                       |                       |<--G7: G6: G1: attack--+-----------------------|  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+--G2: G3: G1: attack-->|                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+--G2: G4: G1: attack-->|                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-G2: G5: G1: retreat-->|                       |  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-G2: G7: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+--G3: G2: G1: attack-->|                       |  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+--G3: G4: G1: attack-->|                       |  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-G3: G5: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-G3: G7: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |-----------------------+--G4: G2: G1: attack-->|                       |  sent 200ms
220ms  |              |                       |                       |-----------------------+--G4: G3: G1: attack-->|                       |  sent 200ms
220ms  |              |                       |                       |-----------------------+-G4: G5: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |-----------------------+-G4: G7: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |                       |-G5: G2: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |                       |-G5: G3: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |                       |-G5: G4: G1: retreat-->|                       |  sent 200ms
220ms  |              |                       |                       |                       |--G5: G7: G1: attack-->|                       |  sent 200ms
220ms  |              |                       |                       |                       |                       |<--G7: G2: G1: retreat-|  sent 200ms
220ms  |              |                       |                       |                       |                       |<--G7: G3: G1: retreat-|  sent 200ms
220ms  |              |                       |                       |                       |                       |<--G7: G4: G1: retreat-|  sent 200ms
220ms  |              |                       |                       |                       |                       |<--G7: G5: G1: attack--|  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-----------------------+--G2: G3: G1: attack-->|  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-----------------------+--G2: G4: G1: attack-->|  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-----------------------+-G2: G5: G1: retreat-->|  sent 200ms
220ms  |              |-----------------------+-----------------------+-----------------------+-----------------------+-G2: G6: G1: retreat-->|  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-----------------------+--G3: G2: G1: attack-->|  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-----------------------+--G3: G4: G1: attack-->|  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-----------------------+-G3: G5: G1: retreat-->|  sent 200ms
220ms  |              |                       |-----------------------+-----------------------+-----------------------+-G3: G6: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |-----------------------+-----------------------+--G4: G2: G1: attack-->|  sent 200ms
220ms  |              |                       |                       |-----------------------+-----------------------+--G4: G3: G1: attack-->|  sent 200ms
220ms  |              |                       |                       |-----------------------+-----------------------+-G4: G5: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |-----------------------+-----------------------+-G4: G6: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |-----------------------+-G5: G2: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |-----------------------+-G5: G3: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |-----------------------+-G5: G4: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |-----------------------+--G5: G6: G1: attack-->|  sent 200ms
220ms  |              |                       |                       |                       |                       |-G6: G2: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |                       |-G6: G3: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |                       |-G6: G4: G1: retreat-->|  sent 200ms
220ms  |              |                       |                       |                       |                       |--G6: G5: G1: attack-->|  sent 200ms
300ms  *              |                       |                       |                       |                       |                       |  round-over
300ms  |              *                       |                       |                       |                       |                       |  round-over; retreat; majority(attack by G1, retreat by G3, retreat by G4, retre…
300ms  |              |                       *                       |                       |                       |                       |  round-over; retreat; majority(attack by G1, retreat by G2, retreat by G4, retre…
300ms  |              |                       |                       *                       |                       |                       |  round-over; retreat; majority(attack by G1, retreat by G2, retreat by G3, retre…
300ms  |              |                       |                       |                       *                       |                       |  round-over; attack; majority(attack by G1, attack by G2, attack by G3, attack b…
300ms  |              |                       |                       |                       |                       *                       |  round-over; attack; majority(attack by G1, attack by G2, attack by G3, attack b…
300ms  |              |                       |                       |                       |                       |                       *  round-over; attack; majority(attack by G1, attack by G2, attack by G3, attack b…
ic1-agreement  holds
ic2-obedience  violated, not promised: G1 is loyal and ordered attack, and G2 obeys retreat. The run had left enough-nodes before: 3 of 7 nodes may lie, and with m 2 that takes 9 nodes. (G2 at 300ms)
all-decide     holds
left enough-nodes: 3 of 7 nodes may lie, and with m 2 that takes 9 nodes.
left bounded-traitors: 3 of 7 nodes may lie, and m is 2.
