# Seven runs: what is wrong with each?
#
# Each branch is a run of three processes that decide what they are told. Say which of the
# four properties it breaks before you look. In `different-from-all`, two are broken; in
# `main` and `who-crashed-owes-nothing`, none.
protocol consensus
set rule as-told
schedule manual
P1 propose 0
P2 propose 1
P3 propose 1
P1 decide 1
P2 decide 1
P3 decide 1
expect agreement holds
expect validity holds
expect integrity holds
expect termination holds
branch each-its-own at 3
P1 decide 0
P2 decide 1
P3 decide 1
expect agreement violated
expect validity holds
expect integrity holds
expect termination holds
branch what-nobody-wants at 0
P1 propose 1
P2 propose 1
P3 propose 1
P1 decide 0
P2 decide 0
P3 decide 0
expect agreement holds
expect validity violated
expect integrity holds
expect termination holds
branch one-never-decides at 3
P1 decide 1
P2 decide 1
expect agreement holds
expect validity holds
expect integrity holds
expect termination pending
branch a-change-of-mind at 3
P1 decide 1
P1 decide 0
P2 decide 1
P3 decide 1
expect agreement holds
expect validity holds
expect integrity violated
expect termination holds
branch different-from-all at 3 of what-nobody-wants
P1 decide 0
P2 decide 1
P3 decide 1
expect agreement violated
expect validity violated
expect integrity holds
expect termination holds
branch who-crashed-owes-nothing at 2
crash P3
P1 decide 1
P2 decide 1
expect agreement holds
expect validity holds
expect integrity holds
expect termination holds
----
P1    P2    P3
*     |     |  propose 0
|     *     |  propose 1
|     |     X  crash
*     |     :  decide 1; 1
|     *     :  decide 1; 1
agreement    holds
validity     holds
integrity    holds
termination  holds
