# A vector that learns nothing
#
# B counts its own events only, so its vectors say that nothing ever reached it.
protocol exchange vector-forgets-merge
nodes A B
at 10ms A send B "m"
expect clock-condition holds
expect strong-clock-condition violated
----
          A         B
25.432ms  |---m---->|
clock-condition         holds
strong-clock-condition  violated: event 1 of A [1 0] happens before event 1 of B [0 1], but its vector is not less. (B at 25.432ms)
