# An election at a time of one's own choice
protocol raft
nodes 3
network delay 10ms
at 40ms fire S3 election-timeout
at 41ms fire S3 heartbeat
until 65ms
expect leader-elected holds
----
      S1                  S2                  S3
40ms  |                   |                   *  election-timeout
50ms  |<----RequestVote---+-------------------|
50ms  |                   |<----RequestVote---|  sent 40ms
60ms  |-------------------+---VoteGranted---->*  sent 50ms; leads term 1
60ms  |                 ~-+-----Heartbeat-----|  under way
60ms  |                   |       ~-Heartbeat-|  under way
60ms  |                   |---VoteGranted---->|  sent 50ms
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
unused: at 41ms fire S3 heartbeat
