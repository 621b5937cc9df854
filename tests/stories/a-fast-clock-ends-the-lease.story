# A lease that two believe to hold, since the clock of the lock is fast
#
# The clock of Lock goes half as fast again, so 100 ms are over after 67. B is given the
# lock while A, whose clock is right, still believes to hold it. The storage has seen B's
# token and refuses A's.
protocol lease
nodes Lock Storage A B
network delay 5ms
set length 100ms
clock Lock drift 500000ppm
at 10ms A acquire
at 20ms B acquire
at 95ms B write b
at 96ms A write a
expect one-holder violated
expect tokens-in-order holds
----
           Lock        Storage      A            B
 10.000ms  |           |            *            |  acquire
 15.000ms  |<--Acquire-+------------|            |
 20.000ms  |-----------+---Grant--->|            |
 20.000ms  |           |            |            *  acquire
 25.000ms  *<--Acquire-+------------+------------|  B waits for the lock
 81.667ms  *           |            |            |  expire; the lease of A has ended
 86.667ms  |-----------+------------+---Grant--->|
 95.000ms  |           |            |            *  write b
 96.000ms  |           |            *            |  write a
100.000ms  |           *<---Write---+------------|  sent 95.000ms; B wrote b
101.000ms  |           *<---Write---|            |  sent 96.000ms; token 1 is older than 2
105.000ms  |           |------------+-Accepted-->|  sent 100.000ms
106.000ms  |           |-Rejected-->|            |  sent 101.000ms
148.334ms  *           |            |            |  expire; the lease of B has ended
tokens-in-order  holds
one-holder       violated, not promised: A and B both believe to hold the lock. The run had left equal-rates before: The clock of Lock drifts by 500000ppm, that of Storage by 0ppm. (B at 86.667ms)
lock-granted     holds
left equal-rates: The clock of Lock drifts by 500000ppm, that of Storage by 0ppm.
