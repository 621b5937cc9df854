# Names are good for nothing where work counts
#
# The same attacker, six names and a hundredth of the power. When it has found its first block it pays, and the others
# are soon ahead of it.
# Do: Write `set attacker 60`.
# Look for: M4 finds one block in all this time. With most of the power it takes the payment back.
protocol longest-chain
nodes 4
set attacker 1
set identities 6
set confirmations 2
network delay 2ms
at 0ms M4 pay
until 1500ms
expect accepted-stays holds
----
          M1                   M2                   M3                   M4
   0.0ms  |                    |                    |                    *  pay
 101.8ms  |                    |                    *                    |  find-block
 103.8ms  |<---M3.1, height 1--+--------------------|                    |
 103.8ms  |                    |<---M3.1, height 1--|                    |  sent 101.8ms
 103.8ms  |                    |                    |--M3.1, height 1--->|  sent 101.8ms
 122.3ms  *                    |                    |                    |  find-block
 124.3ms  |--M1.1, height 2--->|                    |                    |
 124.3ms  |--------------------+--M1.1, height 2--->|                    |  sent 122.3ms
 124.3ms  |--------------------+--------------------+--M1.1, height 2--->|  sent 122.3ms
 213.6ms  |                    |                    *                    |  find-block
 215.6ms  |<---M3.2, height 3--+--------------------|                    |
 215.6ms  |                    |<---M3.2, height 3--|                    |  sent 213.6ms
 215.6ms  |                    |                    |--M3.2, height 3--->|  sent 213.6ms
 348.3ms  |                    |                    *                    |  find-block
 350.3ms  |<---M3.3, height 4--+--------------------|                    |
 350.3ms  |                    |<---M3.3, height 4--|                    |  sent 348.3ms
 350.3ms  |                    |                    |--M3.3, height 4--->|  sent 348.3ms
 474.0ms  |                    |                    *                    |  find-block
 476.0ms  |<---M3.4, height 5--+--------------------|                    |
 476.0ms  |                    |<---M3.4, height 5--|                    |  sent 474.0ms
 476.0ms  |                    |                    |--M3.4, height 5--->|  sent 474.0ms
 630.8ms  |                    |                    *                    |  find-block
 632.8ms  |<---M3.5, height 6--+--------------------|                    |
 632.8ms  |                    |<---M3.5, height 6--|                    |  sent 630.8ms
 632.8ms  |                    |                    |--M3.5, height 6--->|  sent 630.8ms
 668.2ms  *                    |                    |                    |  find-block
 670.2ms  |--M1.2, height 7--->|                    |                    |
 670.2ms  |--------------------+--M1.2, height 7--->|                    |  sent 668.2ms
 670.2ms  |--------------------+--------------------+--M1.2, height 7--->|  sent 668.2ms
 712.0ms  |                    *                    |                    |  find-block
 714.0ms  |<---M2.1, height 8--|                    |                    |
 714.0ms  |                    |--M2.1, height 8--->|                    |  sent 712.0ms
 714.0ms  |                    |--------------------+--M2.1, height 8--->|  sent 712.0ms
 762.6ms  *                    |                    |                    |  find-block
 764.6ms  |--M1.3, height 9--->|                    |                    |
 764.6ms  |--------------------+--M1.3, height 9--->|                    |  sent 762.6ms
 764.6ms  |--------------------+--------------------+--M1.3, height 9--->|  sent 762.6ms
 861.6ms  |                    |                    |                    *  find-block; finds M4.1-, and keeps it secret
 863.6ms  |<------Payment------+--------------------+--------------------|
 863.6ms  |                    |<------Payment------+--------------------|  sent 861.6ms
 863.6ms  |                    |                    |<------Payment------|  sent 861.6ms
 972.7ms  |                    *                    |                    |  find-block
 974.7ms  |<--M2.2+, height 10-|                    |                    |
 974.7ms  |                    |-M2.2+, height 10-->|                    |  sent 972.7ms
 974.7ms  |                    |--------------------+-M2.2+, height 10-->|  sent 972.7ms
1072.1ms  |                    *                    |                    |  find-block; paid
1074.1ms  *<--M2.3, height 11--|                    |                    |  paid
1074.1ms  |                    |--M2.3, height 11-->*                    |  sent 1072.1ms; paid
1074.1ms  |                    |--------------------+--M2.3, height 11-->|  sent 1072.1ms
1074.3ms  *                    |                    |                    |  find-block
1076.3ms  |--M1.4, height 12-->|                    |                    |
1076.3ms  |--------------------+--M1.4, height 12-->|                    |  sent 1074.3ms
1076.3ms  |--------------------+--------------------+--M1.4, height 12-->|  sent 1074.3ms
1348.7ms  |                    |                    *                    |  find-block
1350.7ms  |<--M3.6, height 13--+--------------------|                    |
1350.7ms  |                    |<--M3.6, height 13--|                    |  sent 1348.7ms
1350.7ms  |                    |                    |--M3.6, height 13-->|  sent 1348.7ms
longest-chain     holds
accepted-stays    holds, not promised
payment-accepted  holds
same-chain        holds
