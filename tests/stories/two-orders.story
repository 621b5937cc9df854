# Each delivers its own message first
#
# Two nodes that deliver on receipt, and two messages at the same time: the nodes disagree
# which was first, and nothing ever tells them.
protocol broadcast naive
nodes A B
schedule manual
A broadcast a
B broadcast b
deliver Broadcast A->B
deliver Broadcast B->A
view properties total-order
expect total-order violated
----
     A         B
1ms  *         |  broadcast a; deliver a
2ms  |         *  broadcast b; deliver b
3ms  |---a---->*  sent 1ms; deliver a
4ms  *<----b---|  sent 2ms; deliver b
integrity      holds
fifo-order     holds
causal-order   holds
total-order    violated, not promised: A delivered b after a message that B delivered after b. (A at 4ms)
all-delivered  holds
