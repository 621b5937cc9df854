# Smaller numbers are passed on too
#
# Each number comes back to its process, and each is elected. Look at what P2 does with the number 1.
protocol ring passes-all
nodes 2
schedule manual
P1 elect
P2 elect
deliver Election P1->P2
deliver Election P2->P1
deliver Election P1->P2
deliver Election P2->P1
expect one-elected violated
----
     P1               P2
1ms  *                |  elect
2ms  |                *  elect
3ms  |---Election---->|  sent 1ms
4ms  |<----Election---|  sent 2ms
5ms  |---Election---->*  leader P2
5ms  |      ~-Elected-|  under way
6ms  *<----Election---|  sent 3ms; leader P1
6ms  |-Elected-~      |  under way
one-elected       violated: P1 is elected, and P2 was before. (P1 at 6ms)
greatest-elected  violated: P1 is elected, and P2 has the greater number 2. (P1 at 6ms)
all-know          holds
