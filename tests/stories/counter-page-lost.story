# The page is lost with the machine that had it
#
# C1 stops while the page is there. Look at C2: its program only reads a variable, and the read
# never ends. Bring C1 back at 60ms; it does not help.
protocol counter
nodes Machine Server C1 C2
set memory shared
set step 1ms
network delay 10ms
at 10ms C1 increment
at 35ms crash C1
at 40ms C2 increment
until 200ms
expect all-done pending
view at 40ms
----
      Machine  Server     C1    C2
10ms  |        |          *     |  increment
20ms  |        |<--Fetch--|     |
30ms  |        |--Page--->|     |
31ms  |        |          *     |  first-thread; adds one: 1
35ms  |        |          X     |  crash
40ms  |        |          :     *  increment
50ms  |        |<--Fetch--+-----|
50ms  |        |-Recall--x:     |  refused 60ms
every-addition-counts  holds
all-done               cannot any more
left no-loss: Recall Server->C1 1 found its receiver down.
