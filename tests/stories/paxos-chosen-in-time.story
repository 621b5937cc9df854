# Nothing is decided before messages are on time, and soon after
#
# Until 100 ms no ballot gets through: its promises come when P1 has given it up. From then on a message takes at most
# 10 ms, and a ballot takes four: Prepare, Promise, Accept, Accepted. So x is chosen by 100 ms, the time that P1 waits
# before its next ballot, and 40 ms. Delay what you like before: nothing wrong is ever chosen.
protocol paxos
proposers 1
acceptors 3
learners 0
model partially-synchronous 10ms from 100ms
network delay 40ms
set retry 40ms
set back-off 0ms..20ms
at 0ms P1 propose x
at 61ms network delay 21ms
at 100ms network delay 1ms..10ms
until 200ms
view at 100ms
view properties value-chosen
expect agreement holds
expect value-chosen holds
----
           P1           A1          A2          A3
  0.000ms  *            |           |           |  propose x
 40.000ms  |--Prepare-->*           |           |  promises 1.1
 40.000ms  |------------+-Prepare-->*           |  sent 0.000ms; promises 1.1
 40.000ms  |------------+-----------+-Prepare-->*  sent 0.000ms; promises 1.1
 48.670ms  *            |           |           |  retry
 80.000ms  |<--Promise--|           |           |  sent 40.000ms
 80.000ms  |<--Promise--+-----------|           |  sent 40.000ms
 80.000ms  |<--Promise--+-----------+-----------|  sent 40.000ms
 88.670ms  |--Prepare-->*           |           |  sent 48.670ms; promises 2.1
 88.670ms  |------------+-Prepare-->*           |  sent 48.670ms; promises 2.1
 88.670ms  |------------+-----------+-Prepare-->*  sent 48.670ms; promises 2.1
109.670ms  |<--Promise--|           |           |  sent 88.670ms
109.670ms  *<--Promise--+-----------|           |  sent 88.670ms; is free to propose x
109.670ms  |<--Promise--+-----------+-----------|  sent 88.670ms
113.064ms  |--Accept--->*           |           |  sent 109.670ms; accepts x in 2.1
114.656ms  |<--Accepted-|           |           |
115.397ms  |------------+-----------+--Accept-->*  sent 109.670ms; accepts x in 2.1
115.551ms  *            |           |           |  retry
116.534ms  |------------+--Accept-->*           |  sent 109.670ms; accepts x in 2.1
119.120ms  |------------+-----------+-Prepare-->*  sent 115.551ms; promises 3.1; has accepted x in 2.1
121.827ms  |<--Promise--+-----------+-----------|
122.066ms  |------------+-Prepare-->*           |  sent 115.551ms; promises 3.1; has accepted x in 2.1
122.540ms  |--Prepare-->*           |           |  sent 115.551ms; promises 3.1; has accepted x in 2.1
123.408ms  *<--Accepted-+-----------+-----------|  sent 115.397ms; x
123.874ms  |<--Accepted-+-----------|           |  sent 116.534ms
130.076ms  |<--Promise--+-----------|           |  sent 122.066ms
130.532ms  |<--Promise--|           |           |  sent 122.540ms
agreement             holds
validity              holds
integrity             holds
learned-chosen        holds
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         holds
