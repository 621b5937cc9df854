# The first attacks whatever happens
#
# Three messengers carry the plan, and all are captured: A attacks alone. Take one of the three drops
# away, and both attack.
protocol coordinated-attack
set scheme unconditional
set messengers 3
network delay 10ms
at 10ms A plan
drop Attack A->B 1
drop Attack A->B 2
drop Attack A->B 3
until 100ms
view properties agreement all-attack
expect agreement pending
----
      A              B
10ms  *              |  plan; attack
10ms  |-Attack-x     |
10ms  |-Attack-x     |
10ms  |-Attack-x     |
told-first  holds
agreement   cannot any more
all-attack  cannot any more
left no-loss: Attack A->B 1 was dropped.
