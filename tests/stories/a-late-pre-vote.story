# Answers to a PreVote come late: their candidate leads already
#
# S1 stands for election, times out once more, and asks again who would vote for it. Then it
# wins after all. That S2 would vote for it in term 2 changes nothing any more.
protocol raft
nodes 3
schedule manual
set pre-vote on
fire S1 election-timeout
deliver PreVote S1->S2
deliver PreVoteGranted S2->S1
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver PreVote S1->S2 2
deliver PreVoteGranted S2->S1
expect leader-elected holds
expect election-safety holds
----
     S1                     S2    S3
1ms  *                      |     |  election-timeout
1ms  |----PreVote----~      |     |  under way
2ms  |-------PreVote------->|     |
3ms  |<----PreVoteGranted---|     |
3ms  |--RequestVote--~      |     |  under way
4ms  *                      |     |  election-timeout
4ms  |----PreVote----~      |     |  under way
5ms  |-----RequestVote----->|     |  sent 3ms
6ms  *<-----VoteGranted-----|     |  leads term 1
6ms  |-Heartbeat--~         |     |  under way
6ms  |---Heartbeat---~      |     |  under way
7ms  |-------PreVote------->|     |  sent 4ms
8ms  |<----PreVoteGranted---|     |
election-safety       holds
leader-append-only    holds
log-matching          holds, not tested yet
leader-completeness   holds, not tested yet
state-machine-safety  holds, not tested yet
leader-elected        holds
commands-answered     holds, not tested yet
reads-are-current     holds, not tested yet
at-most-once          holds, not tested yet
