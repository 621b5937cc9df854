# A gap that nobody fills
#
# S3 takes over, but leaves slot 1 empty, where the right leader would put a no-op. y is chosen
# in slot 2 and can never be applied, since nothing is known of slot 1.
protocol multi-paxos leaves-gaps
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
deliver Accept S3->S2
deliver Accepted S2->S3
S3 put k z
deliver Accept S3->S2
deliver Accepted S2->S3
view properties commands-answered
expect slot-agreement holds
expect commands-answered pending
----
S1                S2                S3
*                 |                 |  election-timeout
|-----Prepare-----+-~               |  under way
|----Prepare----->|                 |
*<-----Promise----|                 |  leads 1.1
|-Heartbeat-~     |                 |  under way
|----Heartbeat----+-~               |  under way
*                 |                 |  put k x
|-Accept--~       |                 |  under way
|-----Accept------+-~               |  under way
*                 |                 |  put k y
|-Accept--~       |                 |  under way
|-----------------+-----Accept----->|
|               ~-+-----Accepted----|  under way
|                 |                 *  election-timeout
|               ~-+-----Prepare-----|  under way
|                 |<-----Prepare----|
|                 |----Promise----->*  leads 2.3
|               ~-+------Accept-----|  under way
|               ~-+----Heartbeat----|  under way
|                 |     ~-Heartbeat-|  under way
|                 |<-----Accept-----|
|                 |----Accepted---->|
|                 |                 *  put k z
|               ~-+------Accept-----|  under way
|                 |<-----Accept-----|
|                 |----Accepted---->|
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds, not tested yet
leader-elected          holds
commands-answered       pending
reads-are-current       holds, not tested yet
at-most-once            holds, not tested yet
