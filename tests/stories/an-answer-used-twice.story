# An answer that was used tells no time any more
#
# P2 has set its clock by the answer. A copy of it comes after that: what it would say now
# is wrong by as much as the clock was corrected, so it is thrown away (RFC 5905, section 8).
protocol clock-sync
nodes server P2
clock P2 offset 80ms
set samples 1
network delay 10ms
duplicate Reply server->P2 1 at 400ms
until 450ms
expect error-within-half-delay holds
----
           server          P2
  9.331ms  |               *  poll
 19.331ms  |<----Request---|
 29.331ms  |----Reply----->*  offset -80ms, delay 20ms; corrects its clock by -80ms
400.000ms  |----Reply----->*  copy; sent 19.331ms; the answer to a question that is done with: thrown away
error-within-half-delay  holds
never-turned-back        violated, not promised: P2 set its clock back, and tells some times twice. (P2 at 29.331ms)
synchronised             holds
