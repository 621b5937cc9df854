# Two leaders, and the older finds no majority
#
# S1 leads 1.1 and S3 leads 1.3, since S2 has promised both. What S1 proposes is refused:
# S2 has promised more. It steps down, and S3's command is the one in slot 1.
protocol multi-paxos
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
fire S3 election-timeout
deliver Prepare S3->S2
deliver Promise S2->S3
S1 put k old
S3 put k new
deliver Accept S1->S2
deliver AcceptRefused S2->S1
deliver Accept S3->S2
deliver Accepted S2->S3
expect slot-agreement holds
expect state-machine-safety holds
----
      S1                    S2                S3
 1ms  *                     |                 |  election-timeout
 1ms  |-------Prepare-------+~                |  under way
 2ms  |------Prepare------->|                 |
 3ms  *<-------Promise------|                 |  leads 1.1
 3ms  |-Heartbeat--~        |                 |  under way
 3ms  |------Heartbeat------+~                |  under way
 4ms  |                     |                 *  election-timeout
 4ms  |                 ~---+-----Prepare-----|  under way
 5ms  |                     |<-----Prepare----|
 6ms  |                     |----Promise----->*  leads 1.3
 6ms  |                 ~---+----Heartbeat----|  under way
 6ms  |                     |     ~-Heartbeat-|  under way
 7ms  *                     |                 |  put k old
 7ms  |-------Accept--------+~                |  under way
 8ms  |                     |                 *  put k new
 8ms  |                 ~---+------Accept-----|  under way
 9ms  |-------Accept------->*                 |  sent 7ms; refuses 1.1: it has promised 1.3
10ms  *<----AcceptRefused---|                 |  steps down: S2 takes part in 1.3
11ms  |                     |<-----Accept-----|  sent 8ms
12ms  |                     |----Accepted---->*  1: put k new
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds
leader-elected          holds
commands-answered       pending
reads-are-current       holds, not tested yet
at-most-once            holds
