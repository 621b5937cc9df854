# Without fencing the late writer wins
#
# A's message is slow: when it comes, A's lease has ended and B has written. The storage
# does not look at tokens, and B's write is lost.
protocol lease no-fence
nodes Lock Storage A B
network delay 5ms
network A->Storage delay 150ms
set length 100ms
at 10ms A acquire
at 20ms A write a
at 30ms B acquire
at 130ms B write b
view properties tokens-in-order
expect one-holder holds
expect tokens-in-order violated
----
       Lock        Storage      A            B
 10ms  |           |            *            |  acquire
 15ms  |<--Acquire-+------------|            |
 20ms  |-----------+---Grant--->|            |
 20ms  |           |            *            |  write a
 30ms  |           |            |            *  acquire
 35ms  *<--Acquire-+------------+------------|  B waits for the lock
115ms  *           |            |            |  expire; the lease of A has ended
120ms  |-----------+------------+---Grant--->|
130ms  |           |            |            *  write b
135ms  |           *<---Write---+------------|  B wrote b
140ms  |           |------------+-Accepted-->|
170ms  |           *<---Write---|            |  sent 20ms; A wrote a
175ms  |           |-Accepted-->|            |
215ms  *           |            |            |  expire; the lease of B has ended
tokens-in-order  violated: A wrote a with token 1 after B had written with token 2. (Storage at 170ms)
one-holder       holds
lock-granted     holds
