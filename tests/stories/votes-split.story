# Votes that are split
#
# Each of three has its own vote and waits for a second. Nothing can happen any more. Take out `set
# gives-up off`: whoever waits for too long gives its votes back, and chance decides.
protocol votes
nodes 3
network delay 10ms
set gives-up off
at 10ms P1 request
at 10ms P2 request
at 10ms P3 request
until 300ms
expect mutual-exclusion holds
expect requests-granted pending
view at 20ms
----
      P1              P2              P3
10ms  *               |               |  request
10ms  |               *               |  request
10ms  |               |               *  request
20ms  *<----Request---|               |  sent 10ms; has lent its vote to P1
20ms  *<----Request---+---------------|  sent 10ms; has lent its vote to P1
20ms  |---Request---->*               |  sent 10ms; has lent its vote to P2
20ms  |               *<----Request---|  sent 10ms; has lent its vote to P2
20ms  |---------------+---Request---->*  sent 10ms; has lent its vote to P3
20ms  |               |---Request---->*  sent 10ms; has lent its vote to P3
mutual-exclusion  holds, not tested yet
requests-granted  cannot any more
