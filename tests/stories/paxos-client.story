# A client asks the next proposer
#
# P1 is down. C1 has no answer and asks P2, which has x chosen and says so. Then P1 comes
# back and is asked for y: the promises report x, and it can only confirm x.
protocol paxos
proposers 2
acceptors 3
learners 0
clients 1
network delay 10ms
at 0ms crash P1
at 10ms C1 propose x
at 300ms restart P1
at 310ms P1 propose y
until 400ms
expect agreement holds
expect value-learned holds
----
           P1                 P2           A1           A2           A3        C1
  0.000ms  X                  |            |            |            |         |  crash
 10.000ms  :                  |            |            |            |         *  propose x
 10.000ms  :x-----Request-----+------------+------------+------------+---------|  refused 20.000ms
210.000ms  :                  |            |            |            |         *  retry
220.000ms  :                  |<--Request--+------------+------------+---------|
230.000ms  :                  |--Prepare-->*            |            |         |  promises 1.2
230.000ms  :                  |------------+--Prepare-->*            |         |  sent 220.000ms; promises 1.2
230.000ms  :                  |------------+------------+--Prepare-->*         |  sent 220.000ms; promises 1.2
240.000ms  :                  |<--Promise--|            |            |         |  sent 230.000ms
240.000ms  :                  *<--Promise--+------------|            |         |  sent 230.000ms; is free to propose x
240.000ms  :                  |<--Promise--+------------+------------|         |  sent 230.000ms
250.000ms  :                  |--Accept--->*            |            |         |  sent 240.000ms; accepts x in 1.2
250.000ms  :                  |------------+--Accept--->*            |         |  sent 240.000ms; accepts x in 1.2
250.000ms  :                  |------------+------------+--Accept--->*         |  sent 240.000ms; accepts x in 1.2
260.000ms  :                  |<--Accepted-|            |            |         |  sent 250.000ms
260.000ms  :                  *<--Accepted-+------------|            |         |  sent 250.000ms; x
260.000ms  :                  |<--Accepted-+------------+------------|         |  sent 250.000ms
270.000ms  :                  |------------+------------+------------+-Reply-->|  sent 260.000ms
300.000ms  ^                  |            |            |            |         |  restart
310.000ms  *                  |            |            |            |         |  propose y
320.000ms  |------------------+--Prepare-->*            |            |         |  refuses 1.1: it has promised 1.2
320.000ms  |------------------+------------+--Prepare-->*            |         |  sent 310.000ms; refuses 1.1: it has promised 1.2
320.000ms  |------------------+------------+------------+--Prepare-->*         |  sent 310.000ms; refuses 1.1: it has promised 1.2
330.000ms  *<--PrepareRefused-+------------|            |            |         |  sent 320.000ms; gives up 1.1
330.000ms  |<--PrepareRefused-+------------+------------|            |         |  sent 320.000ms
330.000ms  |<--PrepareRefused-+------------+------------+------------|         |  sent 320.000ms
363.601ms  *                  |            |            |            |         |  retry
373.601ms  |------------------+--Prepare-->*            |            |         |  promises 2.1; has accepted x in 1.2
373.601ms  |------------------+------------+--Prepare-->*            |         |  sent 363.601ms; promises 2.1; has accepted x in 1.2
373.601ms  |------------------+------------+------------+--Prepare-->*         |  sent 363.601ms; promises 2.1; has accepted x in 1.2
383.601ms  |<-----Promise-----+------------|            |            |         |  sent 373.601ms
383.601ms  *<-----Promise-----+------------+------------|            |         |  sent 373.601ms; adopts x, accepted in 1.2
383.601ms  |<-----Promise-----+------------+------------+------------|         |  sent 373.601ms
393.601ms  |------------------+--Accept--->*            |            |         |  sent 383.601ms; accepts x in 2.1
393.601ms  |             ~----+--Accepted--|            |            |         |  under way
393.601ms  |------------------+------------+--Accept--->*            |         |  sent 383.601ms; accepts x in 2.1
393.601ms  |                  |~-----------+--Accepted--|            |         |  under way
393.601ms  |------------------+------------+------------+--Accept--->*         |  sent 383.601ms; accepts x in 2.1
393.601ms  |                  |      ~-----+------------+--Accepted--|         |  under way
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
