# One node numbers the messages of all
#
# A is the sequencer. B's own message is no exception: B delivers it when it comes back
# with a number. When A crashes, nothing more is delivered.
protocol broadcast
nodes A B C
network delay 10ms
set order sequencer
at 5ms B broadcast b
at 7ms C broadcast c
at 30ms crash A
at 40ms B broadcast late
until 100ms
expect total-order holds
expect all-delivered pending
----
      A            B         C
 5ms  |            *         |  broadcast b
 7ms  |            |         *  broadcast c
15ms  *<-----b-----|         |  sent 5ms; deliver b
17ms  *<-----c-----+---------|  sent 7ms; deliver c
25ms  |-----b----->*         |  sent 15ms; deliver b
25ms  |------------+---b---->*  sent 15ms; deliver b
27ms  |-----c----->*         |  sent 17ms; deliver c
27ms  |------------+---c---->*  sent 17ms; deliver c
30ms  X            |         |  crash
40ms  :            *         |  broadcast late
40ms  :x----late---|         |  refused 50ms
integrity      holds
fifo-order     holds
causal-order   holds
total-order    holds
all-delivered  cannot any more
left no-loss: Submit B->A 2 found its receiver down.
