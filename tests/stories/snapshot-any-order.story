# The payment overtakes the marker: P2 records it as received, and P1 has not recorded it as sent.
protocol snapshot any-order
nodes 2
schedule manual
P1 snapshot
P1 pay P2 10
deliver Payment P1->P2 1
expect consistent-cut violated
----
P1              P2
*               |  snapshot; records its balance 100
|-Marker-~      |  under way
*               |  pay P2 10
|---Payment---->|
consistent-cut     violated: P2 received 10 before it recorded, but P1 sent it after it had recorded. (P2)
channel-states     holds
total-preserved    holds, not tested yet
snapshot-complete  pending
left links-keep-order: Payment P1->P2 1 overtook Marker P1->P2 1.
