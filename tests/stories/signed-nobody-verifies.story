# Nobody verifies signatures
#
# Nobody verifies signatures: G3 writes one in G1's name, and is believed.
# Do: Take the variant out of the first line.
# Look for: `G1?` is not the signature of G1, and G2 believes it.
protocol signed-messages unverified
nodes 3
traitors G3
network delay 20ms
at 0ms G1 attack
at 110ms forge Signed G3->G2 retreat:G1?:G3
view at 130ms
expect ic2-obedience violated
----
       G1                G2                     G3
  0ms  *                 |                      |  attack
 20ms  |---attack:G1---->|                      |
 20ms  |-----------------+------attack:G1------>|  sent 0ms
100ms  *                 |                      |  round-over
100ms  |                 *                      |  round-over
110ms  |                 |                      *  forged Signed
120ms  |                 |----attack:G1:G2----->|  sent 100ms
130ms  |                 |<----retreat:G1?:G3---|  forged; sent 110ms
200ms  *                 |                      |  round-over
200ms  |                 *                      |  round-over; retreat; choice(attack, retreat) = retreat
ic1-agreement  holds
ic2-obedience  violated: G1 is loyal and ordered attack, and G2 obeys retreat. (G2 at 200ms)
all-decide     holds
