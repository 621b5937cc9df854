# Whoever stays with the first chain
#
# Of two blocks at once each keeps its own, and no longer chain changes that: the miners never agree again.
protocol longest-chain first-seen
nodes 2
schedule manual
fire M1 find-block
fire M2 find-block
deliver Block M2->M1
fire M1 find-block
deliver Block M1->M2 2
expect longest-chain violated
----
M1                     M2
*                      |  find-block
|-M1.1, height 1-~     |  under way
|                      *  find-block
*<----M2.1, height 1---|  stays with M1.1: the chain of M2.1 is no longer
*                      |  find-block
|---M1.2, height 2---->*  stays with M2.1, which it has seen first
longest-chain     violated: M2 was shown M1.2, height 2, and stays on a chain of 1 block. (M2)
accepted-stays    holds, not promised, not tested yet
payment-accepted  holds, not tested yet
same-chain        pending
