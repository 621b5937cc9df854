# P1 votes just before its time-out would end the wait for the question. The vote begins a new wait, or
# P1 would abort at 120 ms what the coordinator is about to commit.
protocol commit
nodes 2
set phases three
network delay 10ms
at 91ms C begin
until 300ms
expect atomicity holds
expect all-decide holds
----
       C                 P1
 91ms  *                 |  begin
101ms  |----Prepare----->|
111ms  |<-----VoteYes----|
121ms  |---PreCommit---->|
131ms  *<-----PreAck-----|  commit
141ms  |-----Commit----->*  commit
151ms  |<-------Ack------|
atomicity    holds
unanimity    holds
irrevocable  holds
all-decide   holds
