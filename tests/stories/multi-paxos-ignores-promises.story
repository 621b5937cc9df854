# A new leader that ignores what the promises report
#
# x is chosen for slot 1 by S1 and S2. S2 reports it to S3, which puts y there all the same.
protocol multi-paxos ignores-promises
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
S1 put k x
deliver Accept S1->S2
fire S3 election-timeout
deliver Prepare S3->S2
deliver Promise S2->S3
S3 put k y
deliver Accept S3->S2
view properties chosen-stays-chosen slot-agreement
expect chosen-stays-chosen violated
expect slot-agreement violated
----
S1                S2                S3
*                 |                 |  election-timeout
|-----Prepare-----+-~               |  under way
|----Prepare----->|                 |
*<-----Promise----|                 |  leads 1.1
|-Heartbeat-~     |                 |  under way
|----Heartbeat----+-~               |  under way
*                 |                 |  put k x
|-----Accept------+-~               |  under way
|-----Accept----->|                 |
|      ~-Accepted-|                 |  under way
|                 |                 *  election-timeout
|               ~-+-----Prepare-----|  under way
|                 |<-----Prepare----|
|                 |----Promise----->*  leads 1.3
|               ~-+----Heartbeat----|  under way
|                 |     ~-Heartbeat-|  under way
|                 |                 *  put k y
|               ~-+------Accept-----|  under way
|                 |<-----Accept-----|
|                 |-Accepted-~      |  under way
slot-agreement          violated: For slot 1, put k x was chosen in 1.1, and put k y in 1.3. (S2)
validity                holds
learned-chosen          holds
chosen-stays-chosen     violated: put k x was chosen for slot 1 in 1.1, but put k y was proposed in 1.3. (S3)
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds, not tested yet
leader-elected          holds
commands-answered       pending
reads-are-current       holds, not tested yet
at-most-once            holds, not tested yet
