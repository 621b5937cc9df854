# Signatures and a round too few
#
# With one round less nobody passes anything on, and two signed orders split the generals.
# Do: Take the variant out of the first line.
# Look for: Nobody passes anything on, and each obeys the order that he was signed.
protocol signed-messages fewer-rounds
nodes 3
traitors G1 equivocating
network delay 20ms
at 0ms G1 attack
view at 100ms
expect ic1-agreement violated
----
       G1                G2                 G3
  0ms  *                 |                  |  attack
 20ms  |---attack:G1---->|                  |
 20ms  |-----------------+---retreat:G1---->|  sent 0ms
100ms  *                 |                  |  round-over
100ms  |                 *                  |  round-over; attack; choice(attack) = attack
100ms  |                 |                  *  round-over; retreat; choice(retreat) = retreat
ic1-agreement  violated: G2 obeys attack, and G3 obeys retreat. Both are loyal. (G3 at 100ms)
ic2-obedience  holds, not tested yet
all-decide     holds
