# What a heartbeat says about the leader's log is not true of the follower's
#
# S2 has committed index 1 and says so in a heartbeat without entries. S1 has an entry
# at index 1 too, from term 1, which was never committed, and applies it. Only what
# is known to match the leader's log may be committed: up to the last new entry.
protocol raft commits-by-length
nodes 3
schedule manual
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
S1 put x old
fire S2 election-timeout
deliver RequestVote S2->S3
deliver VoteGranted S3->S2
S2 put x new
deliver AppendEntries S2->S3
deliver Appended S3->S2
fire S2 heartbeat
deliver Heartbeat S2->S1 2
view properties state-machine-safety
expect state-machine-safety violated
----
S1                    S2                    S3
*                     |                     |  election-timeout
|-----RequestVote-----+--~                  |  under way
|----RequestVote----->|                     |
*<-----VoteGranted----|                     |  leads term 1
|-Heartbeat--~        |                     |  under way
|------Heartbeat------+--~                  |  under way
*                     |                     |  put x old
|-AppendEntries-~     |                     |  under way
|----AppendEntries----+--~                  |  under way
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
|                     *                     |  heartbeat
|                     |-Heartbeat--~        |  under way
*<------Heartbeat-----|                     |  1: put x old; steps down: S2 is in term 2
|--Appended--~        |                     |  under way
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  violated: At index 1, S1 applied put x old, but S2 had applied put x new. (S1)
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
