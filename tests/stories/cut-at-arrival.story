# A partition stops what arrives while it stands
#
# S1's request to S2 is on its way when the network is cut, and is cut off at its
# arrival. The request to S3 is slower: it arrives when the network is whole again, and
# gets through, although it was under way during the cut.
protocol raft
nodes 3
seed 4
network delay 10ms
network S1->S3 delay 30ms
set election-timeout 50ms..150ms
at 65ms partition S1 | S2 S3
at 80ms heal
until 115ms
expect leader-elected holds
----
           S1                  S2                  S3
 60.019ms  *                   |                   |  election-timeout
 60.019ms  |---RequestVote----x|                   |  cut 70.019ms
 90.019ms  |-------------------+---RequestVote---->|
100.019ms  *<----VoteGranted---+-------------------|  leads term 1
100.019ms  |-----Heartbeat-----+-~                 |  under way
110.019ms  |----Heartbeat----->|                   |
110.019ms  |        ~-Appended-|                   |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
