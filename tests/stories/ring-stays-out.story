# Nobody is left who stands for election
#
# P2 takes out the number 1 and does not send its own. Nothing can happen any more. Let P2 begin an
# election too, and there is a leader.
protocol ring stays-out
nodes 2
schedule manual
P1 elect
deliver Election P1->P2
expect all-know pending
view at 2ms
----
P1               P2
*                |  elect
|---Election---->*  takes 1 out
one-elected       holds, not tested yet
greatest-elected  holds, not tested yet
all-know          pending
