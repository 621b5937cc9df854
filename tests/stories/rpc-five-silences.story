# Five silences that C1 cannot tell apart
#
# Five branches: the request is lost; the server stops before it executes it, or after; the answer is lost; or all is
# well, and only slow. C1 asks once and gives up.
# What to do: open "as C1 sees it" in Order, and lay the branches side by side.
# What to look for: up to the timeout C1 sees the same in all five, and S1 has executed nothing, or one call.
protocol rpc
set retries 0
schedule manual
C1 pay 20
branch request-lost at 1
drop Request C1->S1
fire C1 timeout
expect counter(S1) = 0 and state(C1) = gave-up
branch down-before at 1
crash S1
fire C1 timeout
expect counter(S1) = 0 and state(C1) = gave-up
branch down-after at 1
deliver Request C1->S1
crash S1
drop Reply S1->C1
fire C1 timeout
expect counter(S1) = 1 and state(C1) = gave-up
branch reply-lost at 1
deliver Request C1->S1
drop Reply S1->C1
fire C1 timeout
expect counter(S1) = 1 and state(C1) = gave-up
branch slow at 1
fire C1 timeout
deliver Request C1->S1
deliver Reply S1->C1
expect counter(S1) = 1 and state(C1) = gave-up
----
     C1              S1
1ms  *               |  pay 20
2ms  *               |  timeout; gives up: it cannot know whether C1.1 was executed
3ms  |---Request---->*  sent 1ms; executed C1.1
4ms  *<-----Reply----|  the answer to a call that is done with: changes nothing
executed-once  holds
ok-means-done  holds, not tested yet
answered       pending
