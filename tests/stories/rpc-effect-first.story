# The effect is on the disk, and its entry in the table is not
#
# The table is on the disk as the effect is, but they are two writes, and the server crashes between them.
# What to do: let `write` happen before the crash.
# What to look for: what `unfinished` holds when the server crashes, and that it is lost.
protocol rpc effect-first
schedule manual
C1 pay 20
deliver Request C1->S1
fire C1 timeout
crash S1
restart S1
deliver Request C1->S1 2
view select Request C1->S1 2
view properties executed-once
expect executed-once violated
expect counter(S1) = 2
----
     C1              S1
1ms  *               |  pay 20
2ms  |---Request---->*  executed C1.1
3ms  *               |  timeout
4ms  |               X  crash
5ms  |               ^  restart
6ms  |---Request---->*  sent 3ms; executed C1.1
executed-once  violated: S1 executes C1.1 a second time. (S1 at 6ms)
ok-means-done  holds, not tested yet
answered       pending
