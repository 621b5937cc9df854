# A long pause, and an old write
#
# A holds the lock, sends a write, and is paused; the write is slow too. The lease ends, B writes, and then the old
# write comes. The storage has seen a later token and refuses.
# What to do: write `protocol lease no-fence`, and the old write erases the new one.
# What to look for: A did nothing wrong. It believed what was true when it last looked.
protocol lease
nodes Lock Storage A B
network delay 5ms
network A->Storage delay 200ms
set length 100ms
at 10ms A acquire
at 30ms B acquire
at 40ms A write old
at 45ms pause A
at 150ms B write new
at 300ms resume A
until 350ms
view at 240ms
view properties tokens-in-order one-holder
expect tokens-in-order holds
expect one-holder holds
expect value(Storage) = new
----
       Lock        Storage      A            B
 10ms  |           |            *            |  acquire
 15ms  |<--Acquire-+------------|            |
 20ms  |-----------+---Grant--->|            |
 30ms  |           |            |            *  acquire
 35ms  *<--Acquire-+------------+------------|  B waits for the lock
 40ms  |           |            *            |  write old
 45ms  |           |            =            |  pause
115ms  *           |            |            |  expire; the lease of A has ended
120ms  |-----------+------------+---Grant--->|
150ms  |           |            |            *  write new
155ms  |           *<---Write---+------------|  B wrote new
160ms  |           |------------+-Accepted-->|
215ms  *           |            |            |  expire; the lease of B has ended
240ms  |           *<---Write---|            |  sent 40ms; token 1 is older than 2
300ms  |           |            +            |  resume
300ms  |           |-Rejected-->|            |  sent 240ms
tokens-in-order  holds
one-holder       holds
lock-granted     holds
