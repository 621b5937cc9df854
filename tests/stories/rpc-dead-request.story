# The answer to a request that is dead
#
# C1 has given up and said so to whoever asked; then the payment is made, and the answer comes.
# What to do: click the timeout, and ask what C1 knows there.
# What to look for: a timeout says nothing of the server; it only says that C1 stopped waiting.
protocol rpc
set retries 0
set timeout 30ms
network delay 20ms
at 10ms C1 pay 20
until 100ms
view at 40ms
expect state(C1) = gave-up and paid(S1) = 20
expect answered pending
----
      C1              S1
10ms  *               |  pay 20
30ms  |---Request---->*  executed C1.1
40ms  *               |  timeout; gives up: it cannot know whether C1.1 was executed
50ms  *<-----Reply----|  sent 30ms; the answer to a call that is done with: changes nothing
executed-once  holds
ok-means-done  holds, not tested yet
answered       cannot any more
