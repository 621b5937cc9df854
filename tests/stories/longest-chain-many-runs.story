# How often is a payment taken back?
#
# The attacker has 30 of 100 parts of the power, and a payment needs two confirmations.
# Do: Try many runs, each with another seed. Then write `set confirmations 6`.
# Look for: In 43 of 100 runs the payment is taken back; with six confirmations in 16.
protocol longest-chain
nodes 2
seed 1
set attacker 30
set confirmations 2
set block 10ms
set give-up 30
network delay 1us
at 0ms M2 pay
until 600ms
expect payment-accepted holds
----
           M1                       M2
  0.000ms  |                        *  pay
  5.770ms  *                        |  find-block
  5.771ms  |----M1.1, height 1----->|
 31.500ms  *                        |  find-block
 31.501ms  |----M1.2, height 2----->|
 35.950ms  *                        |  find-block
 35.951ms  |----M1.3, height 3----->|
 50.640ms  *                        |  find-block
 50.641ms  |----M1.4, height 4----->|
 72.600ms  *                        |  find-block
 72.601ms  |----M1.5, height 5----->|
 78.320ms  |                        *  find-block; finds M2.1-, and keeps it secret
 78.321ms  |<--------Payment--------|
 97.530ms  *                        |  find-block
 97.531ms  |----M1.6+, height 6---->|
107.000ms  |                        *  find-block; finds M2.2, and keeps it secret
109.430ms  *                        |  find-block; paid
109.431ms  |----M1.7, height 7----->|
117.930ms  |                        *  find-block; finds M2.3, and keeps it secret; shows its chain, which is 1 block …
117.931ms  *<-----M2.3, height 8----|  goes over to the longer chain of M2.3, and leaves 2 blocks
126.980ms  *                        |  find-block
126.981ms  |----M1.8, height 9----->|
153.500ms  *                        |  find-block
153.501ms  |----M1.9, height 10---->|
174.410ms  *                        |  find-block
174.411ms  |---M1.10, height 11---->|
176.120ms  *                        |  find-block
176.121ms  |---M1.11, height 12---->|
191.560ms  |                        *  find-block
191.561ms  |<----M2.4, height 13----|
192.720ms  *                        |  find-block
192.721ms  |---M1.12, height 14---->|
205.980ms  *                        |  find-block
205.981ms  |---M1.13, height 15---->|
216.170ms  |                        *  find-block
216.171ms  |<----M2.5, height 16----|
228.870ms  *                        |  find-block
228.871ms  |---M1.14, height 17---->|
230.180ms  |                        *  find-block
230.181ms  |<----M2.6, height 18----|
240.300ms  |                        *  find-block
240.301ms  |<----M2.7, height 19----|
242.750ms  *                        |  find-block
242.751ms  |---M1.15, height 20---->|
262.030ms  *                        |  find-block
262.031ms  |---M1.16, height 21---->|
280.060ms  *                        |  find-block
280.061ms  |---M1.17, height 22---->|
286.880ms  |                        *  find-block
286.881ms  |<----M2.8, height 23----|
287.620ms  *                        |  find-block
287.621ms  |---M1.18, height 24---->|
293.850ms  *                        |  find-block
293.851ms  |---M1.19, height 25---->|
307.470ms  |                        *  find-block
307.471ms  |<----M2.9, height 26----|
328.270ms  *                        |  find-block
328.271ms  |---M1.20, height 27---->|
354.160ms  *                        |  find-block
354.161ms  |---M1.21, height 28---->|
355.380ms  *                        |  find-block
355.381ms  |---M1.22, height 29---->|
360.440ms  |                        *  find-block
360.441ms  |<----M2.10, height 30---|
363.960ms  |                        *  find-block
363.961ms  |<----M2.11, height 31---|
370.700ms  *                        |  find-block
370.701ms  |---M1.23, height 32---->|
376.760ms  |                        *  find-block
376.761ms  |<----M2.12, height 33---|
402.580ms  *                        |  find-block
402.581ms  |---M1.24, height 34---->|
412.470ms  *                        |  find-block
412.471ms  |---M1.25, height 35---->|
423.370ms  *                        |  find-block
423.371ms  |---M1.26, height 36---->|
436.210ms  |                        *  find-block
436.211ms  |<----M2.13, height 37---|
446.390ms  *                        |  find-block
446.391ms  |---M1.27, height 38---->|
446.610ms  *                        |  find-block
446.611ms  |---M1.28, height 39---->|
476.270ms  *                        |  find-block
476.271ms  |---M1.29, height 40---->|
494.760ms  |                        *  find-block
494.761ms  |<----M2.14, height 41---|
509.980ms  *                        |  find-block
509.981ms  |---M1.30, height 42---->|
518.760ms  |                        *  find-block
518.761ms  |<----M2.15, height 43---|
532.070ms  *                        |  find-block
532.071ms  |---M1.31, height 44---->|
533.290ms  *                        |  find-block
533.291ms  |---M1.32, height 45---->|
535.890ms  *                        |  find-block
535.891ms  |---M1.33, height 46---->|
548.530ms  *                        |  find-block
548.531ms  |---M1.34, height 47---->|
580.060ms  *                        |  find-block
580.061ms  |---M1.35, height 48---->|
582.430ms  |                        *  find-block
582.431ms  |<----M2.16, height 49---|
598.760ms  *                        |  find-block
598.761ms  |---M1.36, height 50---->|
599.200ms  |                        *  find-block
599.201ms  |<----M2.17, height 51---|
longest-chain     holds
accepted-stays    violated, not promised: M1 had accepted the payment, and in M2.1- of its chain the coin goes back. (M1 at 117.931ms)
payment-accepted  holds
same-chain        holds
