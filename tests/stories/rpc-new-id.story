# A new id for each repetition
#
# The table of the server is on its disk and helps nothing: the repetition has another id than the first request.
# What to do: open both requests, and compare their ids.
# What to look for: two ids in the table for one payment.
protocol rpc new-id
schedule manual
C1 pay 20
deliver Request C1->S1
fire C1 timeout
deliver Request C1->S1 2
view select Request C1->S1 2
view properties executed-once
expect executed-once violated
expect paid(S1) = 40
----
C1              S1
*               |  pay 20
|---Request---->*  executed C1.1
|      ~--Reply-|  under way
*               |  timeout
|---Request---->*  executed C1.1.1
|      ~--Reply-|  under way
executed-once  violated: S1 executes C1.1 a second time. (S1)
ok-means-done  holds, not tested yet
answered       pending
