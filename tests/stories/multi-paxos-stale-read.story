# Multi-Paxos: a leader that was replaced answers a read from the past
#
# S2 leads 2.2, and `put x new` is chosen. S1 has heard nothing of it and answers from its own
# state. Through the log, S1's read would have found no majority.
protocol multi-paxos stale-reads
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
fire S2 election-timeout
deliver Prepare S2->S3
deliver Promise S3->S2
S2 put x new
deliver Accept S2->S3
deliver Accepted S3->S2
S1 get x
expect reads-are-current violated
----
S1                S2                S3
*                 |                 |  election-timeout
|-----Prepare-----+-~               |  under way
|----Prepare----->|                 |
*<-----Promise----|                 |  leads 1.1
|-Heartbeat-~     |                 |  under way
|----Heartbeat----+-~               |  under way
|                 *                 |  election-timeout
|       ~-Prepare-|                 |  under way
|                 |----Prepare----->|
|                 *<-----Promise----|  leads 2.2
|     ~-Heartbeat-|                 |  under way
|                 |-Heartbeat-~     |  under way
|                 *                 |  put x new
|       ~--Accept-|                 |  under way
|                 |-----Accept----->|
|                 *<----Accepted----|  1: put x new
*                 |                 |  get x; answers nothing
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds
leader-elected          holds
commands-answered       holds
reads-are-current       violated: S1 answered get x with nothing, but the entry at slot 1 had made it new, and that was known before the read was asked. (S1)
at-most-once            holds
