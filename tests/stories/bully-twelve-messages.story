# P5 is down, and P2 notices: twelve messages
#
# Let P1 suspect the leader in place of P2, then P4. Count the messages: whoever is lower asks
# more, and each that it asks holds an election too.
protocol bully
network delay 10ms
at 10ms crash P5
at 20ms P2 suspect
until 300ms
expect one-leader holds
expect leader-known holds
view at 20ms
----
       P1              P2              P3              P4           P5
 10ms  |               |               |               |            X  crash
 20ms  |               *               |               |            :  suspect
 20ms  |               |---------------+---------------+-Election--x:  refused 30ms
 30ms  |               |---Election--->|               |            :
 30ms  |               |               |---------------+-Election--x:  refused 40ms
 30ms  |               |---------------+---Election--->|            :  sent 20ms
 30ms  |               |               |               |-Election--x:  refused 40ms
 40ms  |               |<------OK------|               |            :  sent 30ms
 40ms  |               |<------OK------+---------------|            :  sent 30ms
 40ms  |               |               |---Election--->|            :  sent 30ms
 50ms  |               |               |<------OK------|            :
 90ms  |               |               |               *            :  no-answer; leads
100ms  |<--Coordinator-+---------------+---------------|            :
100ms  |               |<--Coordinator-+---------------|            :  sent 90ms
100ms  |               |               |<--Coordinator-|            :  sent 90ms
one-leader    holds
leader-known  holds
