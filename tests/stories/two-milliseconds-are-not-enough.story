# With two milliseconds the stamps are equal, and the higher writer wins
#
# A's clock is as much ahead as B's write is later. The tie goes to B.
protocol store
nodes A B C
network delay 1ms
set resolve wall
clock A offset 2ms
at 10ms A write 1
at 12ms B write 2
expect later-write-kept holds
----
      A         B         C
10ms  *         |         |  write 1
11ms  |---1---->|         |
11ms  |---------+---1---->|  sent 10ms
12ms  |         *         |  write 2
13ms  |<----2---|         |
13ms  |         |---2---->|  sent 12ms
later-write-kept  holds, not promised
no-write-lost     holds, not promised
converged         holds
