# Both attack: the plan arrives, and so does the answer.
protocol two-generals
schedule manual
A plan dawn
deliver Attack A->B
deliver Ack B->A
expect both-attack holds
----
A              B
*              |  plan dawn
|---Attack---->*  attack
*<-----Ack-----|  attack
answer-first  holds
agreement     holds
both-attack   holds
