# Messages to a server that is down are refused at its door
#
# S3 is down when the election reaches it, and S1 wins without it. When S3 is back, the
# next heartbeat finds it open.
protocol raft
nodes 3
seed 4
network delay 10ms
set election-timeout 50ms..150ms
set heartbeat 20ms
at 65ms crash S3
at 95ms restart S3
until 125ms
expect leader-elected holds
----
           S1                  S2                  S3
 60.019ms  *                   |                   |  election-timeout
 60.019ms  |-------------------+---RequestVote----x|  refused 70.019ms
 65.000ms  |                   |                   X  crash
 70.019ms  |---RequestVote---->|                   :  sent 60.019ms
 80.019ms  *<----VoteGranted---|                   :  leads term 1
 80.019ms  |-------------------+----Heartbeat-----x:  refused 90.019ms
 90.019ms  |----Heartbeat----->|                   :
 95.000ms  |                   |                   ^  restart
100.019ms  |<-----Appended-----|                   |  sent 90.019ms
100.019ms  *                   |                   |  heartbeat
110.019ms  |----Heartbeat----->|                   |
110.019ms  |-------------------+----Heartbeat----->|  sent 100.019ms
120.019ms  |<-----Appended-----|                   |  sent 110.019ms
120.019ms  |<-----Appended-----+-------------------|  sent 110.019ms
120.019ms  *                   |                   |  heartbeat
120.019ms  |-Heartbeat-~       |                   |  under way
120.019ms  |-----Heartbeat-----+-~                 |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
