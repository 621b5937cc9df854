# Who decides its own value has not asked anybody
#
# A and B hand their values over and decide at once. What is delivered first comes too late.
protocol reduction own-first
nodes Broadcast A B
set builds consensus
schedule manual
A submit a
B submit b
expect agreement violated
view at 2ms
----
Broadcast         A                 B
|                 *                 |  submit a; a
|     ~-Broadcast-|                 |  under way
|                 |                 *  submit b; b
|               ~-+----Broadcast----|  under way
total-order     holds, not promised, not tested yet
delivered-once  holds, not promised, not tested yet
all-delivered   pending, not promised
agreement       violated: B decided b, and A decided a. (B)
validity        holds
all-decided     holds
