# A member counts once, and is corrected once
#
# Copies of P2's answer and of the correction arrive. The average is that of two clocks, 40
# ms, and P2 is corrected by it once.
protocol clock-sync
nodes server P2
clock P2 offset 80ms
set method berkeley
network delay 10ms
duplicate Reply P2->server 1 at 100ms
duplicate Adjust server->P2 1 at 350ms
until 450ms
expect synchronised holds
----
           server          P2
  3.175ms  *               |  poll
 13.175ms  |---Request---->|
 23.175ms  *<-----Reply----|  offset 80ms, delay 20ms
100.000ms  *<-----Reply----|  copy; sent 13.175ms; the answer to a question that is done with: thrown away
253.175ms  *               |  collect; corrects its clock by 40ms
263.175ms  |----Adjust---->*  corrects its clock by -40ms
350.000ms  |----Adjust---->*  copy; sent 253.175ms; a correction that is made already, or too old: thrown away
error-within-half-delay  holds
never-turned-back        violated, not promised: P2 set its clock back, and tells some times twice. (P2 at 263.175ms)
synchronised             holds
