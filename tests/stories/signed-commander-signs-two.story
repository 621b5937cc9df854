# The commander signs two orders
#
# The commander signs two orders. Three generals are enough: both chains together prove that he lies.
# Do: Select G2 and read its proof.
# Look for: Two chains that G1 has signed contradict each other, and anybody can be shown both.
protocol signed-messages
nodes 3
traitors G1 equivocating
network delay 20ms
at 0ms G1 attack
view at 120ms
expect ic1-agreement holds
----
       G1                G2                    G3
  0ms  *                 |                     |  attack
 20ms  |---attack:G1---->|                     |
 20ms  |-----------------+-----retreat:G1----->|  sent 0ms
100ms  *                 |                     |  round-over
100ms  |                 *                     |  round-over
100ms  |                 |                     *  round-over
120ms  |                 *<----retreat:G1:G3---|  attack:G1 and retreat:G1:G3: G1 has signed both, so G1 is a traitor
120ms  |                 |----attack:G1:G2---->*  sent 100ms; attack:G1:G2 and retreat:G1: G1 has signed both, so G1 is a traitor
200ms  *                 |                     |  round-over
200ms  |                 *                     |  round-over; retreat; choice(attack, retreat) = retreat
200ms  |                 |                     *  round-over; retreat; choice(attack, retreat) = retreat
ic1-agreement  holds
ic2-obedience  holds, not tested yet
all-decide     holds
