# As many answers as losses call for
#
# Four of six messengers are captured. B concludes that two of three are, and sends so many answers
# that all are captured at most once in ten times. One gets through.
protocol coordinated-attack
set scheme adaptive
set messengers 6
set one-in 10
network delay 10ms
at 10ms A plan
drop Attack A->B 1
drop Attack A->B 2
drop Attack A->B 4
drop Attack A->B 5
drop Ack B->A 1
until 200ms
view at 70ms
expect all-attack holds
----
      A              B
10ms  *              |  plan
10ms  |-Attack-x     |
10ms  |-Attack-x     |
10ms  |-Attack-x     |
10ms  |-Attack-x     |
20ms  |---Attack---->|
20ms  |---Attack---->|  sent 10ms
70ms  |              *  count; attack; 2 of 6 came, so 6 answer
70ms  |     x---Ack--|
80ms  *<-----Ack-----|  attack
80ms  |<-----Ack-----|  sent 70ms
80ms  |<-----Ack-----|  sent 70ms
80ms  |<-----Ack-----|  sent 70ms
80ms  |<-----Ack-----|  sent 70ms
told-first  holds
agreement   holds
all-attack  holds
left no-loss: Attack A->B 1 was dropped.
