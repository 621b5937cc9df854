# The receive of m1 counts twice: 3 instead of 2. Times still grow along each message, so no
# condition is broken; they only no longer tell how many events lead to one.
protocol exchange lamport-counts-receives-twice
nodes A B
at 10ms A send B m1
at 50ms B send A m2
until 100ms
expect lamport(received m1) = 3
expect lamport(received m2) = 6
expect clock-condition holds
----
          A          B
25.432ms  |---m1---->|
69.081ms  |<----m2---|
clock-condition         holds
strong-clock-condition  holds
