# From 0, 1, 1 to a decision of 1 in three deliveries
#
# P2 and P3 hear each other: both report 1, which is more than half. P3 then hears two proposals of
# 1, and with one crash at most everybody else hears one of them. Try to reach a decision of 0 from
# the same start: it takes seven deliveries.
protocol ben-or
set doubt least
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
deliver Report P3->P2 1
deliver Report P2->P3 1
deliver Proposal P2->P3 1
view properties agreement termination
expect agreement holds
----
     P1                 P2                 P3
1ms  *                  |                  |  propose 0
1ms  |-Report 0-~       |                  |  under way
1ms  |-----Report 0-----+-~                |  under way
2ms  |                  *                  |  propose 1
2ms  |       ~-Report 1-|                  |  under way
3ms  |                  |                  *  propose 1
3ms  |                ~-+-----Report 1-----|  under way
4ms  |                  |<-----Report 1----|
4ms  |     ~-Proposal 1-|                  |  under way
5ms  |                  |----Report 1----->|  sent 2ms
5ms  |                ~-+----Proposal 1----|  under way
5ms  |                  |     ~-Proposal 1-|  under way
6ms  |                  |---Proposal 1---->*  sent 4ms; 1
6ms  |                ~-+-----Report 1-----|  under way
6ms  |                  |       ~-Report 1-|  under way
agreement     holds
validity      holds
one-proposal  holds
termination   pending
