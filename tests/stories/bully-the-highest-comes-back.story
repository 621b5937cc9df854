# The highest comes back
#
# P5 leads again as soon as it is back, and for ten milliseconds P4 does not know. Move the restart
# to 40ms, into the election.
protocol bully
network delay 10ms
at 10ms crash P5
at 20ms P4 suspect
at 150ms restart P5
until 300ms
expect one-leader violated
expect leader-known holds
view at 150ms
----
       P1              P2              P3              P4              P5
 10ms  |               |               |               |               X  crash
 20ms  |               |               |               *               :  suspect
 20ms  |               |               |               |---Election---x:  refused 30ms
 80ms  |               |               |               *               :  no-answer; leads
 90ms  |<--Coordinator-+---------------+---------------|               :
 90ms  |               |<--Coordinator-+---------------|               :  sent 80ms
 90ms  |               |               |<--Coordinator-|               :  sent 80ms
150ms  |               |               |               |               ^  restart; leads
160ms  |<--Coordinator-+---------------+---------------+---------------|
160ms  |               |<--Coordinator-+---------------+---------------|  sent 150ms
160ms  |               |               |<--Coordinator-+---------------|  sent 150ms
160ms  |               |               |               |<--Coordinator-|  sent 150ms
one-leader    violated, not promised: P5 and P4 both lead. The run had left no-restart before: P5 came back. (P5 at 150ms)
leader-known  holds
left no-restart: P5 came back.
