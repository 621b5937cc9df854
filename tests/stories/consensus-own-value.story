# Everybody decides what it proposes itself: no agreement
#
# Nobody waits, nobody can be held up, and only proposed values are decided, once each. It is
# of no use: P1 and P2 decide differently. Let all propose the same, and nothing is wrong.
protocol consensus
set rule own-value
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
view properties agreement
expect agreement violated
expect validity holds
expect integrity holds
expect termination holds
----
P1    P2    P3
*     |     |  propose 0; 0
|     *     |  propose 1; 1
|     |     *  propose 1; 1
agreement    violated: P1 decided 0, and P2 decided 1. (P2)
validity     holds
integrity    holds
termination  holds
