# Two of five are down, and the rest decide
#
# Crash P3 too, and nobody has the resource any more. With Lamport's algorithm one crash is enough
# for that.
protocol votes
network delay 10ms
at 5ms crash P4
at 5ms crash P5
at 10ms P1 request
until 300ms
expect requests-granted holds
view at 30ms
----
      P1          P2          P3          P4          P5
 5ms  |           |           |           X           |  crash
 5ms  |           |           |           :           X  crash
10ms  *           |           |           :           :  request
10ms  |-----------+-----------+-Request--x:           :  refused 20ms
10ms  |-----------+-----------+-----------+-Request--x:  refused 20ms
20ms  |-Request-->|           |           :           :
20ms  |-----------+-Request-->|           :           :  sent 10ms
30ms  |<---Vote---|           |           :           :  sent 20ms
30ms  *<---Vote---+-----------|           :           :  sent 20ms; has the resource
60ms  *           |           |           :           :  exit
60ms  |-----------+-----------+-Release--x:           :  refused 70ms
60ms  |-----------+-----------+-----------+-Release--x:  refused 70ms
70ms  |-Release-->|           |           :           :
70ms  |-----------+-Release-->|           :           :  sent 60ms
mutual-exclusion  holds
requests-granted  holds
