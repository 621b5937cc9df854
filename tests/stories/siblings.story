# Two writes that knew nothing of each other are both kept
#
# The version vectors [1 0] and [0 1] do not cover each other, so replicas keep both. B's
# next write knows of both and takes their place.
protocol store
nodes A B
network delay 10ms
at 5ms A write red
at 5ms B write blue
at 30ms B write violet
expect no-write-lost holds
expect converged holds
----
      A              B
 5ms  *              |  write red
 5ms  |              *  write blue
15ms  *<-----blue----|  keeps 2 siblings
15ms  |-----red----->*  sent 5ms; keeps 2 siblings
30ms  |              *  write violet
40ms  |<----violet---|
later-write-kept  holds
no-write-lost     holds
converged         holds
