# Clocks run wild, and Paxos stays safe
#
# The clock of P1 is fifteen minutes ahead and half as fast again, that of P2 goes at half speed and is set back.
# What to do: set the clocks as wrong as you like.
# What to look for: who is chosen may change. Two values are never chosen: no rule of Paxos reads a clock.
protocol paxos
nodes 3
clock P1 offset 900s drift 500000ppm
clock P2 drift -500000ppm
at 10ms P1 propose x
at 12ms P2 propose y
at 20ms clock P2 step -10s
at 30ms clock P3 step 10s
until 1s
view at 60ms
view properties agreement value-learned
expect agreement holds
expect value-learned holds
----
          P1                     P2               P3
10.000ms  *                      |                |  propose x; promises 1.1
12.000ms  |                      *                |  propose y; promises 1.2
22.613ms  |                      |----Prepare---->*  promises 1.2
23.087ms  *<-------Prepare-------|                |  sent 12.000ms; promises 1.2
23.894ms  |----------------------+----Prepare---->*  sent 10.000ms; refuses 1.1: it has promised 1.2
26.241ms  |-------Prepare------->*                |  sent 10.000ms; refuses 1.1: it has promised 1.2
39.399ms  |-------Promise------->*                |  sent 23.087ms; is free to propose y; accepts y in 1.2
39.430ms  |                      |<----Promise----|  sent 22.613ms
42.128ms  *<----PrepareRefused---+----------------|  sent 23.894ms; gives up 1.1
45.110ms  |<----PrepareRefused---|                |  sent 26.241ms
50.057ms  |<-------Accepted------|                |  sent 39.399ms
56.709ms  |                      |---Accepted---->|  sent 39.399ms
57.224ms  *<--------Accept-------|                |  sent 39.399ms; y; accepts y in 1.2
57.618ms  |                      |----Accept----->*  sent 39.399ms; y; accepts y in 1.2
68.757ms  |------Accepted------->*                |  sent 57.224ms; y
74.663ms  |<-------Accepted------+----------------|  sent 57.618ms
76.175ms  |                      |<----Accepted---|  sent 57.618ms
76.384ms  |----------------------+---Accepted---->|  sent 57.224ms
agreement             holds
validity              holds
integrity             holds
learned-chosen        holds
chosen-stays-chosen   holds
quorum-of-promises    holds
one-value-per-ballot  holds
promises-kept         holds
value-chosen          holds
value-learned         holds
