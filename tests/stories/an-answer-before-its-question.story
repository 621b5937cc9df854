# FIFO order is kept, and an answer comes before its question
#
# B answers what A asked. The question is slow on its way to C, the answer is not. Each
# sender's messages arrive in order, for each has sent one; causal order asks for more.
protocol broadcast
nodes A B C
network delay 10ms
network A->C delay 40ms
set order fifo
at 5ms A broadcast question
at 20ms B broadcast answer
expect fifo-order holds
expect causal-order violated
----
      A                B                C
 5ms  *                |                |  broadcast question; deliver question
15ms  |---question---->*                |  deliver question
20ms  |                *                |  broadcast answer; deliver answer
30ms  *<-----answer----|                |  deliver answer
30ms  |                |----answer----->*  sent 20ms; deliver answer
45ms  |----------------+---question---->*  sent 5ms; deliver question
integrity      holds
fifo-order     holds
causal-order   violated, not promised: C delivered answer without what B had delivered from A before it. (C at 30ms)
total-order    violated, not promised: C delivered question after a message that A delivered after question. (C at 45ms)
all-delivered  holds
