# The acknowledgement is captured: A cannot tell whether B will come, and B attacks alone.
protocol two-generals
schedule manual
A plan dawn
deliver Attack A->B
drop Ack B->A
expect agreement pending
expect answer-first holds
----
A              B
*              |  plan dawn
|---Attack---->*  attack
|     x---Ack--|
answer-first  holds
agreement     pending
both-attack   pending
