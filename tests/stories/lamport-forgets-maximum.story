# Lamport times that ignore the message
#
# Not one of the four messages is received later than it is sent: m2 is sent at 2 and
# received at 1, m1 at 2 and 2, m3 at 3 and 3, m4 at 4 and 4.
protocol exchange lamport-forgets-maximum
nodes A B C
at 10ms A local a1
at 20ms A send B m1
at 30ms C local c1
at 40ms C send B m2
at 70ms B send C m3
at 80ms A local a3
at 100ms C send A m4
at 120ms B local b4
delay Message C->B 1 to 50ms
delay Message A->B 1 to 60ms
delay Message B->C 1 to 90ms
delay Message C->A 1 to 110ms
view lens kept
expect clock-condition violated
expect strong-clock-condition holds
----
       A          B          C
 10ms  *          |          |  a1
 30ms  |          |          *  c1
 50ms  |          |<----m2---|
 60ms  |---m1---->|          |  sent 20ms
 80ms  *          |          |  a3
 90ms  |          |---m3---->|  sent 70ms
110ms  |<----m4---+----------|
120ms  |          *          |  b4
clock-condition         violated: C sends m2 at Lamport time 2, and B receives it at 1. (B at 50ms)
strong-clock-condition  holds
