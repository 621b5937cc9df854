# Consensus gives one resource to one of those who ask for it
#
# P1 and P2 both want the printer. Each proposes itself, and whoever is chosen has it.
# What to do: drop a Prepare of P2, and see who gets it then.
# What to look for: two ask at once, one name is chosen, and it stays chosen.
protocol paxos
nodes 3
seed 2
at 10ms P1 propose P1
at 12ms P2 propose P2
until 400ms
view at 60ms
view properties agreement chosen-stays-chosen
expect agreement holds
expect value-learned holds
----
          P1                     P2               P3
10.000ms  *                      |                |  propose P1; promises 1.1
12.000ms  |                      *                |  propose P2; promises 1.2
22.782ms  |                      |----Prepare---->*  promises 1.2
24.506ms  |-------Prepare------->*                |  sent 10.000ms; refuses 1.1: it has promised 1.2
26.448ms  |----------------------+----Prepare---->*  sent 10.000ms; refuses 1.1: it has promised 1.2
26.611ms  *<-------Prepare-------|                |  sent 12.000ms; promises 1.2
35.829ms  *<----PrepareRefused---|                |  sent 24.506ms; gives up 1.1
38.157ms  |                      *<----Promise----|  sent 22.782ms; is free to propose P2; accepts P2 in 1.2
38.294ms  |<----PrepareRefused---+----------------|  sent 26.448ms
44.581ms  |-------Promise------->|                |  sent 26.611ms
48.926ms  |                      |----Accept----->*  sent 38.157ms; accepts P2 in 1.2
50.869ms  |                      |---Accepted---->*  sent 38.157ms; P2
54.804ms  |<-------Accepted------|                |  sent 38.157ms
57.387ms  *<--------Accept-------|                |  sent 38.157ms; P2; accepts P2 in 1.2
65.165ms  |<-------Accepted------+----------------|  sent 48.926ms
67.626ms  |----------------------+---Accepted---->|  sent 57.387ms
67.636ms  |                      *<----Accepted---|  sent 48.926ms; P2
70.674ms  |------Accepted------->|                |  sent 57.387ms
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
