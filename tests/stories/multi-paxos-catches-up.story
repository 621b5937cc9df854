# A server that was away asks for what it missed
#
# S3 was down while two commands were chosen. The next heartbeat says that all is chosen up
# to there, S3 has none of it, and asks.
protocol multi-paxos
nodes 3
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
crash S3
S1 put x 1
deliver Accept S1->S2
deliver Accepted S2->S1
S1 put x 2
deliver Accept S1->S2
deliver Accepted S2->S1
restart S3
fire S1 heartbeat
deliver Heartbeat S1->S3 2
deliver Missing S3->S1
deliver Learn S1->S3
expect state-machine-safety holds
----
S1                S2                S3
*                 |                 |  election-timeout
|-----Prepare-----+-~               |  under way
|----Prepare----->|                 |
*<-----Promise----|                 |  leads 1.1
|-Heartbeat-~     |                 |  under way
|----Heartbeat----+-~               |  under way
|                 |                 X  crash
*                 |                 :  put x 1
|-----Accept------+-~               :  under way
|-----Accept----->|                 :
*<----Accepted----|                 :  1: put x 1
*                 |                 :  put x 2
|-----Accept------+-~               :  under way
|-----Accept----->*                 :  1: put x 1
*<----Accepted----|                 :  2: put x 2
|                 |                 ^  restart
*                 |                 |  heartbeat
|-Heartbeat-~     |                 |  under way
|-----------------+---Heartbeat---->|
|<-----Missing----+-----------------|
|-----------------+-----Learn------>*  1: put x 1; 2: put x 2
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
