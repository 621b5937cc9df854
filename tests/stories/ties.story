# What happens in the same microsecond happens in a fixed order
#
# 50ms: timers, by server, then the command. 60ms: heal, partition, restart, crash, then
# arrivals: S3 is back when the request comes, S2 is cut off. 100ms: S3's vote arrives
# before S1's next timeout, which it disarms. The order of the lines does not matter.
protocol raft
nodes 3
network delay 10ms
set election-timeout 50ms
delay VoteGranted S3->S1 to 100ms
at 60ms crash S2
at 60ms restart S3
at 60ms partition S1 S3
at 60ms heal
at 50ms S1 put x 1
at 40ms partition S1
at 20ms crash S3
until 105ms
expect leader-elected holds
----
       S1                  S2                  S3
 20ms  |                   |                   X  crash
 50ms  *                   |                   :  election-timeout
 50ms  |---RequestVote----x|                   :  cut 60ms
 50ms  |                   *                   :  election-timeout
 50ms  |x----RequestVote---|                   :  cut 60ms
 50ms  |                   |---RequestVote----x:  cut 60ms
 50ms  *                   |                   :  put x 1; refuses put x 1: it knows no leader
 60ms  |                   |                   ^  restart
 60ms  |                   X                   |  crash
 60ms  |-------------------+---RequestVote---->|  sent 50ms
100ms  *<----VoteGranted---+-------------------|  leads term 1
100ms  |-Heartbeat-~       :                   |  under way
100ms  |-----Heartbeat-----+-~                 |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     pending
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
