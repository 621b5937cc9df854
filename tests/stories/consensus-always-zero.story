# Everybody decides 0: nothing that was proposed
#
# All agree, at once and for good, without a message. But what they agree on has nothing to do
# with what they want.
protocol consensus
set rule always-zero
schedule manual
P1 propose 1
P2 propose 1
P3 propose 1
view properties validity
expect agreement holds
expect validity violated
expect integrity holds
expect termination holds
----
P1    P2    P3
*     |     |  propose 1; 0
|     *     |  propose 1; 0
|     |     *  propose 1; 0
agreement    holds
validity     violated: P1 decided 0, which nobody had proposed. (P1)
integrity    holds
termination  holds
