# Three generals are no safer than two
#
# All tell all that they want to attack, and attack when they have heard it of all. One messenger is
# captured: C stays at home, and the others attack. Lose another one instead.
protocol coordinated-attack
nodes 3
set scheme vote
network delay 10ms
at 10ms A plan
at 10ms B plan
at 10ms C plan
drop Vote A->C 1
until 100ms
view properties agreement
expect agreement pending
----
      A            B            C
10ms  *            |            |  plan
10ms  |----Vote----+-x          |
10ms  |            *            |  plan
10ms  |            |            *  plan
20ms  |<----Vote---|            |  sent 10ms
20ms  *<----Vote---+------------|  sent 10ms; attack
20ms  |---Vote---->|            |  sent 10ms
20ms  |            *<----Vote---|  sent 10ms; attack
20ms  |            |---Vote---->|  sent 10ms
told-first  holds
agreement   cannot any more
all-attack  cannot any more
left no-loss: Vote A->C 1 was dropped.
