# Multi-Paxos: a command that was asked twice takes effect twice
#
# The answer to C1's increment is lost, and S1 crashes. S2 finds the increment with the promises, and
# then C1 asks again. Nobody remembers that it has taken effect.
protocol multi-paxos repeats-commands
nodes 3
clients 1
schedule manual
fire S1 election-timeout
deliver Prepare S1->S2
deliver Promise S2->S1
C1 increment n
deliver Request C1->S1
deliver Accept S1->S2
deliver Accepted S2->S1
drop Reply S1->C1
crash S1
fire S2 election-timeout
deliver Prepare S2->S3
deliver Promise S3->S2
deliver Accept S2->S3
deliver Accepted S3->S2
fire C1 client-retry
deliver Request C1->S2
deliver Accept S2->S3
deliver Accepted S3->S2
expect at-most-once violated
----
S1            S2            S3    C1
*             |             |     |  election-timeout
|---Prepare---+-~           |     |  under way
|--Prepare--->|             |     |
*<---Promise--|             |     |  leads 1.1
|-Heartbeat-~ |             |     |  under way
|--Heartbeat--+-~           |     |  under way
|             |             |     *  increment n
|<---Request--+-------------+-----|
|---Accept----+-~           |     |  under way
|---Accept--->|             |     |
*<--Accepted--|             |     |  1: increment n
|----Reply----+----x        |     |
X             |             |     |  crash
:             *             |     |  election-timeout
:   ~-Prepare-|             |     |  under way
:             |--Prepare--->|     |
:             *<---Promise--|     |  leads 2.2
:    ~-Accept-|             |     |  under way
: ~-Heartbeat-|             |     |  under way
:             |-Heartbeat-~ |     |  under way
:             |---Accept--->|     |
:             *<--Accepted--|     |  1: increment n
:             |--Reply---~  |     |  under way
:             |             |     *  client-retry
:             |<---Request--+-----|
:    ~-Accept-|             |     |  under way
:             |---Accept--->*     |  1: increment n
:             *<--Accepted--|     |  2: increment n
:             |--Reply---~  |     |  under way
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds
leader-elected          holds
commands-answered       pending
reads-are-current       holds, not tested yet
at-most-once            violated: S2 applied increment n at slot 2, though it had taken effect at slot 1: n is 2 there, and should be 1. (S2)
