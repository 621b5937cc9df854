# Two blocks at once
#
# M1 and M2 find a block before they hear of each other. Each stays with its own until a longer chain comes.
# Do: Let M2 find the next block instead of M1.
# Look for: M2 leaves the block that it has found itself. Of a fork, one branch is left.
protocol longest-chain
nodes 3
schedule manual
fire M1 find-block
fire M2 find-block
deliver Block M1->M2
deliver Block M2->M1
deliver Block M1->M3
deliver Block M2->M3
fire M1 find-block
deliver Block M1->M2 2
deliver Block M1->M3 2
expect same-chain holds
----
     M1                     M2                     M3
1ms  *                      |                      |  find-block
2ms  |                      *                      |  find-block
3ms  |---M1.1, height 1---->*                      |  sent 1ms; stays with M2.1: the chain of M1.1 is no longer
4ms  *<----M2.1, height 1---|                      |  sent 2ms; stays with M1.1: the chain of M2.1 is no longer
5ms  |----------------------+---M1.1, height 1---->|  sent 1ms
6ms  |                      |---M2.1, height 1---->*  sent 2ms; stays with M1.1: the chain of M2.1 is no longer
7ms  *                      |                      |  find-block
8ms  |---M1.2, height 2---->*                      |  goes over to the longer chain of M1.2, and leaves 1 block
9ms  |----------------------+---M1.2, height 2---->|  sent 7ms
longest-chain     holds
accepted-stays    holds, not promised, not tested yet
payment-accepted  holds, not tested yet
same-chain        holds
