# Three messengers with the plan, two with the answer: two may be captured, and one, and both attack.
protocol two-generals
set messengers 3
set acks 2
at 10ms A plan dawn
drop Attack A->B 1
drop Attack A->B 3
drop Ack B->A 1
until 1s
expect both-attack holds
----
          A              B
10.000ms  *              |  plan dawn
10.000ms  |-Attack-x     |
10.000ms  |-Attack-x     |
21.508ms  |---Attack---->*  attack
21.508ms  |     x---Ack--|
33.970ms  *<-----Ack-----|  attack
answer-first  holds
agreement     holds
both-attack   holds
