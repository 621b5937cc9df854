# A later read returns an older value
#
# C1 is still writing. C2 has read 1, and C3 reads 0 after that. No read is stale by itself, for the
# write is not over; and yet no order explains both. Set reading to write-back, and look what C2
# does before it returns.
protocol quorum
clients 3
set reading plain
schedule manual
C1 write 1
deliver Query C1->S1
deliver Query C1->S2
deliver Value S1->C1
deliver Value S2->C1
deliver Store C1->S1
C2 read
deliver Query C2->S1
deliver Query C2->S2
deliver Value S1->C2
deliver Value S2->C2
C3 read
deliver Query C3->S2
deliver Query C3->S3
deliver Value S2->C3
deliver Value S3->C3
expect regular holds
expect linearizable violated
----
      S1         S2        S3        C1        C2        C3
 1ms  |          |         |         *         |         |  write 1
 1ms  |          |         | ~-Query-|         |         |  under way
 2ms  |<--Query--+---------+---------|         |         |
 3ms  |          |<--Query-+---------|         |         |  sent 1ms
 4ms  |----------+---------+-Value-->|         |         |  sent 2ms
 5ms  |          |---------+-Value-->|         |         |  sent 3ms
 5ms  |          |        ~+--Store--|         |         |  under way
 5ms  |          |         | ~-Store-|         |         |  under way
 6ms  |<--Store--+---------+---------|         |         |
 6ms  |--Stored--+------~  |         |         |         |  under way
 7ms  |          |         |         |         *         |  read
 7ms  |          |         |        ~+--Query--|         |  under way
 8ms  |<--Query--+---------+---------+---------|         |
 9ms  |          |<--Query-+---------+---------|         |  sent 7ms
10ms  |----------+---------+---------+-Value-->|         |  sent 8ms
11ms  |          |---------+---------+-Value-->*         |  sent 9ms; read 1
12ms  |          |         |         |         |         *  read
12ms  |          |         |~--------+---------+--Query--|  under way
13ms  |          |<--Query-+---------+---------+---------|
14ms  |          |         |<--Query-+---------+---------|  sent 12ms
15ms  |          |---------+---------+---------+-Value-->|  sent 13ms
16ms  |          |         |---------+---------+-Value-->*  sent 14ms; read 0
regular         holds
linearizable    violated, not promised: With this end at C3, the value in the beginning and operation 1 of C1 each have to come before the other. (C3 at 16ms)
operations-end  pending
