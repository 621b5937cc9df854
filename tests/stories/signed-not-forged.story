# A signature of another is not forged
#
# G4 would like to tell G2 that the commander orders retreat. He has seen only attack under the
# signature of G1: the line does nothing, and the reason stands beside it.
protocol signed-messages
nodes 4
traitors G4
network delay 10ms
at 0ms G1 attack
at 150ms forge Signed G4->G2 retreat:G1:G4
expect ic1-agreement holds
expect ic2-obedience holds
----
       G1            G2               G3               G4
  0ms  *             |                |                |  attack
 10ms  |-attack:G1-->|                |                |
 10ms  |-------------+---attack:G1--->|                |  sent 0ms
 10ms  |-------------+----------------+---attack:G1--->|  sent 0ms
100ms  *             |                |                |  round-over
100ms  |             *                |                |  round-over
100ms  |             |                *                |  round-over
110ms  |             *<--attack:G1:G3-|                |  takes no notice of attack:G1:G3: that changes nothing
110ms  |             |-attack:G1:G2-->*                |  sent 100ms; takes no notice of attack:G1:G2: that changes nothing
110ms  |             |----------------+-attack:G1:G2-->|  sent 100ms
110ms  |             |                |-attack:G1:G3-->|  sent 100ms
200ms  *             |                |                |  round-over
200ms  |             *                |                |  round-over; attack; choice(attack) = attack
200ms  |             |                *                |  round-over; attack; choice(attack) = attack
ic1-agreement  holds
ic2-obedience  holds
all-decide     holds
unused: at 150ms forge Signed G4->G2 retreat:G1:G4 (G1 has not signed retreat for any traitor.)
