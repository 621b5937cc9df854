# Who has the resource crashes
#
# Its votes do not come back, and nobody can tell that from a holder that takes its time. Restart P1
# at 150ms: then it gives them back. A lease would end by itself.
protocol votes
nodes 3
network delay 10ms
set gives-up off
at 10ms P1 request
at 35ms crash P1
at 50ms P3 request
until 300ms
expect requests-granted pending
view at 35ms
----
      P1              P2              P3
10ms  *               |               |  request
20ms  |---Request---->|               |
20ms  |---------------+---Request---->|  sent 10ms
30ms  *<-----Vote-----|               |  sent 20ms; has the resource
30ms  |<-----Vote-----+---------------|  sent 20ms
35ms  X               |               |  crash
50ms  :               |               *  request
50ms  :x----Request---+---------------|  refused 60ms
60ms  :               *<----Request---|  has lent its vote to P1
mutual-exclusion  holds
requests-granted  cannot any more
