# A round after which all is as before
#
# After these twelve deliveries P1 has 0, and P2 and P3 have 1, as in the beginning. Nobody has crashed
# and every message of the round has arrived. Do the same again: they never decide.
protocol ben-or
set doubt least
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
deliver Report P2->P1 1
deliver Report P1->P2 1
deliver Report P2->P3 1
deliver Proposal P2->P1 1
deliver Proposal P3->P2 1
deliver Proposal P1->P3 1
deliver Report P3->P1 1
deliver Report P3->P2 1
deliver Report P1->P3 1
deliver Proposal P3->P1 1
deliver Proposal P1->P2 1
deliver Proposal P2->P3 1
view properties termination
expect termination pending
----
      P1                 P2                 P3
 1ms  *                  |                  |  propose 0
 2ms  |                  *                  |  propose 1
 3ms  |                  |                  *  propose 1
 4ms  |<-----Report 1----|                  |  sent 2ms
 5ms  |----Report 0----->|                  |  sent 1ms
 6ms  |                  |----Report 1----->|  sent 2ms
 7ms  |<----Proposal ?---|                  |  sent 5ms
 7ms  |-Report 0-~       |                  |  under way
 7ms  |-----Report 0-----+-~                |  under way
 8ms  |                  |<----Proposal 1---|  sent 6ms
 8ms  |       ~-Report 1-|                  |  under way
 8ms  |                  |-Report 1-~       |  under way
 9ms  |------------------+---Proposal ?---->|  sent 4ms
 9ms  |                ~-+-----Report 1-----|  under way
 9ms  |                  |       ~-Report 1-|  under way
10ms  *<-----Report 1----+------------------|  sent 3ms; has gone on without it
11ms  |                  *<-----Report 1----|  sent 3ms; has gone on without it
12ms  |------------------+----Report 0----->*  sent 1ms; has gone on without it
13ms  *<----Proposal 1---+------------------|  sent 6ms; has gone on without it
14ms  |---Proposal ?---->*                  |  sent 4ms; has gone on without it
15ms  |                  |---Proposal ?---->*  sent 5ms; has gone on without it
agreement     holds, not tested yet
validity      holds, not tested yet
one-proposal  holds
termination   pending
