# The holder looked in time, and its write came late
#
# A looks at its clock at 96ms, writes, and is paused: its lease holds for another 14 ms. The write
# is 60ms under way. Put `protocol lease no-fence`, and it takes back what B wrote.
protocol lease
nodes Lock Storage A B
network delay 5ms
network A->Storage delay 60ms
set length 100ms
at 10ms A acquire
at 20ms B acquire
at 96ms A write a
at 97ms pause A
at 130ms B write b
at 200ms resume A
until 250ms
expect one-holder holds
expect tokens-in-order holds
view at 156ms
----
       Lock        Storage      A            B
 10ms  |           |            *            |  acquire
 15ms  |<--Acquire-+------------|            |
 20ms  |-----------+---Grant--->|            |
 20ms  |           |            |            *  acquire
 25ms  *<--Acquire-+------------+------------|  B waits for the lock
 96ms  |           |            *            |  write a
 97ms  |           |            =            |  pause
115ms  *           |            |            |  expire; the lease of A has ended
120ms  |-----------+------------+---Grant--->|
130ms  |           |            |            *  write b
135ms  |           *<---Write---+------------|  B wrote b
140ms  |           |------------+-Accepted-->|
156ms  |           *<---Write---|            |  sent 96ms; token 1 is older than 2
200ms  |           |            +            |  resume
200ms  |           |-Rejected-->|            |  sent 156ms
215ms  *           |            |            |  expire; the lease of B has ended
tokens-in-order  holds
one-holder       holds
lock-granted     holds
