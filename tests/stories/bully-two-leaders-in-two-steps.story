# Two leaders after two steps
#
# P1 doubts its leader, and its timer fires before anything has arrived. Deliver Election P1->P2
# first: by hand nothing is late, and nothing is in time either.
protocol bully
nodes 2
schedule manual
P1 suspect
fire P1 no-answer
expect one-leader violated
view at 2ms
----
P1               P2
*                |  suspect
|-Election-~     |  under way
*                |  no-answer; leads
one-leader    violated, not promised: P1 and P2 both lead. The run had left answers-in-time before: A timer fired while Election P1->P2 1 was under way. (P1)
leader-known  pending
left answers-in-time: A timer fired while Election P1->P2 1 was under way.
