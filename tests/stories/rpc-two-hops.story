# Two hops: C1 cannot tell which server stopped
#
# S1 passes the call on to S2 and waits for it. In one branch S1 stops, in the other S2.
# What to do: open "as C1 sees it" in Order, and compare the two branches.
# What to look for: a timeout does not name the part that failed.
protocol rpc
servers 2
set retries 0
schedule manual
C1 pay 20
branch first-stops at 1
crash S1
fire C1 timeout
expect S1 down and S2 up and state(C1) = gave-up
branch second-stops at 1
deliver Request C1->S1
crash S2
fire S1 timeout
fire C1 timeout
expect S2 down and S1 up and state(C1) = gave-up
----
C1              S1              S2
*               |               |  pay 20
|---Request---->|               |
|               |-Request-~     |  under way
|               |               X  crash
|               *               :  timeout; gives up: it cannot know whether C1.1 was executed
*               |               :  timeout; gives up: it cannot know whether C1.1 was executed
executed-once  holds, not tested yet
ok-means-done  holds, not tested yet
answered       pending
