# A table in memory does not survive a crash
#
# The server knows a repetition when it sees one, until it crashes: then the counter is still on its disk, and
# the table is gone.
# What to do: take back the crash, and the same repetition is answered from the table.
# What to look for: what the server has in its table before the second request arrives.
protocol rpc volatile-table
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
2ms  |      ~--Reply-|  under way
3ms  *               |  timeout
4ms  |               X  crash
5ms  |               ^  restart
6ms  |---Request---->*  sent 3ms; executed C1.1
6ms  |      ~--Reply-|  under way
executed-once  violated: S1 executes C1.1 a second time. (S1 at 6ms)
ok-means-done  holds, not tested yet
answered       pending
