# A payment that is made twice
#
# Nothing is lost and nobody stops: the client only waits for less time than the answer takes, and asks again.
# What to do: drop the second request instead of delivering it.
# What to look for: the server has paid 40, and the client knows of 20.
protocol rpc no-table
schedule manual
C1 pay 20
deliver Request C1->S1
fire C1 timeout
deliver Request C1->S1 2
deliver Reply S1->C1 1
view select Request C1->S1 2
view properties executed-once
expect executed-once violated
expect counter(S1) = 2 and paid(S1) = 40
expect state(C1) = ok
----
     C1              S1
1ms  *               |  pay 20
2ms  |---Request---->*  executed C1.1
3ms  *               |  timeout
4ms  |---Request---->*  executed C1.1
4ms  |      ~--Reply-|  under way
5ms  |<-----Reply----|  sent 2ms
executed-once  violated: S1 executes C1.1 a second time. (S1 at 4ms)
ok-means-done  holds
answered       holds
