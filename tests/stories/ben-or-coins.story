# All toss the same side, and the next round decides
#
# In the first round nobody proposes a value, and all toss a coin. When all coins show 1, all report 1,
# and no order of messages keeps them from deciding. Change a side, and look at what becomes of it.
protocol ben-or
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
deliver Report P2->P1 1
deliver Report P1->P2 1
deliver Report P1->P3 1
deliver Proposal P2->P1 1
deliver Proposal P1->P2 1
deliver Proposal P1->P3 1
toss P1 coin 1 heads
toss P2 coin 1 heads
toss P3 coin 1 heads
deliver Report P2->P1 2
deliver Report P1->P2 2
deliver Proposal P2->P1 2
view properties agreement termination
expect agreement holds
----
      P1                 P2                 P3
 1ms  *                  |                  |  propose 0
 2ms  |                  *                  |  propose 1
 2ms  |                  |-Report 1-~       |  under way
 3ms  |                  |                  *  propose 1
 3ms  |                ~-+-----Report 1-----|  under way
 3ms  |                  |       ~-Report 1-|  under way
 4ms  |<-----Report 1----|                  |  sent 2ms
 5ms  |----Report 0----->|                  |  sent 1ms
 5ms  |                  |-Proposal ?-~     |  under way
 6ms  |------------------+----Report 0----->|  sent 1ms
 6ms  |                ~-+----Proposal ?----|  under way
 6ms  |                  |     ~-Proposal ?-|  under way
 7ms  |<----Proposal ?---|                  |  sent 5ms
 8ms  |---Proposal ?---->|                  |  sent 4ms
 9ms  |------------------+---Proposal ?---->|  sent 4ms
10ms  o                  |                  |  coin heads
10ms  |-----Report 1-----+-~                |  under way
11ms  |                  o                  |  coin heads
11ms  |                  |-Report 1-~       |  under way
12ms  |                  |                  o  coin heads
12ms  |                ~-+-----Report 1-----|  under way
12ms  |                  |       ~-Report 1-|  under way
13ms  |<-----Report 1----|                  |  sent 11ms
13ms  |-Proposal 1-~     |                  |  under way
13ms  |----Proposal 1----+-~                |  under way
14ms  |----Report 1----->|                  |  sent 10ms
14ms  |                  |-Proposal 1-~     |  under way
15ms  *<----Proposal 1---|                  |  1
15ms  |-Report 1-~       |                  |  under way
15ms  |-----Report 1-----+-~                |  under way
agreement     holds
validity      holds
one-proposal  holds
termination   pending
