# Ben-Or's consensus with a crash
#
# P3 stops. The other two are more than half, and go on without it. Where they learn nothing in a
# round each tosses a coin. Try other seeds, and look at how many rounds it takes.
protocol ben-or
seed 3
at 1ms P1 propose 0
at 1ms P2 propose 1
at 1ms P3 propose 1
at 2ms crash P3
until 300ms
view properties agreement validity termination
expect agreement holds
expect termination holds
----
           P1                 P2                 P3
  1.000ms  *                  |                  |  propose 0
  1.000ms  |------------------+----Report 0-----x|  refused 19.124ms
  1.000ms  |                  *                  |  propose 1
  1.000ms  |                  |----Report 1-----x|  refused 11.923ms
  1.000ms  |                  |                  *  propose 1
  2.000ms  |                  |                  X  crash
 12.478ms  |                  |<-----Report 1----:  sent 1.000ms
 12.478ms  |                  |---Proposal 1----x:  refused 31.652ms
 14.007ms  |<-----Report 1----|                  :  sent 1.000ms
 14.007ms  |------------------+---Proposal ?----x:  refused 25.657ms
 16.182ms  *<-----Report 1----+------------------:  sent 1.000ms; has gone on without it
 20.850ms  |----Report 0----->*                  :  sent 1.000ms; has gone on without it
 30.881ms  |<----Proposal 1---|                  :  sent 12.478ms
 30.881ms  |------------------+----Report 1-----x:  refused 43.211ms
 32.199ms  |---Proposal ?---->|                  :  sent 14.007ms
 32.199ms  |                  |----Report 1-----x:  refused 47.949ms
 40.973ms  |----Report 1----->|                  :  sent 30.881ms
 40.973ms  |                  |---Proposal 1----x:  refused 53.463ms
 47.341ms  |<-----Report 1----|                  :  sent 32.199ms
 47.341ms  |------------------+---Proposal 1----x:  refused 66.522ms
 51.144ms  *<----Proposal 1---|                  :  sent 40.973ms; 1
 51.144ms  |------------------+----Report 1-----x:  refused 70.248ms
 63.140ms  |---Proposal 1---->*                  :  sent 47.341ms; 1
 63.140ms  |                  |----Report 1-----x:  refused 81.647ms
 67.052ms  |----Report 1----->|                  :  sent 51.144ms
 67.052ms  |                  |---Proposal 1----x:  refused 81.336ms
 81.085ms  |<-----Report 1----|                  :  sent 63.140ms
 81.085ms  |------------------+---Proposal 1----x:  refused 91.368ms
 81.553ms  |<----Proposal 1---|                  :  sent 67.052ms
 81.553ms  |------------------+----Report 1-----x:  refused 96.745ms
 91.844ms  |----Report 1----->|                  :
100.347ms  |---Proposal 1---->|                  :  sent 81.085ms
100.347ms  |                  |----Report 1-----x:  refused 119.447ms
100.347ms  |                  |---Proposal 1----x:  refused 110.762ms
113.500ms  |<----Proposal 1---|                  :
120.191ms  *<-----Report 1----|                  :  sent 100.347ms; stops
120.191ms  |------------------+---Proposal 1----x:  refused 130.357ms
137.294ms  |---Proposal 1---->*                  :  stops
agreement     holds
validity      holds
one-proposal  holds
termination   holds
