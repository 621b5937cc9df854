# Half of the votes is not a majority
#
# P1 and P2 stand on one side of a partition, P3 and P4 on the other. Each side has two votes of
# four. With three needed, nobody would have the resource.
protocol votes half-votes
nodes 4
network delay 10ms
at 5ms partition P1 P2 | P3 P4
at 10ms P1 request
at 10ms P4 request
until 300ms
expect mutual-exclusion violated
view at 30ms
----
      P1          P2          P3          P4
10ms  *           |           |           |  request
10ms  |-----------+-Request--x|           |  cut 20ms
10ms  |-----------+-----------+-Request--x|  cut 20ms
10ms  |           |           |           *  request
10ms  |x--Request-+-----------+-----------|  cut 20ms
10ms  |           |x--Request-+-----------|  cut 20ms
20ms  |-Request-->|           |           |  sent 10ms
20ms  |           |           |<--Request-|  sent 10ms
30ms  *<---Vote---|           |           |  sent 20ms; has the resource
30ms  |           |           |---Vote--->*  sent 20ms; has the resource
60ms  *           |           |           |  exit
60ms  |-----------+-Release--x|           |  cut 70ms
60ms  |-----------+-----------+-Release--x|  cut 70ms
60ms  |           |           |           *  exit
60ms  |x--Release-+-----------+-----------|  cut 70ms
60ms  |           |x--Release-+-----------|  cut 70ms
70ms  |-Release-->|           |           |  sent 60ms
70ms  |           |           |<--Release-|  sent 60ms
mutual-exclusion  violated: P4 has the resource while P1 has it. (P4 at 30ms)
requests-granted  holds
