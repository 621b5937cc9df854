# Asked again while the first request waits
#
# P4 asks again at 190 ms, while its first request waits. The grant at 210 ms answers the
# first request, so the lease ends 200 ms after the lock lent it, as the lock believes too,
# and not 200 ms after P4 asked again. P5 gets the lock only then.
protocol lease
nodes 5
network delay 5ms
at 0ms P3 acquire
at 10ms P4 acquire
at 20ms P5 acquire
at 190ms P4 acquire
until 700ms
expect one-holder holds
expect lock-granted holds
----
       P1          P2        P3        P4        P5
  0ms  |           |         *         |         |  acquire
  5ms  |<--Acquire-+---------|         |         |
 10ms  |-----------+-Grant-->|         |         |
 10ms  |           |         |         *         |  acquire
 15ms  *<--Acquire-+---------+---------|         |  P4 waits for the lock
 20ms  |           |         |         |         *  acquire
 25ms  *<--Acquire-+---------+---------+---------|  P5 waits for the lock
190ms  |           |         |         *         |  acquire
195ms  *<--Acquire-+---------+---------|         |  P4 waits for the lock
205ms  *           |         |         |         |  expire; the lease of P3 has ended
210ms  |-----------+---------+-Grant-->|         |
405ms  *           |         |         |         |  expire; the lease of P4 has ended
410ms  |-----------+---------+---------+-Grant-->|
605ms  *           |         |         |         |  expire; the lease of P5 has ended
610ms  |-----------+---------+-Grant-->|         |
tokens-in-order  holds, not tested yet
one-holder       holds
lock-granted     holds
