# Only balances are recorded, and ten that are under way are missing.
protocol snapshot no-channels
nodes 2
schedule manual
P1 snapshot
P2 pay P1 10
deliver Marker P1->P2 1
deliver Payment P2->P1 1
deliver Marker P2->P1 1
expect total-preserved violated
----
     P1              P2
1ms  *               |  snapshot; records its balance 100
2ms  |               *  pay P1 10
3ms  |----Marker---->*  sent 1ms; recorded 90, under way 0; records its balance 90
4ms  |<----Payment---|  sent 2ms
5ms  *<----Marker----|  sent 3ms; recorded 100, under way 0
consistent-cut     holds
channel-states     violated: The channel from P2 to P1 was recorded with other payments than were under way. (P1 at 5ms)
total-preserved    violated: Balances of 190 and 0 under way were recorded: 190 instead of 200. (P1 at 5ms)
snapshot-complete  holds
