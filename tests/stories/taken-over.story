# S1 is about to lead, and the reader takes over
#
# Up to 183 ms the clock decides: S1 stands for election, and two votes for it are under
# way. Then somebody else does: the votes are held back while S3 stands in term 2 and wins
# with the vote of S2. Only then S1 learns that it won term 1. Each term has one leader.
protocol raft
nodes 3
seed 4
schedule manual from 183ms
fire S3 election-timeout
deliver RequestVote S3->S2
deliver VoteGranted S2->S3
deliver VoteGranted S2->S1
expect leader-elected holds
expect election-safety holds
----
           S1                  S2                  S3
165.029ms  *                   |                   |  election-timeout
176.839ms  |---RequestVote---->|                   |
178.471ms  |-------------------+---RequestVote---->|  sent 165.029ms
178.471ms  |                 ~-+----VoteGranted----|  under way
184.000ms  |                   |                   *  election-timeout
184.000ms  |                 ~-+----RequestVote----|  under way
185.000ms  |                   |<----RequestVote---|
186.000ms  |                   |---VoteGranted---->*  leads term 2
186.000ms  |                 ~-+-----Heartbeat-----|  under way
186.000ms  |                   |       ~-Heartbeat-|  under way
187.000ms  *<----VoteGranted---|                   |  sent 176.839ms; leads term 1
187.000ms  |-Heartbeat-~       |                   |  under way
187.000ms  |-----Heartbeat-----+-~                 |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
