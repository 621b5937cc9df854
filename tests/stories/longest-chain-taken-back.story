# A payment is taken back
#
# M3 has found a block in secret, and pays. Its secret chain gives the coin back to itself. One confirmation is
# not much: M3 finds another block, and its chain is the longer one.
# Do: Write `set confirmations 3`.
# Look for: M1 and M2 have accepted the payment, and go over to a chain in which the coin goes back.
protocol longest-chain
nodes 3
set confirmations 1
set attacker 40
schedule manual
M3 pay
fire M3 find-block
deliver Payment M3->M1
deliver Payment M3->M2
fire M1 find-block
deliver Block M1->M2
deliver Block M1->M3
fire M3 find-block
deliver Block M3->M1
deliver Block M3->M2
expect accepted-stays violated
----
      M1                      M2                      M3
 1ms  |                       |                       *  pay
 2ms  |                       |                       *  find-block; finds M3.1-, and keeps it secret
 3ms  |<--------Payment-------+-----------------------|
 4ms  |                       |<--------Payment-------|  sent 2ms
 5ms  *                       |                       |  find-block; paid
 6ms  |---M1.1+, height 1---->*                       |  paid
 7ms  |-----------------------+---M1.1+, height 1---->|  sent 5ms
 8ms  |                       |                       *  find-block; finds M3.2, and keeps it secret; shows its chain, which is 1 block …
 9ms  *<----M3.2, height 2----+-----------------------|  goes over to the longer chain of M3.2, and leaves 1 block
10ms  |                       *<----M3.2, height 2----|  sent 8ms; goes over to the longer chain of M3.2, and leaves 1 block
longest-chain     holds
accepted-stays    violated, not promised: M1 had accepted the payment, and in M3.1- of its chain the coin goes back. (M1 at 9ms)
payment-accepted  holds
same-chain        holds
