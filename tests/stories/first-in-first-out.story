# With order fifo, no message overtakes another on its link
#
# S1's request to S2 is held up until 122ms. The heartbeats behind it wait, and arrive a
# microsecond after each other. The link to S3 does not wait.
protocol raft
nodes 3
seed 4
network delay 10ms order fifo
set election-timeout 50ms..150ms
set heartbeat 20ms
delay RequestVote S1->S2 to 122ms
until 125ms
expect leader-elected holds
----
           S1                  S2                  S3
 60.019ms  *                   |                   |  election-timeout
 70.019ms  |-------------------+---RequestVote---->|
 80.019ms  *<----VoteGranted---+-------------------|  leads term 1
 90.019ms  |-------------------+----Heartbeat----->|
100.019ms  |<-----Appended-----+-------------------|
100.019ms  *                   |                   |  heartbeat
110.019ms  |-------------------+----Heartbeat----->|
120.019ms  |<-----Appended-----+-------------------|
120.019ms  *                   |                   |  heartbeat
120.019ms  |-Heartbeat-~       |                   |  under way
120.019ms  |-----Heartbeat-----+-~                 |  under way
122.000ms  |---RequestVote---->|                   |  sent 60.019ms
122.000ms  |     ~-VoteGranted-|                   |  under way
122.001ms  |----Heartbeat----->|                   |  sent 80.019ms
122.001ms  |        ~-Appended-|                   |  under way
122.002ms  |----Heartbeat----->|                   |  sent 100.019ms
122.002ms  |        ~-Appended-|                   |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
