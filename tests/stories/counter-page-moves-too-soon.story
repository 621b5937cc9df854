# The page moves between a read and the write that follows
#
# C1 reads 0, and then the page goes to C2 and comes back. C1 writes what it had read, plus one.
# Shared memory needs locks too.
protocol counter read-then-write
nodes Machine Server C1 C2
set memory shared
set step 12ms
network delay 10ms
at 10ms C1 increment
at 10ms C2 increment
until 200ms
expect every-addition-counts violated
view at 60ms
----
       Machine  Server     C1         C2
 10ms  |        |          *          |  increment
 10ms  |        |          |          *  increment
 20ms  |        |<--Fetch--|          |  sent 10ms
 20ms  |        |<--Fetch--+----------|  sent 10ms
 30ms  |        |--Page--->|          |  sent 20ms
 30ms  |        |-Recall-->|          |  sent 20ms
 42ms  |        |          *          |  first-thread; reads 0
 52ms  |        |<--Fetch--|          |
 52ms  |        |<---Page--|          |  sent 42ms
 62ms  |        |----------+--Page--->|
 62ms  |        |----------+-Recall-->|  sent 52ms
 74ms  |        |          |          *  first-thread; reads 0
 84ms  |        |<--Fetch--+----------|
 84ms  |        |<---Page--+----------|  sent 74ms
 94ms  |        |--Page--->|          |
 94ms  |        |-Recall-->|          |  sent 84ms
106ms  |        |          *          |  first-thread; writes 1
116ms  |        |<---Page--|          |
126ms  |        |----------+--Page--->|
138ms  |        |          |          *  first-thread; writes 1
every-addition-counts  violated: 2 additions are done, and the counter of Server is 1. (C2 at 138ms)
all-done               holds
