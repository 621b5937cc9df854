# A read that meets no replica of the write
#
# The write is over when S1 and S2 keep it, and a read asks one replica. Set reads to 2: with R + W
# greater than N, every read asks somebody who knows of the write.
protocol quorum
set reads 1
set writes 2
set reading plain
schedule manual
S1 write a
deliver Store S1->S2
deliver Stored S2->S1
S3 read
expect regular violated
expect linearizable violated
----
S1             S2            S3
*              |             |  write a
|-Query--~     |             |  under way
|----Query-----+~            |  under way
|----Store-----+~            |  under way
|----Store---->|             |
*<----Stored---|             |  wrote a
|              |             *  read; read 0
|            ~-+----Query----|  under way
|              |     ~-Query-|  under way
regular         violated, not promised: S3 read 0, though operation 1 of S1 had followed it and was over. The run had left quorums-meet before: reads 1 and writes 2 are together not more than 3 replicas. (S3)
linearizable    violated, not promised: With this end at S3, the value in the beginning and operation 1 of S1 each have to come before the other. The run had left quorums-meet before: reads 1 and writes 2 are together not more than 3 replicas. (S3)
operations-end  holds
left quorums-meet: reads 1 and writes 2 are together not more than 3 replicas.
