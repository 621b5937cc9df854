# A round too few
#
# The generals stop after one round, and each believes the commander, who told each another thing.
# Do: Take the variant out of the first line.
# Look for: With one round each believes the commander; with two they compare what they heard.
protocol oral-messages fewer-rounds
nodes 4
traitors G1 equivocating
network delay 20ms
at 0ms G1 attack
view at 100ms
expect ic1-agreement violated
----
       G1             G2              G3             G4
  0ms  *              |               |              |  attack
 20ms  |-G1: attack-->|               |              |
 20ms  |--------------+-G1: retreat-->|              |  sent 0ms
 20ms  |--------------+---------------+-G1: attack-->|  sent 0ms
100ms  *              |               |              |  round-over
100ms  |              *               |              |  round-over; attack; majority(attack by G1) = attack
100ms  |              |               *              |  round-over; retreat; majority(retreat by G1) = retreat
100ms  |              |               |              *  round-over; attack; majority(attack by G1) = attack
ic1-agreement  violated: G2 obeys attack, and G3 obeys retreat. Both are loyal. (G3 at 100ms)
ic2-obedience  holds, not tested yet
all-decide     holds
