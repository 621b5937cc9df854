# Chains of any length
#
# Chains of any length are taken: the commander shows a second order when nobody can pass it on.
# Do: Take the variant out of the first line.
# Look for: The commander shows a second order when G2 cannot pass it on any more.
protocol signed-messages any-length
nodes 3
traitors G1
network delay 20ms
at 0ms forge Signed G1->G2 attack:G1
at 0ms forge Signed G1->G3 attack:G1
at 150ms forge Signed G1->G2 retreat:G1
view at 170ms
expect ic1-agreement violated
----
       G1                 G2                   G3
  0ms  *                  |                    |  forged Signed
  0ms  *                  |                    |  forged Signed
 20ms  |----attack:G1---->|                    |  forged; sent 0ms
 20ms  |------------------+-----attack:G1----->|  forged; sent 0ms
100ms  |                  *                    |  round-over
100ms  |                  |                    *  round-over
120ms  |                  *<----attack:G1:G3---|  takes no notice of attack:G1:G3: that changes nothing
120ms  |                  |---attack:G1:G2---->*  sent 100ms; takes no notice of attack:G1:G2: that changes nothing
150ms  *                  |                    |  forged Signed
170ms  |---retreat:G1---->*                    |  forged; attack:G1 and retreat:G1: G1 has signed both, so G1 is a traitor
200ms  |                  *                    |  round-over; retreat; choice(attack, retreat) = retreat
200ms  |                  |                    *  round-over; attack; choice(attack) = attack
ic1-agreement  violated: G2 obeys retreat, and G3 obeys attack. Both are loyal. (G3 at 200ms)
ic2-obedience  holds, not tested yet
all-decide     holds
