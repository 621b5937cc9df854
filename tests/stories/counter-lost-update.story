# Both threads read before either writes
#
# Choose other orders of the four steps by hand. Two of the six give 2, the other four lose an
# addition, as here.
protocol counter read-then-write
nodes Machine
schedule manual
Machine increment
act Machine first-thread
act Machine second-thread
act Machine first-thread
act Machine second-thread
expect every-addition-counts violated
view at 3ms
----
Machine
*  increment
*  first-thread; reads 0
*  second-thread; reads 0
*  first-thread; writes 1
*  second-thread; writes 1
every-addition-counts  violated: 2 additions are done, and the counter of Machine is 1. (Machine)
all-done               holds
