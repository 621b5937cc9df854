# A reader writes back what it read
#
# C2 tells two replicas of the value 1 before it returns it, and C3 cannot miss it. Set reading to
# plain: C2 returns earlier, and C3 reads 0.
protocol quorum
clients 3
set retry 1s
network delay 10ms
network C1->S2 delay 300ms
network C1->S3 delay 300ms
network S3->C2 delay 40ms
network S1->C3 delay 40ms
at 10ms C1 write 1
at 350ms C2 read
at 420ms C3 read
until 700ms
expect linearizable holds
expect operations-end holds
view at 390ms
----
       S1        S2        S3         C1         C2         C3
 10ms  |         |         |          *          |          |  write 1
 20ms  |<--Query-+---------+----------|          |          |
 30ms  |---------+---------+--Value-->|          |          |
310ms  |         |<--Query-+----------|          |          |  sent 10ms
310ms  |         |         |<--Query--|          |          |  sent 10ms
320ms  |         |---------+--Value-->|          |          |  sent 310ms
320ms  |         |         |--Value-->|          |          |  sent 310ms
330ms  |<--Store-+---------+----------|          |          |  sent 320ms
340ms  |---------+---------+-Stored-->|          |          |
350ms  |         |         |          |          *          |  read
360ms  |<--Query-+---------+----------+----------|          |
360ms  |         |<--Query-+----------+----------|          |  sent 350ms
360ms  |         |         |<--Query--+----------|          |  sent 350ms
370ms  |---------+---------+----------+--Value-->|          |  sent 360ms
370ms  |         |---------+----------+--Value-->|          |  sent 360ms
380ms  |<--Store-+---------+----------+----------|          |
380ms  |         |<--Store-+----------+----------|          |  sent 370ms
380ms  |         |         |<--Store--+----------|          |  sent 370ms
390ms  |---------+---------+----------+-Stored-->|          |  sent 380ms
390ms  |         |---------+----------+-Stored-->*          |  sent 380ms; read 1
400ms  |         |         |----------+--Value-->|          |  sent 360ms
420ms  |         |         |----------+-Stored-->|          |  sent 380ms
420ms  |         |         |          |          |          *  read
430ms  |<--Query-+---------+----------+----------+----------|
430ms  |         |<--Query-+----------+----------+----------|  sent 420ms
430ms  |         |         |<--Query--+----------+----------|  sent 420ms
440ms  |         |---------+----------+----------+--Value-->|  sent 430ms
440ms  |         |         |----------+----------+--Value-->|  sent 430ms
450ms  |<--Store-+---------+----------+----------+----------|
450ms  |         |<--Store-+----------+----------+----------|  sent 440ms
450ms  |         |         |<--Store--+----------+----------|  sent 440ms
460ms  |         |---------+----------+----------+-Stored-->|  sent 450ms
460ms  |         |         |----------+----------+-Stored-->*  sent 450ms; read 1
470ms  |---------+---------+----------+----------+--Value-->|  sent 430ms
490ms  |---------+---------+----------+----------+-Stored-->|  sent 450ms
620ms  |         |<--Store-+----------|          |          |  sent 320ms
620ms  |         |         |<--Store--|          |          |  sent 320ms
630ms  |         |---------+-Stored-->*          |          |  sent 620ms; wrote 1
630ms  |         |         |-Stored-->|          |          |  sent 620ms
regular         holds
linearizable    holds
operations-end  holds
