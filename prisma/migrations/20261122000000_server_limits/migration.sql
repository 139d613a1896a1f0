-- CreateTable
-- Room on each page: rows are few and change with every call, and so change in place.
CREATE UNLOGGED TABLE "server_limits" (
    "key" TEXT COLLATE "C" NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,
    "leases" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "server_limits_pkey" PRIMARY KEY ("key")
) WITH (fillfactor = 50);
