# Last write wins loses the later write, since a clock is fast
#
# A's clock is 3 ms fast. B has seen A's write when it writes, 2 ms later, but the stamp of
# B's write is smaller: every replica keeps the older value, and nobody is told.
protocol store
nodes A B C
network delay 1ms
set resolve wall
clock A offset 3ms
at 10ms A write 1
at 12ms B write 2
expect later-write-kept violated
expect converged holds
----
      A         B         C
10ms  *         |         |  write 1
11ms  |---1---->|         |
11ms  |---------+---1---->|  sent 10ms
12ms  |         *         |  write 2; keeps 1 of 13ms, not 2 of 12ms
13ms  *<----2---|         |  keeps 1 of 13ms, not 2 of 12ms
13ms  |         |---2---->*  sent 12ms; keeps 1 of 13ms, not 2 of 12ms
later-write-kept  violated, not promised: B gave up write 1 of B for write 1 of A, which had happened before it. (B at 12ms)
no-write-lost     violated, not promised: B gave up write 1 of B, and keeps none that knew of it. (B at 12ms)
converged         holds
