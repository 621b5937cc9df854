# The crown: three processes need three numbers
#
# Each send is concurrent with one receive and happens before the two others. No two
# numbers an event can say that by comparing both. (Charron-Bost 1991.)
protocol exchange
nodes X0 X1 X2
at 10ms X0 send X1 "a0"
at 10ms X1 send X2 "a1"
at 10ms X2 send X0 "a2"
network delay 20ms
expect clock-condition holds
expect strong-clock-condition holds
----
      X0         X1         X2
30ms  |<----a2---+----------|
30ms  |---a0---->|          |  sent 10ms
30ms  |          |---a1---->|  sent 10ms
clock-condition         holds
strong-clock-condition  holds
