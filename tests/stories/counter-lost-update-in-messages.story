# The same loss, in messages
#
# Deliver the second Read only after the first Write. C1 and C2 both read 0 here, and both
# write 1: that they are far apart changes nothing.
protocol counter read-then-write
nodes Machine Server C1 C2
schedule manual
C1 increment
C2 increment
deliver Read C1->Server
deliver Read C2->Server
deliver Value Server->C1
deliver Value Server->C2
deliver Write C1->Server
deliver Write C2->Server
deliver Written Server->C1
deliver Written Server->C2
expect every-addition-counts violated
----
      Machine  Server      C1          C2
 1ms  |        |           *           |  increment
 2ms  |        |           |           *  increment
 3ms  |        |<---Read---|           |  sent 1ms
 4ms  |        |<---Read---+-----------|  sent 2ms
 5ms  |        |--Value--->*           |  sent 3ms; reads 0, writes 1
 6ms  |        |-----------+--Value--->*  sent 4ms; reads 0, writes 1
 7ms  |        |<---Write--|           |  sent 5ms
 8ms  |        |<---Write--+-----------|  sent 6ms
 9ms  |        |-Written-->|           |  sent 7ms
10ms  |        |-----------+-Written-->|  sent 8ms
every-addition-counts  violated: 2 additions are done, and the counter of Server is 1. (C2 at 10ms)
all-done               holds
