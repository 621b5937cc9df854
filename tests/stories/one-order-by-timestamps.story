# Timestamps put two messages in the same order everywhere
#
# Both have the timestamp 1, so A's is first. A node delivers the least of its queue when
# every other node has sent something later: before that, something earlier could come.
protocol broadcast
nodes A B C
network delay 10ms
network A->C delay 25ms
set order lamport
at 5ms A broadcast a
at 5ms B broadcast b
expect total-order holds
expect all-delivered holds
----
      A           B           C
 5ms  *           |           |  broadcast a
 5ms  |           *           |  broadcast b
15ms  |<-----b----|           |
15ms  |----a----->|           |  sent 5ms
15ms  |           |----b----->|  sent 5ms
25ms  |<----ack---|           |  sent 15ms
25ms  *<----ack---+-----------|  sent 15ms; deliver a; deliver b
25ms  |---ack---->|           |  sent 15ms
25ms  |           *<----ack---|  sent 15ms; deliver a; deliver b
25ms  |           |---ack---->|  sent 15ms
30ms  |-----------+----a----->*  sent 5ms; deliver a
40ms  |<----ack---+-----------|
40ms  |           |<----ack---|  sent 30ms
40ms  |-----------+---ack---->*  sent 15ms; deliver b
integrity      holds
fifo-order     holds
causal-order   holds
total-order    holds
all-delivered  holds
