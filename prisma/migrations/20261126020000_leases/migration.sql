-- By hand: partial, so that a write pays only for what it has.
-- What runners may claim, in cells, oldest first: held work and what nobody can run stand in nobody's way.
CREATE INDEX "workloads_claimable" ON "workloads"("isolation", "runtime", "id") WHERE "status" = 'pending' AND "hold" = 0;
-- By its token a lease is renewed, and a claim that is repeated found. Not unique: UPDATE OR REPLACE would delete what is
-- in its way, and a token is made of what is given once.
CREATE INDEX "workloads_lease" ON "workloads"("lease_token_hash") WHERE "lease_token_hash" IS NOT NULL;
