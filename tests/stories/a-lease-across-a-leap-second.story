# A lease measured by the wall clock lasts a second longer in a leap second
#
# A's wall clock tells a second twice. A believes to hold the lock when it has long been
# lent to B. Measured by the monotonic clock the lease would have ended in time.
protocol lease
nodes Lock Storage A B
network delay 5ms
set length 100ms
set measure wall
at 10ms A acquire
at 20ms B acquire
at 60ms clock A step -1s
at 125ms A write a
expect one-holder violated
----
       Lock        Storage      A         B
 10ms  |           |            *         |  acquire
 15ms  |<--Acquire-+------------|         |
 20ms  |-----------+---Grant--->|         |
 20ms  |           |            |         *  acquire
 25ms  *<--Acquire-+------------+---------|  B waits for the lock
115ms  *           |            |         |  expire; the lease of A has ended
120ms  |-----------+------------+-Grant-->|
125ms  |           |            *         |  write a
130ms  |           *<---Write---|         |  A wrote a
135ms  |           |-Accepted-->|         |
215ms  *           |            |         |  expire; the lease of B has ended
tokens-in-order  holds
one-holder       violated, not promised: A and B both believe to hold the lock. The run had left clocks-not-set before: The clock of A was set from outside. (B at 120ms)
lock-granted     holds
left clocks-not-set: The clock of A was set from outside.
