# One plug stops both threads; another stops one client
#
# Take the crash of Machine out, then that of C2, and look at who goes on. The threads share
# memory, clock and fate: both stop, and what they had counted is gone. C1 finishes without C2.
protocol counter
nodes Machine Server C1 C2
network delay 10ms
at 10ms C1 increment
at 10ms C2 increment
at 10ms Machine increment
at 12ms crash Machine
at 15ms crash C2
until 100ms
expect all-done pending
expect every-addition-counts holds
view at 15ms
----
      Machine  Server    C1        C2
10ms  *        |         |         |  increment
10ms  |        |         *         |  increment
10ms  |        |         |         *  increment
12ms  X        |         |         |  crash
15ms  :        |         |         X  crash
20ms  :        |<---Add--|         :  sent 10ms
20ms  :        |<---Add--+---------:  sent 10ms
20ms  :        |---------+-Added--x:  refused 30ms
30ms  :        |-Added-->|         :  sent 20ms
every-addition-counts  holds
all-done               cannot any more
left no-loss: Added Server->C2 1 found its receiver down.
