# Slow, and taken for dead
#
# P2 is up and its heartbeat is under way. P1 cannot know, and suspects it. Whatever the time-out
# is, a message can take longer: try to find one that is never wrong.
protocol detector
nodes 2
set detector fixed
schedule manual
fire P1 timeout-2
deliver Heartbeat P2->P1
expect never-wrong violated
expect accuracy holds
----
     P1                P2
0ms  |-Heartbeat-~     |  under way
1ms  *                 |  timeout-2; suspects P2
2ms  *<----Heartbeat---|  sent 0ms; trusts P2 again; its time-out is 100ms
never-wrong   violated, not promised: P1 suspects P2, which is up. (P1 at 1ms)
completeness  holds, not tested yet
accuracy      holds
one-leader    holds
answered      holds, not tested yet
