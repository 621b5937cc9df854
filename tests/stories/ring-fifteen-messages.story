# Numbers that fall along the ring: fifteen messages
#
# All five begin, as with nine messages. Look how far each number gets: 5 goes all the way round, 4
# until it meets 5, and so on.
protocol ring
network delay 10ms
start P1 number 5
start P2 number 4
start P3 number 3
start P4 number 2
start P5 number 1
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
 20ms  *<--Election-+------------+------------+------------|  takes 1 out
 20ms  |-Election-->|            |            |            |  sent 10ms
 20ms  |            |-Election-->|            |            |  sent 10ms
 20ms  |            |            |-Election-->|            |  sent 10ms
 20ms  |            |            |            |-Election-->|  sent 10ms
 30ms  *<--Election-+------------+------------+------------|  takes 2 out
 30ms  |            |-Election-->|            |            |  sent 20ms
 30ms  |            |            |-Election-->|            |  sent 20ms
 30ms  |            |            |            |-Election-->|  sent 20ms
 40ms  *<--Election-+------------+------------+------------|  takes 3 out
 40ms  |            |            |-Election-->|            |  sent 30ms
 40ms  |            |            |            |-Election-->|  sent 30ms
 50ms  *<--Election-+------------+------------+------------|  takes 4 out
 50ms  |            |            |            |-Election-->|  sent 40ms
 60ms  *<--Election-+------------+------------+------------|  leader P1
 70ms  |--Elected-->*            |            |            |  leader P1
 80ms  |            |--Elected-->*            |            |  leader P1
 90ms  |            |            |--Elected-->*            |  leader P1
100ms  |            |            |            |--Elected-->*  leader P1
110ms  |<--Elected--+------------+------------+------------|
one-elected       holds
greatest-elected  holds
all-know          holds
