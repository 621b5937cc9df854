# nextIndex steps back until the logs meet
#
# The logs are those of the leader and of follower f in Figure 7, shortened. S1 probes
# from the end of its log; each refusal moves nextIndex back by one. The logs agree up
# to index 1; from there on S1's entries take the place of S2's.
protocol raft
nodes 2
schedule manual
start S1 term 4 log 1 4 4
start S2 term 3 log 1 2 3 3
fire S1 election-timeout
deliver RequestVote S1->S2
deliver VoteGranted S2->S1
deliver Heartbeat S1->S2
deliver AppendRefused S2->S1
deliver AppendEntries S1->S2
deliver AppendRefused S2->S1
deliver AppendEntries S1->S2
deliver Appended S2->S1
S1 put x 1
deliver AppendEntries S1->S2
deliver Appended S2->S1
expect log-matching holds
expect leader-completeness holds
expect commands-answered holds
----
S1                    S2
*                     |  election-timeout
|----RequestVote----->|
*<-----VoteGranted----|  leads term 5
|-----Heartbeat------>*  lacks the entry before: index 3, term 4
|<----AppendRefused---|
|---AppendEntries---->*  lacks the entry before: index 2, term 4
|<----AppendRefused---|
|---AppendEntries---->|
|<------Appended------|
*                     |  put x 1
|---AppendEntries---->|
*<------Appended------|  1: no-op; 2: no-op; 3: no-op; 4: put x 1
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds, not tested yet
at-most-once          holds
