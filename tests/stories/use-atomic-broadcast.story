# Atomic broadcast: one consensus for each slot
#
# What is sent to all is proposed for the next slot. Slots are delivered in order, so all deliver the same messages
# in the same order, and whoever misses one waits until it is known.
# What to do: drop the Accept to S3 of the first message, and see when S3 applies the second.
# What to look for: the slots of all servers, from left to right.
protocol multi-paxos
nodes 3
clients 2
seed 3
at 400ms C1 put hello C1
at 402ms C2 put hello C2
until 700ms
view at 480ms
view properties state-machine-safety commands-answered
expect state-machine-safety holds
expect commands-answered holds
----
           S1            S2            S3           C1           C2
166.967ms  |             |             *            |            |  election-timeout
180.114ms  |             |<---Prepare--|            |            |
183.771ms  |<---Prepare--+-------------|            |            |  sent 166.967ms
192.015ms  |             |--Promise--->*            |            |  sent 180.114ms; leads 1.3
197.729ms  |-------------+--Promise--->|            |            |  sent 183.771ms
205.311ms  |<--Heartbeat-+-------------|            |            |  sent 192.015ms
206.177ms  |             |<--Heartbeat-|            |            |  sent 192.015ms
242.015ms  |             |             *            |            |  heartbeat
256.326ms  |<--Heartbeat-+-------------|            |            |
257.965ms  |             |<--Heartbeat-|            |            |  sent 242.015ms
292.015ms  |             |             *            |            |  heartbeat
303.548ms  |<--Heartbeat-+-------------|            |            |
311.622ms  |             |<--Heartbeat-|            |            |  sent 292.015ms
342.015ms  |             |             *            |            |  heartbeat
357.617ms  |<--Heartbeat-+-------------|            |            |
359.804ms  |             |<--Heartbeat-|            |            |  sent 342.015ms
392.015ms  |             |             *            |            |  heartbeat
400.000ms  |             |             |            *            |  put hello C1
402.000ms  |             |             |            |            *  put hello C2
405.242ms  |<--Heartbeat-+-------------|            |            |  sent 392.015ms
406.430ms  |             |<--Heartbeat-|            |            |  sent 392.015ms
410.056ms  |<---Request--+-------------+------------|            |  sent 400.000ms
412.169ms  |<---Request--+-------------+------------+------------|  sent 402.000ms
422.750ms  |-------------+-------------+-Redirect-->|            |  sent 410.056ms
429.402ms  |-------------+-------------+------------+-Redirect-->|  sent 412.169ms
434.888ms  |             |             |<--Request--|            |  sent 422.750ms
441.002ms  |             |             |<--Request--+------------|  sent 429.402ms
442.015ms  |             |             *            |            |  heartbeat
446.582ms  |             |<---Accept---|            |            |  sent 434.888ms
450.485ms  |<---Accept---+-------------|            |            |  sent 434.888ms
451.703ms  |<---Accept---+-------------|            |            |  sent 441.002ms
453.782ms  |<--Heartbeat-+-------------|            |            |  sent 442.015ms
457.974ms  |             |--Accepted-->*            |            |  sent 446.582ms; 1: put hello C1
459.558ms  |             |<---Accept---|            |            |  sent 441.002ms
460.823ms  |             |<--Heartbeat-|            |            |  sent 442.015ms
464.451ms  |-------------+--Accepted-->|            |            |  sent 450.485ms
469.625ms  |-------------+--Accepted-->*            |            |  sent 451.703ms; 2: put hello C2
470.412ms  |             |             |---Reply--->|            |  sent 457.974ms
476.968ms  |             |--Accepted-->|            |            |  sent 459.558ms
483.377ms  |             |             |------------+---Reply--->|  sent 469.625ms
492.015ms  |             |             *            |            |  heartbeat
505.760ms  *<--Heartbeat-+-------------|            |            |  1: put hello C1; 2: put hello C2
511.955ms  |             *<--Heartbeat-|            |            |  sent 492.015ms; 1: put hello C1; 2: put hello C2
542.015ms  |             |             *            |            |  heartbeat
557.840ms  |             |<--Heartbeat-|            |            |
561.219ms  |<--Heartbeat-+-------------|            |            |  sent 542.015ms
592.015ms  |             |             *            |            |  heartbeat
604.551ms  |<--Heartbeat-+-------------|            |            |
604.931ms  |             |<--Heartbeat-|            |            |  sent 592.015ms
642.015ms  |             |             *            |            |  heartbeat
658.822ms  |             |<--Heartbeat-|            |            |
661.486ms  |<--Heartbeat-+-------------|            |            |  sent 642.015ms
692.015ms  |             |             *            |            |  heartbeat
692.015ms  |           ~-+--Heartbeat--|            |            |  under way
692.015ms  |             | ~-Heartbeat-|            |            |  under way
slot-agreement          holds
validity                holds
learned-chosen          holds
chosen-stays-chosen     holds
one-command-per-ballot  holds
promises-kept           holds
state-machine-safety    holds
leader-elected          holds
commands-answered       holds
reads-are-current       holds, not tested yet
at-most-once            holds
