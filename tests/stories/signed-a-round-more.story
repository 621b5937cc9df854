# A round more
#
# The same with a round more: G2 tells G3. What G4 shows a round later has too few signatures.
# Do: Look at the round in which each chain arrives.
# Look for: G2 has a round left to tell G3; what G4 shows a round later has too few signatures and is refused.
protocol signed-messages
nodes 4
set m 2
traitors G1 G4
network delay 20ms
at 0ms forge Signed G1->G2 attack:G1
at 0ms forge Signed G1->G3 attack:G1
at 0ms forge Signed G1->G4 retreat:G1
at 110ms forge Signed G4->G2 retreat:G1:G4
at 210ms forge Signed G4->G3 retreat:G1:G4
view at 230ms
expect ic1-agreement holds
----
       G1            G2                   G3                G4
  0ms  *             |                    |                 |  forged Signed
  0ms  *             |                    |                 |  forged Signed
  0ms  *             |                    |                 |  forged Signed
 20ms  |-attack:G1-->|                    |                 |  forged; sent 0ms
 20ms  |-------------+-----attack:G1----->|                 |  forged; sent 0ms
 20ms  |-------------+--------------------+---retreat:G1--->|  forged; sent 0ms
100ms  |             *                    |                 |  round-over
100ms  |             |                    *                 |  round-over
110ms  |             |                    |                 *  forged Signed
120ms  |             *<----attack:G1:G3---|                 |  sent 100ms; takes no notice of attack:G1:G3: that changes nothing
120ms  |             |---attack:G1:G2---->*                 |  sent 100ms; takes no notice of attack:G1:G2: that changes nothing
120ms  |             |--------------------+--attack:G1:G2-->|  sent 100ms
120ms  |             |                    |--attack:G1:G3-->|  sent 100ms
130ms  |             *<---retreat:G1:G4---+-----------------|  forged; sent 110ms; attack:G1 and retreat:G1:G4: G1 has signed both, so G1 is a…
200ms  |             *                    |                 |  round-over
200ms  |             |                    *                 |  round-over
210ms  |             |                    |                 *  forged Signed
220ms  |             |-retreat:G1:G4:G2-->*                 |  sent 200ms; attack:G1 and retreat:G1:G4:G2: G1 has signed both, so G1 is a trai…
230ms  |             |                    *<--retreat:G1:G4-|  forged; sent 210ms; refuses retreat:G1:G4: it has 2 of the 3 signatures that ro…
300ms  |             *                    |                 |  round-over; retreat; choice(attack, retreat) = retreat
300ms  |             |                    *                 |  round-over; retreat; choice(attack, retreat) = retreat
ic1-agreement  holds
ic2-obedience  holds, not tested yet
all-decide     holds
