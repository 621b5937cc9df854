# The server's time is taken as if the answer had come at once. Half of the round trip is missing.
protocol clock-sync ignores-delay
nodes 2
network P1->P2 delay 30ms
network P2->P1 delay 10ms
set samples 1
clock P2 offset -50ms
until 300ms
expect error-within-half-delay violated
----
          P1              P2
 9.331ms  |               *  poll
19.331ms  |<----Request---|
49.331ms  |----Reply----->*  offset 20ms, delay 40ms; corrects its clock by 20ms
error-within-half-delay  violated: P2 took the server to be 20ms ahead, but it was 50ms; half of the delay, less what is surely needed, is 20ms, and drift and rounding add 0.005ms at most. (P2 at 49.331ms)
never-turned-back        holds, not promised
synchronised             pending
