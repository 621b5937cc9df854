# Causal order holds the answer back until its question is there
#
# The vector of the answer says that its sender had delivered one message of A's. C has
# none yet, so it waits.
protocol broadcast
nodes A B C
network delay 10ms
network A->C delay 40ms
set order causal
at 5ms A broadcast question
at 20ms B broadcast answer
expect causal-order holds
expect all-delivered holds
----
      A                B                C
 5ms  *                |                |  broadcast question; deliver question
15ms  |---question---->*                |  deliver question
20ms  |                *                |  broadcast answer; deliver answer
30ms  *<-----answer----|                |  deliver answer
30ms  |                |----answer----->*  sent 20ms; holds it back: something belongs before it
45ms  |----------------+---question---->*  sent 5ms; deliver question; deliver answer
integrity      holds
fifo-order     holds
causal-order   holds
total-order    holds, not promised
all-delivered  holds
