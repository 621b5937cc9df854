# Accepted before any block has it
#
# The payment is accepted as soon as it is heard of. One block found in secret is enough to take it back.
protocol longest-chain unconfirmed
nodes 2
set attacker 10
schedule manual
M2 pay
fire M2 find-block
deliver Payment M2->M1
fire M2 find-block
deliver Block M2->M1
expect accepted-stays violated
----
M1                     M2
|                      *  pay
|                      *  find-block; finds M2.1-, and keeps it secret
*<-------Payment-------|  paid
|                      *  find-block; finds M2.2, and keeps it secret; shows its chain, which is 2 blocks…
|<----M2.2, height 2---|
longest-chain     holds
accepted-stays    violated, not promised: M1 had accepted the payment, and in M2.1- of its chain the coin goes back. (M1)
payment-accepted  holds
same-chain        holds
