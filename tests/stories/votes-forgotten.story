# A vote that is lent twice
#
# P2 has lent its vote to P1, crashes, and comes back without knowing. It lends it to P3 as well.
protocol votes forgets-vote
nodes 3
schedule manual
P1 request
deliver Request P1->P2
deliver Vote P2->P1
crash P2
restart P2
P3 request
deliver Request P3->P2
deliver Vote P2->P3
expect mutual-exclusion violated
----
P1              P2              P3
*               |               |  request
|----Request----+-~             |  under way
|---Request---->|               |
*<-----Vote-----|               |  has the resource
|               X               |  crash
|               ^               |  restart
|               |               *  request
|             ~-+----Request----|  under way
|               |<----Request---|
|               |-----Vote----->*  has the resource
mutual-exclusion  violated: P3 has the resource while P1 has it. (P3)
requests-granted  holds
