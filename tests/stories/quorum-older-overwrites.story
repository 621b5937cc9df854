# A late message takes back a write
#
# S3 hears of the older write last, and keeps it. Look at the numbers: a replica that compares them
# keeps 2.
protocol quorum older-overwrites
nodes 1
clients 2
set reading plain
schedule manual
C1 write old
deliver Query C1->S1
deliver Value S1->C1
fire C1 retry
deliver Store C1->S1
deliver Stored S1->C1
C2 write new
deliver Query C2->S1
deliver Value S1->C2
deliver Store C2->S1
deliver Stored S1->C2
deliver Store C1->S1
C2 read
deliver Query C2->S1
deliver Value S1->C2
expect regular violated
----
      S1             C1             C2
 1ms  |              *              |  write old
 2ms  |<----Query----|              |
 3ms  |----Value---->|              |
 4ms  |              *              |  retry
 5ms  |<----Store----|              |  sent 3ms
 6ms  |---Stored---->*              |  wrote old
 7ms  |              |              *  write new
 8ms  |<----Query----+--------------|
 9ms  |--------------+----Value---->|
10ms  |<----Store----+--------------|
11ms  |--------------+---Stored---->*  wrote new
12ms  |<----Store----|              |  sent 4ms
12ms  |-Stored-~     |              |  under way
13ms  |              |              *  read
14ms  |<----Query----+--------------|
15ms  |--------------+----Value---->*  read old
regular         violated: C2 read old, though operation 1 of C2 had followed it and was over. (C2 at 15ms)
linearizable    violated, not promised: With this end at C2, operation 1 of C1 and operation 1 of C2 each have to come before the other. (C2 at 15ms)
operations-end  holds
