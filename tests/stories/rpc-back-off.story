# Each wait is twice as long as the one before
#
# S1 is down for two seconds. C1 waits 200 ms, 400 ms, 800 ms and so on.
# What to do: write `set backoff fixed`, and then `jittered`.
# What to look for: how many requests a server that is down gets, and how long after its return C1 is answered.
protocol rpc
set retries forever
at 10ms C1 pay 20
at 5ms crash S1
at 2s restart S1
view at 2s
expect answered holds
expect count(Request) = 5
----
            C1              S1
   5.000ms  |               X  crash
  10.000ms  *               :  pay 20
  10.000ms  |---Request----x:  refused 24.580ms
 210.000ms  *               :  timeout
 210.000ms  |---Request----x:  refused 226.770ms
 610.000ms  *               :  timeout
 610.000ms  |---Request----x:  refused 622.177ms
1410.000ms  *               :  timeout
1410.000ms  |---Request----x:  refused 1429.331ms
2000.000ms  |               ^  restart
3010.000ms  *               |  timeout
3026.082ms  |---Request---->*  executed C1.1
3039.543ms  |<-----Reply----|
executed-once  holds
ok-means-done  holds
answered       holds
