# One event, three arrows
#
# A crash loses nothing here: clocks are on disk. Coming back is an event. What is asked
# of a node that is down does not happen, and a text may be left out.
protocol exchange
nodes 4
at 10ms P1 broadcast "all of you"
at 15ms crash P3
at 20ms P3 local "nobody is here"
at 50ms restart P3
at 60ms P3 send P1
at 70ms P2 local
delay Message P1->P3 1 to 30ms
expect clock-condition holds
expect strong-clock-condition holds
----
          P1             P2             P3             P4
10.000ms  |--------------+-all of you--x|              |  refused 30.000ms
15.000ms  |              |              X              |  crash
25.432ms  |-all of you-->|              :              |  sent 10.000ms
26.520ms  |--------------+--------------+-all of you-->|  sent 10.000ms
50.000ms  |              |              ^              |  restart
70.000ms  |              *              |              |  local
77.246ms  |<---Message---+--------------|              |  sent 60.000ms
clock-condition         holds
strong-clock-condition  holds
unused: at 20ms P3 local "nobody is here"
