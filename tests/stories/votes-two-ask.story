# Two ask, and one has the votes of a majority
#
# P1 has three of five votes first. The votes that P5 is still lent count for nothing. Let P3 ask
# too, at 10ms, and count the votes.
protocol votes
network delay 10ms
network P5->P3 delay 12ms
at 10ms P1 request
at 10ms P5 request
until 300ms
expect mutual-exclusion holds
expect requests-granted holds
view at 30ms
----
       P1          P2          P3          P4          P5
 10ms  *           |           |           |           |  request
 10ms  |           |           |           |           *  request
 20ms  *<--Request-+-----------+-----------+-----------|  has lent its vote to P1
 20ms  |-Request-->|           |           |           |  sent 10ms
 20ms  |           *<--Request-+-----------+-----------|  sent 10ms; has lent its vote to P1
 20ms  |-----------+-Request-->|           |           |  sent 10ms
 20ms  |-----------+-----------+-Request-->|           |  sent 10ms
 20ms  |           |           |           *<--Request-|  sent 10ms; has lent its vote to P1
 20ms  |-----------+-----------+-----------+-Request-->*  sent 10ms; has lent its vote to P5
 22ms  |           |           *<--Request-+-----------|  sent 10ms; has lent its vote to P1
 30ms  |<---Vote---|           |           |           |  sent 20ms
 30ms  *<---Vote---+-----------|           |           |  sent 20ms; has the resource
 30ms  |<---Vote---+-----------+-----------|           |  sent 20ms
 60ms  *           |           |           |           |  exit
 70ms  |-Release-->|           |           |           |
 70ms  |-----------+-Release-->|           |           |  sent 60ms
 70ms  |-----------+-----------+-Release-->|           |  sent 60ms
 70ms  |-----------+-----------+-----------+---Vote--->|  sent 60ms
 70ms  |-----------+-----------+-----------+-Release-->|  sent 60ms
 80ms  |           |-----------+-----------+---Vote--->*  sent 70ms; has the resource
 80ms  |           |           |-----------+---Vote--->|  sent 70ms
 80ms  |           |           |           |---Vote--->|  sent 70ms
110ms  |           |           |           |           *  exit
120ms  |<--Release-+-----------+-----------+-----------|
120ms  |           |<--Release-+-----------+-----------|  sent 110ms
120ms  |           |           |           |<--Release-|  sent 110ms
122ms  |           |           |<--Release-+-----------|  sent 110ms
mutual-exclusion  holds
requests-granted  holds
