# PBFT: one reply is believed
#
# The client believes a single reply, and the first comes from a liar.
# Do: Take the variant out of the first line.
# Look for: The first reply comes from the liar; a second equal one would have to come from an honest replica.
protocol pbft one-reply
nodes 4
clients 1
traitors R4
schedule manual
C1 do x
forge Reply R4->C1 1 7
expect answers-are-true violated
----
R1    R2    R3    R4          C1
|     |     |     |           *  do x
|     |     |~----+--Request--|  under way
|     |     |     *           |  forged Reply
|     |     |     |--Reply--->*  forged; takes 7 for the answer
one-prepared       holds, not tested yet
one-order          holds, not tested yet
commits-are-known  holds, not tested yet
answers-are-true   violated: C1 takes 7 for the answer to request 1, which no honest replica has given. (C1)
requests-executed  pending
