# A decision that is taken back is none
#
# All wait for all, and first decide the same. Then P2 and P3 decide again, each what it had
# proposed itself. Whoever acted upon the first decision cannot undo that.
protocol consensus
set rule twice
network delay 10ms
at 10ms P1 propose 0
at 10ms P2 propose 1
at 10ms P3 propose 1
until 50ms
view properties integrity
expect agreement holds
expect validity holds
expect integrity violated
expect termination holds
----
      P1               P2               P3
10ms  *                |                |  propose 0
10ms  |                *                |  propose 1
10ms  |                |                *  propose 1
20ms  |<----Proposed---|                |  sent 10ms
20ms  *<----Proposed---+----------------|  sent 10ms; 0
20ms  |---Proposed---->|                |  sent 10ms
20ms  |                *<----Proposed---|  sent 10ms; 0; 1
20ms  |----------------+---Proposed---->|  sent 10ms
20ms  |                |---Proposed---->*  sent 10ms; 0; 1
agreement    holds
validity     holds
integrity    violated: P2 decided 0, and then 1. (P2 at 20ms)
termination  holds
