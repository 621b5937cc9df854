# A bold general does not wait for the answer. The plan is captured, and he attacks alone.
protocol two-generals bold
schedule manual
A plan dawn
drop Attack A->B
expect answer-first violated
expect agreement pending
----
A              B
*              |  plan dawn; attack
|-Attack-x     |
answer-first  violated: A attacks without an answer. (A)
agreement     pending
both-attack   pending
