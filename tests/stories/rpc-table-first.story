# The entry in the table is on the disk, and the effect is not
#
# The other order of the two writes is not safe either: the repetition finds the entry, and is told of an effect
# that was never written.
# What to do: let `write` happen before the crash.
# What to look for: the client is told that it has paid, and the server has paid nothing.
protocol rpc table-first
schedule manual
C1 pay 20
deliver Request C1->S1
fire C1 timeout
crash S1
restart S1
deliver Request C1->S1 2
deliver Reply S1->C1
view select Reply S1->C1 1
view properties ok-means-done
expect ok-means-done violated
expect state(C1) = ok and paid(S1) = 0
----
     C1              S1
1ms  *               |  pay 20
2ms  |---Request---->|
3ms  *               |  timeout
4ms  |               X  crash
5ms  |               ^  restart
6ms  |---Request---->*  sent 3ms; C1.1 is in the table: answered again, not executed
7ms  |<-----Reply----|
executed-once  holds, not tested yet
ok-means-done  violated: C1 was told that C1.1 is executed, and it is not. (C1 at 7ms)
answered       holds
