-- CreateEnum
CREATE TYPE "check_status" AS ENUM ('pending', 'passed', 'failed');

-- AlterEnum
-- Both in one migration: Postgres takes that since version 12.
ALTER TYPE "run_status" ADD VALUE 'paused';
ALTER TYPE "run_status" ADD VALUE 'cancelled';

-- AlterTable
ALTER TABLE "candidates" ADD COLUMN     "difficulty" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "failing" TEXT,
ADD COLUMN     "passed" BOOLEAN,
ADD COLUMN     "servers" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "tools" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "runs" ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "event_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "name" TEXT,
ADD COLUMN     "request_hash" TEXT,
ADD COLUMN     "request_key" TEXT,
ADD COLUMN     "shared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "stopping" TEXT;

-- CreateTable
CREATE TABLE "run_events" (
    "run_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("run_id","seq")
);

-- CreateTable
CREATE TABLE "bundle_files" (
    "run_id" TEXT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "part" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "bundle_files_pkey" PRIMARY KEY ("run_id","name","part")
);

-- CreateTable
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_ins" (
    "hash" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_ins_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "server_entries" (
    "name" TEXT COLLATE "C" NOT NULL,
    "entry" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "added_by" TEXT,

    CONSTRAINT "server_entries_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "server_checks" (
    "server" TEXT COLLATE "C" NOT NULL,
    "id" TEXT NOT NULL,
    "status" "check_status" NOT NULL DEFAULT 'pending',
    "report" TEXT,
    "reason" TEXT,
    "asked_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),

    CONSTRAINT "server_checks_pkey" PRIMARY KEY ("server")
);

-- CreateIndex
CREATE INDEX "candidates_task_id_idx" ON "candidates"("task_id");

-- CreateIndex
CREATE INDEX "runs_created_at_id_idx" ON "runs"("created_at", "id");

-- CreateIndex
-- Prisma's schema has no words for it: for the few that somebody must keep going, asked for all the time.
CREATE INDEX "runs_unfinished_idx" ON "runs"("created_at") WHERE "shared" AND "status" = 'running';

-- CreateIndex
CREATE UNIQUE INDEX "runs_created_by_request_key_key" ON "runs"("created_by", "request_key");

-- AddForeignKey
ALTER TABLE "run_events" ADD CONSTRAINT "run_events_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bundle_files" ADD CONSTRAINT "bundle_files_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_ins" ADD CONSTRAINT "sign_ins_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_keys"("id") ON DELETE CASCADE ON UPDATE CASCADE;
