# A memory that is shared by messages
#
# The programs of C1 and C2 only add to a variable. Look at the messages under each addition:
# the page with the counter moves to whoever uses it. Then set the delay to 100ms.
protocol counter
nodes Machine Server C1 C2
set memory shared
set step 1ms
network delay 10ms
at 10ms C1 increment
at 12ms C2 increment
at 14ms C1 increment
until 200ms
expect all-done holds
expect every-addition-counts holds
view at 40ms
----
      Machine  Server     C1         C2
10ms  |        |          *          |  increment
12ms  |        |          |          *  increment
14ms  |        |          *          |  increment
20ms  |        |<--Fetch--|          |  sent 10ms
22ms  |        |<--Fetch--+----------|  sent 12ms
30ms  |        |--Page--->|          |  sent 20ms
31ms  |        |          *          |  first-thread; adds one: 1
32ms  |        |-Recall-->|          |  sent 22ms
42ms  |        |<--Fetch--|          |
42ms  |        |<---Page--|          |  sent 32ms
52ms  |        |----------+--Page--->|
52ms  |        |----------+-Recall-->|  sent 42ms
53ms  |        |          |          *  first-thread; adds one: 2
63ms  |        |<---Page--+----------|
73ms  |        |--Page--->|          |
74ms  |        |          *          |  first-thread; adds one: 3
every-addition-counts  holds
all-done               holds
