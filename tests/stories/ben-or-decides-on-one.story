# One proposal is not enough
#
# P2 decides 1 since P3 proposes it. P1 has not heard of that proposal, and goes on with 0, which is
# decided two rounds later.
protocol ben-or decides-on-one
set doubt least
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
deliver Report P2->P3 1
deliver Report P1->P2 1
deliver Proposal P3->P2 1
deliver Report P2->P1 1
deliver Proposal P2->P1 1
deliver Report P2->P1 2
deliver Report P1->P2 2
deliver Proposal P2->P1 2
deliver Proposal P1->P2 2
deliver Report P2->P1 3
deliver Report P1->P2 3
deliver Proposal P2->P1 3
view properties agreement
expect agreement violated
----
      P1                 P2                 P3
 1ms  *                  |                  |  propose 0
 1ms  |-----Report 0-----+-~                |  under way
 2ms  |                  *                  |  propose 1
 3ms  |                  |                  *  propose 1
 3ms  |                ~-+-----Report 1-----|  under way
 3ms  |                  |       ~-Report 1-|  under way
 4ms  |                  |----Report 1----->|  sent 2ms
 4ms  |                ~-+----Proposal 1----|  under way
 5ms  |----Report 0----->|                  |  sent 1ms
 5ms  |                  |-Proposal ?-~     |  under way
 6ms  |                  *<----Proposal 1---|  sent 4ms; 1
 6ms  |                  |-Report 1-~       |  under way
 7ms  |<-----Report 1----|                  |  sent 2ms
 7ms  |-Proposal ?-~     |                  |  under way
 7ms  |----Proposal ?----+-~                |  under way
 8ms  |<----Proposal ?---|                  |  sent 5ms
 8ms  |-----Report 0-----+-~                |  under way
 9ms  |<-----Report 1----|                  |  sent 6ms
 9ms  |----Proposal ?----+-~                |  under way
10ms  |----Report 0----->|                  |  sent 8ms
10ms  |                  |-Proposal ?-~     |  under way
11ms  |<----Proposal ?---|                  |
11ms  |-----Report 0-----+-~                |  under way
12ms  |---Proposal ?---->|                  |  sent 9ms
12ms  |                  |-Report 0-~       |  under way
13ms  |<-----Report 0----|                  |
13ms  |-Proposal 0-~     |                  |  under way
13ms  |----Proposal 0----+-~                |  under way
14ms  |----Report 0----->|                  |  sent 11ms
14ms  |                  |-Proposal 0-~     |  under way
15ms  *<----Proposal 0---|                  |  0
15ms  |-Report 0-~       |                  |  under way
15ms  |-----Report 0-----+-~                |  under way
agreement     violated: P2 decided 1, and P1 decided 0. (P1 at 15ms)
validity      holds
one-proposal  holds
termination   pending
