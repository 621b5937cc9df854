# Twelve events of three processes
#
# Of the 66 pairs of events, 49 are ordered and 17 are concurrent: b4 and the receive of
# m4 for one, although b4 happens later here.
protocol exchange
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
expect clock-condition holds
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
clock-condition         holds
strong-clock-condition  holds
