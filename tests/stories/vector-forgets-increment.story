# A receive that does not count itself
#
# A sends at (1,0) and B receives at (1,0). Equal vectors are in no order, but the send
# happens before the receive.
protocol exchange vector-forgets-increment
nodes A B
at 10ms A send B "m"
expect clock-condition holds
expect strong-clock-condition violated
----
          A         B
25.432ms  |---m---->|
clock-condition         holds
strong-clock-condition  violated: event 1 of A [1 0] happens before event 1 of B [1 0], but its vector is not less. (B at 25.432ms)
