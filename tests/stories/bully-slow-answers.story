# An answer that comes too late
#
# Nobody is down. Set the timeout to 100ms, and P1 hears in time that P3 is up. With 60ms P1 and P3
# both lead: to have waited is not to know.
protocol bully
nodes 3
network delay 40ms
set timeout 60ms
at 10ms P1 suspect
until 300ms
expect one-leader violated
view at 70ms
----
       P1                  P2                  P3
 10ms  *                   |                   |  suspect
 50ms  |-----Election----->|                   |
 50ms  |-------------------+-----Election----->|  sent 10ms
 70ms  *                   |                   |  no-answer; leads
 90ms  |<--------OK--------|                   |  sent 50ms
 90ms  |<--------OK--------+-------------------|  sent 50ms
 90ms  |<----Coordinator---+-------------------|  sent 50ms
 90ms  |                   |-----Election----->|  sent 50ms
110ms  |                   *                   |  no-answer; leads
130ms  |                   |<--------OK--------|  sent 90ms
130ms  |                   |<----Coordinator---|  sent 90ms
150ms  |<----Coordinator---|                   |  sent 110ms
one-leader    violated, not promised: P1 and P3 both lead. The run had left answers-in-time before: Election P1->P2 1 arrived at 50ms, and was due by 40ms. (P1 at 70ms)
leader-known  cannot any more
left answers-in-time: Election P1->P2 1 arrived at 50ms, and was due by 40ms.
