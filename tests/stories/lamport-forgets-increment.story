# A receive that takes no time of its own
#
# The receive has the same time as the send, although one happens before the other.
protocol exchange lamport-forgets-increment
nodes A B
at 10ms A send B "m"
expect clock-condition violated
expect strong-clock-condition holds
----
          A         B
25.432ms  |---m---->|
clock-condition         violated: A sends m at Lamport time 1, and B receives it at 1. (B at 25.432ms)
strong-clock-condition  holds
