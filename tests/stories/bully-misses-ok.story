# Who was answered leads all the same
#
# P3 is down. P2 answers P1 and asks P3 in its turn. Both wait, and both lead when the time is over.
protocol bully misses-ok
nodes 3
network delay 10ms
at 10ms crash P3
at 20ms P1 suspect
until 300ms
expect one-leader violated
view at 80ms
----
       P1                  P2               P3
 10ms  |                   |                X  crash
 20ms  *                   |                :  suspect
 20ms  |-------------------+---Election----x:  refused 30ms
 30ms  |-----Election----->|                :
 30ms  |                   |---Election----x:  refused 40ms
 40ms  |<--------OK--------|                :
 80ms  *                   |                :  no-answer; leads
 90ms  |                   *                :  no-answer; leads
100ms  |<----Coordinator---|                :
one-leader    violated: P2 and P1 both lead. (P2 at 90ms)
leader-known  holds
