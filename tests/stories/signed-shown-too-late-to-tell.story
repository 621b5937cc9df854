# Shown when it is too late to tell
#
# Two traitors, and rounds for one: G4 shows the second order to G2 alone, when G2 can tell nobody any more.
# Do: Raise the rounds with `set m 2`.
# Look for: G4 shows the second order to G2 alone, in the last round.
protocol signed-messages
nodes 4
traitors G1 G4 colluding
network delay 20ms
at 0ms G1 attack
view at 120ms
expect ic1-agreement violated
----
       G1            G2                G3               G4
  0ms  *             |                 |                |  attack
 20ms  |-attack:G1-->|                 |                |
 20ms  |-------------+---attack:G1---->|                |  sent 0ms
 20ms  |-------------+-----------------+--retreat:G1--->|  sent 0ms
100ms  *             |                 |                |  round-over
100ms  |             *                 |                |  round-over
100ms  |             |                 *                |  round-over
100ms  |             |                 |                *  round-over
120ms  |             *<--attack:G1:G3--|                |  sent 100ms; takes no notice of attack:G1:G3: that changes nothing
120ms  |             *<--retreat:G1:G4-+----------------|  sent 100ms; attack:G1 and retreat:G1:G4: G1 has signed both, so G1 is a traitor
120ms  |             |--attack:G1:G2-->*                |  sent 100ms; takes no notice of attack:G1:G2: that changes nothing
120ms  |             |-----------------+-attack:G1:G2-->*  sent 100ms; attack:G1:G2 and retreat:G1: G1 has signed both, so G1 is a traitor
120ms  |             |                 |-attack:G1:G3-->*  sent 100ms; takes no notice of attack:G1:G3: that changes nothing
200ms  *             |                 |                |  round-over
200ms  |             *                 |                |  round-over; retreat; choice(attack, retreat) = retreat
200ms  |             |                 *                |  round-over; attack; choice(attack) = attack
200ms  |             |                 |                *  round-over; retreat; choice(attack, retreat) = retreat
ic1-agreement  violated, not promised: G2 obeys retreat, and G3 obeys attack. Both are loyal. The run had left bounded-traitors before: 2 of 4 nodes may lie, and m is 1. (G3 at 200ms)
ic2-obedience  holds, not tested yet
all-decide     holds
left bounded-traitors: 2 of 4 nodes may lie, and m is 1.
