# One more answer does not help
#
# Four messages, each an answer to the one before. The last one is lost: who sent it attacks, and who
# waits for it does not. Change the depth, and lose the last message again.
protocol coordinated-attack
set scheme chain
set depth 4
network delay 10ms
at 10ms A plan
drop Ack B->A 2
until 100ms
view lens knowledge
view select Ack B->A 2
expect agreement pending
----
      A              B
10ms  *              |  plan
20ms  |---Attack---->|
30ms  |<-----Ack-----|
40ms  |---Attack---->*  attack
40ms  |     x---Ack--|
told-first  holds
agreement   cannot any more
all-attack  cannot any more
left no-loss: Ack B->A 2 was dropped.
