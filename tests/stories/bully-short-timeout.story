# A timeout that is shorter than a message takes
#
# P1 leads after 3ms, while P3 has led all along. Look for the answers: they come to somebody who
# leads already.
protocol bully short-timeout
nodes 3
network delay 10ms
at 10ms P1 suspect
until 300ms
expect one-leader violated
view at 13ms
----
      P1                  P2                  P3
10ms  *                   |                   |  suspect
13ms  *                   |                   |  hasty; leads
20ms  |-----Election----->|                   |  sent 10ms
20ms  |-------------------+-----Election----->|  sent 10ms
23ms  |                   *                   |  hasty; leads
30ms  |<--------OK--------|                   |  sent 20ms
30ms  |<--------OK--------+-------------------|  sent 20ms
30ms  |<----Coordinator---+-------------------|  sent 20ms
30ms  |                   |-----Election----->|  sent 20ms
33ms  |<----Coordinator---|                   |  sent 23ms
40ms  |                   |<--------OK--------|  sent 30ms
40ms  |                   |<----Coordinator---|  sent 30ms
one-leader    violated: P1 and P3 both lead. (P1 at 13ms)
leader-known  cannot any more
