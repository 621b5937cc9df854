# The same commands in the same order make equal copies
#
# Each server applies the log from its beginning. Two clients write the same key at the same time.
# What to do: drop an AppendEntries to S1, and look at its log afterwards.
# What to look for: the clients race, and all servers apply the two writes in one order.
protocol raft
nodes 3
clients 2
seed 3
at 400ms C1 put x red
at 400ms C2 put x blue
at 600ms C1 get x
until 750ms
view at 500ms
view properties state-machine-safety commands-answered
expect state-machine-safety holds
expect commands-answered holds
----
           S1                S2                S3           C1           C2
166.967ms  |                 |                 *            |            |  election-timeout
179.006ms  |                 |<---RequestVote--|            |            |
180.637ms  |<---RequestVote--+-----------------|            |            |  sent 166.967ms
193.978ms  |-----------------+--VoteGranted--->*            |            |  leads term 1
194.714ms  |                 |--VoteGranted--->|            |            |  sent 179.006ms
207.274ms  |<----Heartbeat---+-----------------|            |            |  sent 193.978ms
208.140ms  |                 |<----Heartbeat---|            |            |  sent 193.978ms
218.185ms  |                 |----Appended---->|            |            |
223.984ms  |-----------------+----Appended---->|            |            |  sent 207.274ms
243.978ms  |                 |                 *            |            |  heartbeat
258.289ms  |<----Heartbeat---+-----------------|            |            |
259.928ms  |                 |<----Heartbeat---|            |            |  sent 243.978ms
272.490ms  |                 |----Appended---->|            |            |
275.285ms  |-----------------+----Appended---->|            |            |  sent 258.289ms
293.978ms  |                 |                 *            |            |  heartbeat
305.511ms  |<----Heartbeat---+-----------------|            |            |
313.585ms  |                 |<----Heartbeat---|            |            |  sent 293.978ms
316.919ms  |-----------------+----Appended---->|            |            |  sent 305.511ms
331.804ms  |                 |----Appended---->|            |            |  sent 313.585ms
343.978ms  |                 |                 *            |            |  heartbeat
359.580ms  |<----Heartbeat---+-----------------|            |            |
361.767ms  |                 |<----Heartbeat---|            |            |  sent 343.978ms
374.097ms  |-----------------+----Appended---->|            |            |  sent 359.580ms
374.932ms  |                 |----Appended---->|            |            |  sent 361.767ms
393.978ms  |                 |                 *            |            |  heartbeat
400.000ms  |                 |                 |            *            |  put x red
400.000ms  |                 |                 |            |            *  put x blue
407.205ms  |<----Heartbeat---+-----------------|            |            |  sent 393.978ms
408.393ms  |                 |<----Heartbeat---|            |            |  sent 393.978ms
410.056ms  |<-----Request----+-----------------+------------|            |  sent 400.000ms
410.169ms  |<-----Request----+-----------------+------------+------------|  sent 400.000ms
421.201ms  |-----------------+----Appended---->|            |            |  sent 407.205ms
422.750ms  |-----------------+-----------------+-Redirect-->|            |  sent 410.056ms
427.402ms  |-----------------+-----------------+------------+-Redirect-->|  sent 410.169ms
428.362ms  |                 |----Appended---->|            |            |  sent 408.393ms
434.888ms  |                 |                 |<--Request--|            |  sent 422.750ms
439.002ms  |                 |                 |<--Request--+------------|  sent 427.402ms
446.219ms  |<--AppendEntries-+-----------------|            |            |  sent 434.888ms
447.253ms  |                 |<--AppendEntries-|            |            |  sent 434.888ms
450.110ms  |                 |<--AppendEntries-|            |            |  sent 439.002ms
450.369ms  |<--AppendEntries-+-----------------|            |            |  sent 439.002ms
457.877ms  |-----------------+----Appended---->*            |            |  sent 446.219ms; 1: put x red
462.496ms  |-----------------+----Appended---->*            |            |  sent 450.369ms; 2: put x blue
463.171ms  |                 |----Appended---->|            |            |  sent 450.110ms
465.531ms  |                 |----Appended---->|            |            |  sent 447.253ms
470.315ms  |                 |                 |---Reply--->|            |  sent 457.877ms
474.126ms  *<--AppendEntries-+-----------------|            |            |  sent 457.877ms; 1: put x red
476.248ms  |                 |                 |------------+---Reply--->|  sent 462.496ms
489.002ms  |                 |                 *            |            |  heartbeat
490.380ms  |-----------------+----Appended---->|            |            |  sent 474.126ms
500.769ms  *<----Heartbeat---+-----------------|            |            |  sent 489.002ms; 2: put x blue
507.810ms  |                 *<----Heartbeat---|            |            |  sent 489.002ms; 1: put x red; 2: put x blue
516.364ms  |-----------------+----Appended---->|            |            |  sent 500.769ms
519.798ms  |                 |----Appended---->|            |            |  sent 507.810ms
539.002ms  |                 |                 *            |            |  heartbeat
552.747ms  |<----Heartbeat---+-----------------|            |            |
558.942ms  |                 |<----Heartbeat---|            |            |  sent 539.002ms
563.902ms  |-----------------+----Appended---->|            |            |  sent 552.747ms
573.821ms  |                 |----Appended---->|            |            |  sent 558.942ms
589.002ms  |                 |                 *            |            |  heartbeat
600.000ms  |                 |                 |            *            |  get x
604.827ms  |                 |<----Heartbeat---|            |            |  sent 589.002ms
608.206ms  |<----Heartbeat---+-----------------|            |            |  sent 589.002ms
617.302ms  |                 |                 |<--Request--|            |  sent 600.000ms
621.340ms  |                 |----Appended---->|            |            |  sent 604.827ms
627.922ms  |-----------------+----Appended---->|            |            |  sent 608.206ms
633.876ms  |<--AppendEntries-+-----------------|            |            |  sent 617.302ms
636.767ms  |                 |<--AppendEntries-|            |            |  sent 621.340ms
637.022ms  |                 |<--AppendEntries-|            |            |  sent 617.302ms
640.317ms  |<--AppendEntries-+-----------------|            |            |  sent 627.922ms
646.989ms  |-----------------+----Appended---->*            |            |  sent 633.876ms; 3: get x
650.742ms  |                 |----Appended---->|            |            |  sent 636.767ms
656.745ms  |                 |----Appended---->|            |            |  sent 637.022ms
657.051ms  |-----------------+----Appended---->|            |            |  sent 640.317ms
658.407ms  |                 |                 |---Reply--->|            |  sent 646.989ms
667.302ms  |                 |                 *            |            |  heartbeat
679.838ms  *<----Heartbeat---+-----------------|            |            |  3: get x
680.218ms  |                 *<----Heartbeat---|            |            |  sent 667.302ms; 3: get x
692.424ms  |-----------------+----Appended---->|            |            |  sent 679.838ms
695.928ms  |                 |----Appended---->|            |            |  sent 680.218ms
717.302ms  |                 |                 *            |            |  heartbeat
734.109ms  |                 |<----Heartbeat---|            |            |
736.773ms  |<----Heartbeat---+-----------------|            |            |  sent 717.302ms
736.773ms  |----Appended-----+-~               |            |            |  under way
746.755ms  |                 |----Appended---->|            |            |  sent 734.109ms
election-safety       holds
leader-append-only    holds
log-matching          holds
leader-completeness   holds
state-machine-safety  holds
leader-elected        holds
commands-answered     holds
reads-are-current     holds
at-most-once          holds
