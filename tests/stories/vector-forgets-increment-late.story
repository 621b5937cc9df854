# The mistake shows later than it is made
#
# B and C have events of their own and learn of others; no two vectors contradict what
# happened. Only as C receives m, its vector is greater than that of B's receive, from
# which nothing leads to C: B forgot to count it.
protocol exchange vector-forgets-increment
nodes A B C
at 5ms C local "c"
at 10ms B send C "b"
at 20ms A broadcast "m"
delay Message A->B 1 to 30ms
delay Message B->C 1 to 40ms
delay Message A->C 1 to 50ms
expect strong-clock-condition violated
----
      A         B         C
 5ms  |         |         *  c
30ms  |---m---->|         |
40ms  |         |---b---->|  sent 10ms
50ms  |---------+---m---->|  sent 20ms
clock-condition         holds
strong-clock-condition  violated: event 2 of B [1 1 0] and event 3 of C [1 1 1] are concurrent, but the first vector is less. (C at 50ms)
