-- By hand: by its runner and its token a lease is renewed, and a claim that is repeated found. With the runner first, and the
-- id, it also answers what a runner has leased: an index of its own for that cost a claim and its outcome 11 to 15 % more
-- processor time.
DROP INDEX "workloads_lease";
CREATE INDEX "workloads_lease" ON "workloads"("leased_by", "lease_token_hash", "id") WHERE "leased_by" IS NOT NULL;
