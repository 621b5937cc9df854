# Consensus on who leads
#
# Each of the three proposes itself. The one that is chosen leads, and it is the same for all who learn it.
# What to do: give all three the same moment, 10ms.
# What to look for: more than one may try; one name is chosen.
protocol paxos
nodes 3
seed 5
at 10ms P1 propose P1
at 11ms P2 propose P2
at 12ms P3 propose P3
until 800ms
view at 100ms
view properties agreement value-learned
expect agreement holds
expect value-learned holds
----
          P1                     P2                     P3
10.000ms  *                      |                      |  propose P1; promises 1.1
11.000ms  |                      *                      |  propose P2; promises 1.2
12.000ms  |                      |                      *  propose P3; promises 1.3
24.414ms  *<-------Prepare-------|                      |  sent 11.000ms; promises 1.2
24.789ms  |                      |-------Prepare------->*  sent 11.000ms; refuses 1.2: it has promised 1.3
25.560ms  |                      *<-------Prepare-------|  sent 12.000ms; promises 1.3
28.272ms  |----------------------+-------Prepare------->*  sent 10.000ms; refuses 1.1: it has promised 1.3
29.549ms  *<-------Prepare-------+----------------------|  sent 12.000ms; promises 1.3
29.910ms  |-------Prepare------->*                      |  sent 10.000ms; refuses 1.1: it has promised 1.3
35.652ms  |                      |-------Promise------->*  sent 25.560ms; is free to propose P3; accepts P3 in 1.3
38.686ms  |-------Promise------->*                      |  sent 24.414ms; is free to propose P2; refuses 1.2: it has promised 1.3; gives u…
38.853ms  *<----PrepareRefused---+----------------------|  sent 28.272ms; gives up 1.1
41.870ms  |                      |<----PrepareRefused---|  sent 24.789ms
41.881ms  |----------------------+-------Promise------->|  sent 29.549ms
47.456ms  |<----PrepareRefused---|                      |  sent 29.910ms
48.748ms  *<--------Accept-------|                      |  sent 38.686ms; refuses 1.2: it has promised 1.3
50.836ms  |                      *<--------Accept-------|  sent 35.652ms; accepts P3 in 1.3
51.229ms  |                      *<-------Accepted------|  sent 35.652ms; P3
51.642ms  |                      |-------Accept-------->*  sent 38.686ms; refuses 1.2: it has promised 1.3
51.700ms  *<--------Accept-------+----------------------|  sent 35.652ms; accepts P3 in 1.3
53.451ms  *<-------Accepted------+----------------------|  sent 35.652ms; P3
60.581ms  |----AcceptRefused---->|                      |  sent 48.748ms
61.320ms  |                      |------Accepted------->*  sent 50.836ms; P3
63.541ms  |<-------Accepted------|                      |  sent 50.836ms
64.973ms  |------Accepted------->|                      |  sent 51.700ms
66.164ms  |----------------------+------Accepted------->|  sent 51.700ms
66.630ms  |                      |<----AcceptRefused----|  sent 51.642ms
agreement             holds
validity              holds
integrity             holds
learned-chosen        holds
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         holds
