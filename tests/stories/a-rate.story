# A link that lets ten messages through in a second
#
# Three requests leave at once and arrive one in 100 ms. At 250 ms the link gets ten times as fast:
# what is sent after that waits for the queue before it, and then 10 ms each.
protocol exchange
nodes A B
network delay 10ms rate 10/s
at 10ms A send B a
at 10ms A send B b
at 10ms A send B c
at 205ms network A->B rate 100/s
at 208ms A send B d
at 208ms A send B e
until 400ms
----
       A         B
 20ms  |---a---->|
120ms  |---b---->|  sent 10ms
220ms  |---c---->|  sent 10ms
230ms  |---d---->|  sent 208ms
240ms  |---e---->|  sent 208ms
clock-condition         holds
strong-clock-condition  holds
