# A vote for each node
#
# The attacker has a hundredth of the power and appears as six nodes. Where each node has an equal share in finding
# blocks, that is two thirds of them. Names cost nothing; work does.
# Do: Write `protocol longest-chain` without `counts-nodes`: the names are good for nothing any more.
# Look for: M4 finds most of the blocks.
protocol longest-chain counts-nodes
nodes 4
set attacker 1
set identities 6
set confirmations 2
network delay 2ms
at 0ms M4 pay
until 1500ms
expect accepted-stays violated
----
          M1                   M2                   M3                   M4
   0.0ms  |                    |                    |                    *  pay
  13.0ms  |                    |                    |                    *  find-block; finds M4.1-, and keeps it secret
  15.0ms  |<------Payment------+--------------------+--------------------|
  15.0ms  |                    |<------Payment------+--------------------|  sent 13.0ms
  15.0ms  |                    |                    |<------Payment------|  sent 13.0ms
 300.6ms  |                    |                    |                    *  find-block; finds M4.2, and keeps it secret
 302.3ms  |                    |                    *                    |  find-block
 304.3ms  |<--M3.1+, height 1--+--------------------|                    |
 304.3ms  |                    |<--M3.1+, height 1--|                    |  sent 302.3ms
 304.3ms  |                    |                    |--M3.1+, height 1-->|  sent 302.3ms
 363.1ms  *                    |                    |                    |  find-block; paid
 365.1ms  |--M1.1, height 2--->*                    |                    |  paid
 365.1ms  |--------------------+--M1.1, height 2--->*                    |  sent 363.1ms; paid
 365.1ms  |--------------------+--------------------+--M1.1, height 2--->|  sent 363.1ms
 425.5ms  |                    |                    |                    *  find-block; finds M4.3, and keeps it secret; shows its chain, which is 1 block …
 427.5ms  *<---M4.3, height 3--+--------------------+--------------------|  goes over to the longer chain of M4.3, and leaves 2 blocks
 427.5ms  |                    *<---M4.3, height 3--+--------------------|  sent 425.5ms; goes over to the longer chain of M4.3, and leaves 2 blocks
 427.5ms  |                    |                    *<---M4.3, height 3--|  sent 425.5ms; goes over to the longer chain of M4.3, and leaves 2 blocks
 509.5ms  |                    |                    |                    *  find-block
 511.5ms  |<---M4.4, height 4--+--------------------+--------------------|
 511.5ms  |                    |<---M4.4, height 4--+--------------------|  sent 509.5ms
 511.5ms  |                    |                    |<---M4.4, height 4--|  sent 509.5ms
 617.2ms  |                    |                    |                    *  find-block
 619.2ms  |<---M4.5, height 5--+--------------------+--------------------|
 619.2ms  |                    |<---M4.5, height 5--+--------------------|  sent 617.2ms
 619.2ms  |                    |                    |<---M4.5, height 5--|  sent 617.2ms
 634.3ms  |                    |                    *                    |  find-block
 636.3ms  |<---M3.2, height 6--+--------------------|                    |
 636.3ms  |                    |<---M3.2, height 6--|                    |  sent 634.3ms
 636.3ms  |                    |                    |--M3.2, height 6--->|  sent 634.3ms
 713.6ms  |                    |                    |                    *  find-block
 715.6ms  |<---M4.6, height 7--+--------------------+--------------------|
 715.6ms  |                    |<---M4.6, height 7--+--------------------|  sent 713.6ms
 715.6ms  |                    |                    |<---M4.6, height 7--|  sent 713.6ms
 781.2ms  |                    |                    |                    *  find-block
 783.2ms  |<---M4.7, height 8--+--------------------+--------------------|
 783.2ms  |                    |<---M4.7, height 8--+--------------------|  sent 781.2ms
 783.2ms  |                    |                    |<---M4.7, height 8--|  sent 781.2ms
 836.5ms  |                    |                    |                    *  find-block
 838.5ms  |<---M4.8, height 9--+--------------------+--------------------|
 838.5ms  |                    |<---M4.8, height 9--+--------------------|  sent 836.5ms
 838.5ms  |                    |                    |<---M4.8, height 9--|  sent 836.5ms
 985.4ms  |                    |                    |                    *  find-block
 987.4ms  |<--M4.9, height 10--+--------------------+--------------------|
 987.4ms  |                    |<--M4.9, height 10--+--------------------|  sent 985.4ms
 987.4ms  |                    |                    |<--M4.9, height 10--|  sent 985.4ms
1011.9ms  |                    |                    |                    *  find-block
1013.9ms  |<--M4.10, height 11-+--------------------+--------------------|
1013.9ms  |                    |<--M4.10, height 11-+--------------------|  sent 1011.9ms
1013.9ms  |                    |                    |<--M4.10, height 11-|  sent 1011.9ms
1034.3ms  |                    |                    *                    |  find-block
1036.3ms  |<--M3.3, height 12--+--------------------|                    |
1036.3ms  |                    |<--M3.3, height 12--|                    |  sent 1034.3ms
1036.3ms  |                    |                    |--M3.3, height 12-->|  sent 1034.3ms
1214.5ms  |                    |                    |                    *  find-block
1216.5ms  |<--M4.11, height 13-+--------------------+--------------------|
1216.5ms  |                    |<--M4.11, height 13-+--------------------|  sent 1214.5ms
1216.5ms  |                    |                    |<--M4.11, height 13-|  sent 1214.5ms
1253.8ms  |                    |                    |                    *  find-block
1255.8ms  |<--M4.12, height 14-+--------------------+--------------------|
1255.8ms  |                    |<--M4.12, height 14-+--------------------|  sent 1253.8ms
1255.8ms  |                    |                    |<--M4.12, height 14-|  sent 1253.8ms
1371.0ms  |                    |                    |                    *  find-block
1373.0ms  |<--M4.13, height 15-+--------------------+--------------------|
1373.0ms  |                    |<--M4.13, height 15-+--------------------|  sent 1371.0ms
1373.0ms  |                    |                    |<--M4.13, height 15-|  sent 1371.0ms
1407.7ms  |                    |                    *                    |  find-block
1409.7ms  |<--M3.4, height 16--+--------------------|                    |
1409.7ms  |                    |<--M3.4, height 16--|                    |  sent 1407.7ms
1409.7ms  |                    |                    |--M3.4, height 16-->|  sent 1407.7ms
longest-chain     holds
accepted-stays    violated, not promised: M1 had accepted the payment, and in M4.1- of its chain the coin goes back. (M1 at 427.5ms)
payment-accepted  holds
same-chain        holds
