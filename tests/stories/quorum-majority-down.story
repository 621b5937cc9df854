# Two of three replicas are down
#
# Bring S2 back at 300ms: whoever waits asks again, and is answered. One crash of three delays
# nobody, two stop reads and writes.
protocol quorum
clients 1
network delay 10ms
at 5ms crash S1
at 5ms crash S2
at 10ms C1 write a
until 500ms
expect operations-end pending
view at 110ms
----
       S1        S2        S3        C1
  5ms  X         |         |         |  crash
  5ms  :         X         |         |  crash
 10ms  :         :         |         *  write a
 10ms  :x--Query-+---------+---------|  refused 20ms
 10ms  :         :x--Query-+---------|  refused 20ms
 20ms  :         :         |<--Query-|
 30ms  :         :         |-Value-->|
110ms  :         :         |         *  retry
110ms  :x--Query-+---------+---------|  refused 120ms
110ms  :         :x--Query-+---------|  refused 120ms
210ms  :         :         |         *  retry
210ms  :x--Query-+---------+---------|  refused 220ms
210ms  :         :x--Query-+---------|  refused 220ms
310ms  :         :         |         *  retry
310ms  :x--Query-+---------+---------|  refused 320ms
310ms  :         :x--Query-+---------|  refused 320ms
410ms  :         :         |         *  retry
410ms  :x--Query-+---------+---------|  refused 420ms
410ms  :         :x--Query-+---------|  refused 420ms
regular         holds, not tested yet
linearizable    holds, not tested yet
operations-end  pending
