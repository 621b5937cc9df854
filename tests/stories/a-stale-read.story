# A leader that was replaced answers a read from the past
#
# S2 leads term 2 and has committed `put x new`. S1 has heard nothing of it, takes
# itself for the leader, and answers from its own state. It should have asked a majority
# first whether it still leads (section 8).
protocol raft stale-reads
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S2 put x new
deliver AppendEntries S2->S3
deliver Appended S3->S2
S1 get x
view properties reads-are-current
expect reads-are-current violated
----
S1                    S2                    S3
*                     |                     |  election-timeout
|-----RequestVote-----+--~                  |  under way
|----RequestVote----->|                     |
*<-----VoteGranted----|                     |  leads term 1
|-Heartbeat--~        |                     |  under way
|------Heartbeat------+--~                  |  under way
|                     *                     |  election-timeout
|       ~-RequestVote-|                     |  under way
|                     |----RequestVote----->|
|                     *<-----VoteGranted----|  leads term 2
|        ~--Heartbeat-|                     |  under way
|                     |-Heartbeat--~        |  under way
|                     *                     |  put x new
|     ~-AppendEntries-|                     |  under way
|                     |---AppendEntries---->|
|                     *<------Appended------|  1: put x new
*                     |                     |  get x; answers get x: nothing
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     violated: S1 answered get x with nothing, but the entry at index 1 had made it new, and that was known before the read was asked. (S1)
at-most-once          holds
