# The figure of Lamport's paper
#
# p3 and q3 are concurrent, and so are p2 and q3. All of p1 to p3 must be concurrent with
# q3 if less-than were to mean before, and that is why it cannot.
protocol exchange
nodes P Q R
at 10ms Q broadcast "q1"
at 20ms P send Q "p1"
at 30ms R local "r1"
at 60ms P local "p3"
at 70ms Q local "q3"
at 80ms R send Q "r2"
at 90ms Q send R "q4"
at 100ms Q send P "q5"
at 140ms Q local "q6"
delay Message Q->P 1 to 40ms
delay Message P->Q 1 to 50ms
delay Message Q->R 2 to 110ms  # overtakes the first
delay Message Q->R 1 to 120ms
delay Message Q->P 2 to 130ms
delay Message R->Q 1 to 150ms
view lens lamport
expect clock-condition holds
expect strong-clock-condition holds
----
       P          Q          R
 30ms  |          |          *  r1
 40ms  |<----q1---|          |  sent 10ms
 50ms  |---p1---->|          |  sent 20ms
 60ms  *          |          |  p3
 70ms  |          *          |  q3
110ms  |          |---q4---->|
120ms  |          |---q1---->|  sent 10ms
130ms  |<----q5---|          |  sent 100ms
140ms  |          *          |  q6
150ms  |          |<----r2---|  sent 80ms
clock-condition         holds
strong-clock-condition  holds
