# What a reader can do to a message: drop, delay, copy
#
# S3's vote is dropped. S2's comes twice; the copy is a message of its own, `1+1`, and is
# delayed in its turn. The first heartbeat to S3 is held up until a later one has
# overtaken it. An edit about a message that is never sent is listed below.
protocol raft
nodes 3
seed 4
network delay 10ms
set election-timeout 50ms..150ms
set heartbeat 20ms
drop VoteGranted S3->S1
duplicate VoteGranted S2->S1
delay VoteGranted S2->S1 1+1 to 95ms
delay Heartbeat S1->S3 to 120ms
drop VoteGranted S2->S1 9
until 125ms
expect leader-elected holds
----
           S1                  S2                  S3
 60.019ms  *                   |                   |  election-timeout
 70.019ms  |---RequestVote---->|                   |
 70.019ms  |-------------------+---RequestVote---->|  sent 60.019ms
 70.019ms  |                 x-+----VoteGranted----|
 80.019ms  *<----VoteGranted---|                   |  sent 70.019ms; leads term 1
 90.019ms  |----Heartbeat----->|                   |
 95.000ms  |<----VoteGranted---|                   |  copy; sent 70.019ms
100.019ms  |<-----Appended-----|                   |  sent 90.019ms
100.019ms  *                   |                   |  heartbeat
110.019ms  |----Heartbeat----->|                   |
110.019ms  |-------------------+----Heartbeat----->|  sent 100.019ms
120.000ms  |-------------------+----Heartbeat----->|  sent 80.019ms
120.000ms  |                 ~-+------Appended-----|  under way
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
unused: drop VoteGranted S2->S1 9
