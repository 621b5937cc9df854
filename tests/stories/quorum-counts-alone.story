# A writer that does not ask for the greatest number
#
# S1 has written twice, S2 once, and its write has the smaller number. S2's write is over, and
# the read returns what was there before it.
protocol quorum counts-alone
network delay 10ms
at 10ms S1 write a
at 110ms S1 write b
at 210ms S2 write c
at 310ms S3 read
until 500ms
expect regular violated
view at 230ms
----
       S1             S2             S3
 10ms  *              |              |  write a
 20ms  |----Store---->|              |
 20ms  |--------------+----Store---->|  sent 10ms
 30ms  *<----Stored---|              |  sent 20ms; wrote a
 30ms  |<----Stored---+--------------|  sent 20ms
110ms  *              |              |  write b
120ms  |----Store---->|              |
120ms  |--------------+----Store---->|  sent 110ms
130ms  *<----Stored---|              |  sent 120ms; wrote b
130ms  |<----Stored---+--------------|  sent 120ms
210ms  |              *              |  write c
220ms  |<----Store----|              |
220ms  |              |----Store---->|  sent 210ms
230ms  |---Stored---->*              |  sent 220ms; wrote c
230ms  |              |<----Stored---|  sent 220ms
310ms  |              |              *  read
320ms  |<----Query----+--------------|
320ms  |              |<----Query----|  sent 310ms
330ms  |--------------+----Value---->|  sent 320ms
330ms  |              |----Value---->|  sent 320ms
340ms  |<----Store----+--------------|  sent 330ms
340ms  |              |<----Store----|  sent 330ms
350ms  |--------------+---Stored---->*  sent 340ms; read b
350ms  |              |---Stored---->|  sent 340ms
regular         violated: S3 read b, though operation 1 of S2 had followed it and was over. (S3 at 350ms)
linearizable    violated: With this end at S3, operation 2 of S1 and operation 1 of S2 each have to come before the other. (S3 at 350ms)
operations-end  holds
