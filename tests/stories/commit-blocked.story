# Two-phase commit is blocked
#
# Both are prepared when C stops. Either decision may have been taken, as far as they know. Nobody
# else can tell them, so they wait until C is back. Look at the shaded lanes.
protocol commit
schedule manual
C begin
deliver Prepare C->P1
deliver Prepare C->P2
crash C
view properties all-decide
expect all-decide pending
----
     C               P1              P2
1ms  *               |               |  begin
2ms  |---Prepare---->|               |
2ms  |     ~-VoteYes-|               |  under way
3ms  |---------------+---Prepare---->|  sent 1ms
3ms  |             ~-+----VoteYes----|  under way
4ms  X               |               |  crash
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   pending
