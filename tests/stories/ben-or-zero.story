# From the same start to a decision of 0 in seven deliveries
#
# P1 and P2 hear only each other: one reports 0 and the other 1, so neither proposes a value, and both
# take the least that they saw. In the next round both report 0.
protocol ben-or
set doubt least
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
deliver Report P2->P1 1
deliver Report P1->P2 1
deliver Proposal P2->P1 1
deliver Proposal P1->P2 1
deliver Report P2->P1 2
deliver Report P1->P2 2
deliver Proposal P2->P1 2
view properties agreement termination
expect agreement holds
----
      P1                 P2                 P3
 1ms  *                  |                  |  propose 0
 1ms  |-----Report 0-----+-~                |  under way
 2ms  |                  *                  |  propose 1
 2ms  |                  |-Report 1-~       |  under way
 3ms  |                  |                  *  propose 1
 3ms  |                ~-+-----Report 1-----|  under way
 3ms  |                  |       ~-Report 1-|  under way
 4ms  |<-----Report 1----|                  |  sent 2ms
 4ms  |----Proposal ?----+-~                |  under way
 5ms  |----Report 0----->|                  |  sent 1ms
 5ms  |                  |-Proposal ?-~     |  under way
 6ms  |<----Proposal ?---|                  |
 6ms  |-----Report 0-----+-~                |  under way
 7ms  |---Proposal ?---->|                  |  sent 4ms
 7ms  |                  |-Report 0-~       |  under way
 8ms  |<-----Report 0----|                  |
 8ms  |-Proposal 0-~     |                  |  under way
 8ms  |----Proposal 0----+-~                |  under way
 9ms  |----Report 0----->|                  |  sent 6ms
 9ms  |                  |-Proposal 0-~     |  under way
10ms  *<----Proposal 0---|                  |  0
10ms  |-Report 0-~       |                  |  under way
10ms  |-----Report 0-----+-~                |  under way
agreement     holds
validity      holds
one-proposal  holds
termination   pending
