# What two ways of different length do to an estimate
#
# The server is 3 s ahead. The request takes 30 ms, the answer 10 ms, and nobody can tell:
# the estimate is 10 ms too much, half of the difference, and within half of the delay.
protocol clock-sync
nodes P1 P2
network P2->P1 delay 30ms
network P1->P2 delay 10ms
set samples 1
clock P2 offset -3s
until 100ms
view properties error-within-half-delay
expect error-within-half-delay holds
expect synchronised holds
----
          P1              P2
 9.331ms  |               *  poll
39.331ms  |<----Request---|
49.331ms  |----Reply----->*  offset 3010ms, delay 40ms; corrects its clock by 3010ms
error-within-half-delay  holds
never-turned-back        holds, not promised
synchronised             holds
