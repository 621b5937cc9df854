# A repetition is answered from the table
#
# The answer is lost and the server crashes. The effect and its entry in the table were one write: both are there.
# What to do: run the same with `set table volatile`.
# What to look for: the second request is answered, and the counter stays 1.
protocol rpc
schedule manual
C1 pay 20
deliver Request C1->S1
drop Reply S1->C1
crash S1
restart S1
fire C1 timeout
deliver Request C1->S1 2
deliver Reply S1->C1 2
view select Request C1->S1 2
view properties executed-once answered
expect executed-once holds
expect answered holds
expect counter(S1) = 1 and state(C1) = ok
----
C1              S1
*               |  pay 20
|---Request---->*  executed C1.1
|      x--Reply-|
|               X  crash
|               ^  restart
*               |  timeout
|---Request---->*  C1.1 is in the table: answered again, not executed
|<-----Reply----|
executed-once  holds
ok-means-done  holds
answered       holds
