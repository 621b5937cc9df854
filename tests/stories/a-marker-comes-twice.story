# A marker that comes twice decides nothing anew
#
# P2 gets three copies of P1's marker. It is done once, and the snapshot is complete only
# when P3 has heard from both.
protocol snapshot
nodes 3
at 5ms P1 pay P3 30
delay Payment P1->P3 1 to 300ms
at 10ms P1 snapshot
delay Marker P1->P3 1 to 310ms
delay Marker P2->P3 1 to 320ms
network P3->P1 delay 1ms
network P3->P2 delay 1ms
at 12ms P3 snapshot
duplicate Marker P1->P2 1 at 80ms
duplicate Marker P1->P2 1 at 90ms
until 1s
expect total-preserved holds
expect snapshot-complete holds
----
           P1             P2              P3
  5.000ms  *              |               |  pay P3 30
 10.000ms  *              |               |  snapshot; records its balance 70
 12.000ms  |              |               *  snapshot; records its balance 100
 13.000ms  |<----Marker---+---------------|
 13.000ms  |              *<----Marker----|  sent 12.000ms; records its balance 100
 27.687ms  |---Marker---->*               |  sent 10.000ms; recorded 100, under way 0
 31.469ms  *<----Marker---|               |  sent 13.000ms; recorded 70, under way 0
 80.000ms  |---Marker---->*               |  copy; sent 10.000ms; a copy of the marker from P1: decides nothing anew
 90.000ms  |---Marker---->*               |  copy; sent 10.000ms; a copy of the marker from P1: decides nothing anew
300.000ms  |--------------+---Payment---->*  sent 5.000ms; records 30 as under way from P1
310.000ms  |--------------+----Marker---->|  sent 10.000ms
320.000ms  |              |----Marker---->*  sent 13.000ms; recorded 100, under way 30
consistent-cut     holds
channel-states     holds
total-preserved    holds
snapshot-complete  holds
left no-copies: Marker P1->P2 1 arrived twice.
