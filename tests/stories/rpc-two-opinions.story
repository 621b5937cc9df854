# Two clients have two opinions of one server
#
# Messages from S1 to C1 get lost on one link; all else works. C1 gives S1 up, C2 is served.
# What to do: heal the link at 300ms, and let C1 call again.
# What to look for: is S1 up? A part that fails for some and not for others is a gray failure (Huang and others, 2017).
protocol rpc
clients 2
set retries 1
at 5ms cut S1->C1
at 10ms C1 pay 20
at 20ms C2 pay 5
until 700ms
view at 650ms
view properties answered
expect state(C1) = gave-up and state(C2) = ok
expect paid(S1) = 25 and S1 up
----
           C1            C2              S1
 10.000ms  *             |               |  pay 20
 20.000ms  |             *               |  pay 5
 23.079ms  |-------------+---Request---->*  sent 10.000ms; executed C1.1
 23.079ms  |x----Reply---+---------------|  cut 42.124ms
 30.368ms  |             |---Request---->*  sent 20.000ms; executed C2.1
 44.605ms  |             |<-----Reply----|
210.000ms  *             |               |  timeout
228.459ms  |-------------+---Request---->*  C1.1 is in the table: answered again, not executed
228.459ms  |x----Reply---+---------------|  cut 244.878ms
610.000ms  *             |               |  timeout; gives up: it cannot know whether C1.1 was executed
executed-once  holds
ok-means-done  holds
answered       cannot any more
