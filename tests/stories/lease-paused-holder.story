# A holder that was paused
#
# A does not know how long it was away. It looks at its clock before it writes, and its lease has
# ended. Move the pause to 97ms and the write to 96ms, on a link of 60ms: A has looked in time, its
# message comes too late, and only the token tells.
protocol lease
nodes Lock Storage A B
network delay 5ms
set length 100ms
at 10ms A acquire
at 20ms B acquire
at 30ms pause A
at 60ms A write a
at 130ms B write b
at 150ms resume A
until 250ms
expect one-holder holds
expect tokens-in-order holds
view at 150ms
----
       Lock        Storage   A            B
 10ms  |           |         *            |  acquire
 15ms  |<--Acquire-+---------|            |
 20ms  |-----------+-Grant-->|            |
 20ms  |           |         |            *  acquire
 25ms  *<--Acquire-+---------+------------|  B waits for the lock
 30ms  |           |         =            |  pause
115ms  *           |         |            |  expire; the lease of A has ended
120ms  |-----------+---------+---Grant--->|
130ms  |           |         |            *  write b
135ms  |           *<--Write-+------------|  B wrote b
140ms  |           |---------+-Accepted-->|
150ms  |           |         +            |  resume
150ms  |           |         *            |  write a; does not hold the lock
215ms  *           |         |            |  expire; the lease of B has ended
tokens-in-order  holds
one-holder       holds
lock-granted     holds
