# Split votes are given back
#
# All three give up and ask again, each after a time of its own. Change the seed, and somebody else
# is first.
protocol votes
nodes 3
seed 3
network delay 10ms
at 10ms P1 request
at 10ms P2 request
at 10ms P3 request
until 3s
expect mutual-exclusion holds
expect requests-granted holds
view at 150ms
----
           P1              P2              P3
 10.000ms  *               |               |  request
 10.000ms  |               *               |  request
 10.000ms  |               |               *  request
 20.000ms  *<----Request---|               |  sent 10.000ms; has lent its vote to P1
 20.000ms  *<----Request---+---------------|  sent 10.000ms; has lent its vote to P1
 20.000ms  |---Request---->*               |  sent 10.000ms; has lent its vote to P2
 20.000ms  |               *<----Request---|  sent 10.000ms; has lent its vote to P2
 20.000ms  |---------------+---Request---->*  sent 10.000ms; has lent its vote to P3
 20.000ms  |               |---Request---->*  sent 10.000ms; has lent its vote to P3
121.723ms  *               |               |  give-up
131.723ms  |-----Vote----->*               |  has the resource
131.723ms  |---Release---->|               |  sent 121.723ms
131.723ms  |---------------+---Release---->|  sent 121.723ms
153.010ms  |               |               *  give-up
161.723ms  |               *               |  exit
163.010ms  |<----Release---+---------------|  sent 153.010ms
163.010ms  |               *<-----Vote-----|  sent 153.010ms; no longer needs the vote of P3
163.010ms  |               |<----Release---|  sent 153.010ms
171.723ms  |<----Release---|               |  sent 161.723ms
171.723ms  |               |-----Vote----->*  sent 161.723ms; no longer needs the vote of P2
171.723ms  |               |---Release---->|  sent 161.723ms
173.010ms  |               |---Release---->|  sent 163.010ms
181.723ms  |               |<----Release---|  sent 171.723ms
243.282ms  *               |               |  ask-again
253.282ms  |---Request---->|               |
253.282ms  |---------------+---Request---->|  sent 243.282ms
263.282ms  *<-----Vote-----|               |  sent 253.282ms; has the resource
263.282ms  |<-----Vote-----+---------------|  sent 253.282ms
293.282ms  *               |               |  exit
303.282ms  |---Release---->|               |
303.282ms  |---------------+---Release---->|  sent 293.282ms
307.276ms  |               |               *  ask-again
317.276ms  |<----Request---+---------------|
317.276ms  |               |<----Request---|  sent 307.276ms
327.276ms  |---------------+-----Vote----->*  sent 317.276ms; has the resource
327.276ms  |               |-----Vote----->|  sent 317.276ms
357.276ms  |               |               *  exit
367.276ms  |<----Release---+---------------|
367.276ms  |               |<----Release---|  sent 357.276ms
mutual-exclusion  holds
requests-granted  holds
