# Numbers that grow along the ring: nine messages
#
# All five begin. Each number but the greatest is taken out by the next process. Exchange the
# numbers of P1 and P5 with `start` lines, and count again.
protocol ring
network delay 10ms
at 10ms P1 elect
at 10ms P2 elect
at 10ms P3 elect
at 10ms P4 elect
at 10ms P5 elect
until 300ms
expect one-elected holds
expect all-know holds
view at 20ms
----
       P1           P2           P3           P4           P5
 10ms  *            |            |            |            |  elect
 10ms  |            *            |            |            |  elect
 10ms  |            |            *            |            |  elect
 10ms  |            |            |            *            |  elect
 10ms  |            |            |            |            *  elect
 20ms  |<--Election-+------------+------------+------------|
 20ms  |-Election-->*            |            |            |  sent 10ms; takes 1 out
 20ms  |            |-Election-->*            |            |  sent 10ms; takes 2 out
 20ms  |            |            |-Election-->*            |  sent 10ms; takes 3 out
 20ms  |            |            |            |-Election-->*  sent 10ms; takes 4 out
 30ms  |-Election-->|            |            |            |  sent 20ms
 40ms  |            |-Election-->|            |            |
 50ms  |            |            |-Election-->|            |
 60ms  |            |            |            |-Election-->*  leader P5
 70ms  *<--Elected--+------------+------------+------------|  leader P5
 80ms  |--Elected-->*            |            |            |  leader P5
 90ms  |            |--Elected-->*            |            |  leader P5
100ms  |            |            |--Elected-->*            |  leader P5
110ms  |            |            |            |--Elected-->|
one-elected       holds
greatest-elected  holds
all-know          holds
