# Two messages, delivered in the other order
protocol exchange
nodes A B
schedule manual
A send B "first"
A send B "second"
B local "waits"
deliver Message A->B 2
deliver Message A->B 1
expect strong-clock-condition holds
----
     A              B
3ms  |              *  waits
4ms  |---second---->|  sent 2ms
5ms  |----first---->|  sent 1ms
clock-condition         holds
strong-clock-condition  holds
