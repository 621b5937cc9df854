# A new leader finishes what the old one began, and fills the gap
#
# S1 proposes x in slot 1 and y in slot 2. S3 accepts only slot 2, then leads with the
# promise of S2, which has accepted nothing. It proposes y again in its own ballot, and a
# no-op in slot 1, so that y can be applied.
protocol multi-paxos
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
S1 put k x
S1 put k y
deliver Accept S1->S3 2
fire S3 election-timeout
deliver Prepare S3->S2
deliver Promise S2->S3
deliver Accept S3->S2 1
deliver Accept S3->S2 2
deliver Accepted S2->S3 1
deliver Accepted S2->S3 2
deliver Accept S3->S1 1
expect slot-agreement holds
expect state-machine-safety holds
----
      S1                S2                S3
 1ms  *                 |                 |  election-timeout
 1ms  |-----Prepare-----+-~               |  under way
 2ms  |----Prepare----->|                 |
 3ms  *<-----Promise----|                 |  leads 1.1
 3ms  |-Heartbeat-~     |                 |  under way
 3ms  |----Heartbeat----+-~               |  under way
 4ms  *                 |                 |  put k x
 4ms  |-Accept--~       |                 |  under way
 4ms  |-----Accept------+-~               |  under way
 5ms  *                 |                 |  put k y
 5ms  |-Accept--~       |                 |  under way
 6ms  |-----------------+-----Accept----->|
 6ms  |               ~-+-----Accepted----|  under way
 7ms  |                 |                 *  election-timeout
 7ms  |               ~-+-----Prepare-----|  under way
 8ms  |                 |<-----Prepare----|
 9ms  |                 |----Promise----->*  leads 2.3
 9ms  |               ~-+------Accept-----|  under way
 9ms  |               ~-+----Heartbeat----|  under way
 9ms  |                 |     ~-Heartbeat-|  under way
10ms  |                 |<-----Accept-----|
11ms  |                 |<-----Accept-----|  sent 9ms
12ms  |                 |----Accepted---->*  sent 10ms; 1: no-op
13ms  |                 |----Accepted---->*  sent 11ms; 2: put k y
14ms  *<-----Accept-----+-----------------|  sent 9ms; steps down: S3 takes part in 2.3
14ms  |----Accepted-----+-~               |  under way
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
