# One phase 1, then a round trip a command
#
# S1 asks for promises once, for all slots. After that each command takes one round trip.
# S2 learns that slot 1 is chosen with the Accept of slot 2.
protocol multi-paxos
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
S1 put x 1
deliver Accept S1->S2
deliver Accepted S2->S1
S1 put x 2
deliver Accept S1->S2
deliver Accepted S2->S1
expect leader-elected holds
expect commands-answered holds
----
S1                S2    S3
*                 |     |  election-timeout
|---Prepare---~   |     |  under way
|----Prepare----->|     |
*<-----Promise----|     |  leads 1.1
|-Heartbeat-~     |     |  under way
|--Heartbeat--~   |     |  under way
*                 |     |  put x 1
|---Accept----~   |     |  under way
|-----Accept----->|     |
*<----Accepted----|     |  1: put x 1
*                 |     |  put x 2
|---Accept----~   |     |  under way
|-----Accept----->*     |  1: put x 1
*<----Accepted----|     |  2: put x 2
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds
leader-elected          holds
commands-answered       holds
reads-are-current       holds, not tested yet
at-most-once            holds
