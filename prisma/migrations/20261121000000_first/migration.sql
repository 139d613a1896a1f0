-- CreateEnum
CREATE TYPE "run_status" AS ENUM ('running', 'finished', 'failed');

-- CreateEnum
CREATE TYPE "server_status" AS ENUM ('pending', 'listed', 'dropped');

-- CreateEnum
CREATE TYPE "wave_status" AS ENUM ('open', 'scored');

-- CreateEnum
CREATE TYPE "exploration_status" AS ENUM ('planned', 'explored', 'synthesized', 'judged');

-- CreateEnum
CREATE TYPE "candidate_status" AS ENUM ('drafted', 'judged', 'solved', 'accepted', 'rejected');

-- CreateTable
CREATE TABLE "runs" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "spec" TEXT NOT NULL,
    "status" "run_status" NOT NULL DEFAULT 'running',
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(6),
    "summary" TEXT,
    "error" TEXT,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "servers" (
    "run_id" TEXT NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "policy" TEXT NOT NULL,
    "status" "server_status" NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "info" TEXT,
    "duration_ms" DOUBLE PRECISION,

    CONSTRAINT "servers_pkey" PRIMARY KEY ("run_id","name")
);

-- CreateTable
CREATE TABLE "tools" (
    "run_id" TEXT NOT NULL,
    "server" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "tool" TEXT NOT NULL,
    "qualification" TEXT NOT NULL,

    CONSTRAINT "tools_pkey" PRIMARY KEY ("run_id","server","name")
);

-- CreateTable
CREATE TABLE "recordings" (
    "run_id" TEXT NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "request" TEXT NOT NULL,
    "response" TEXT NOT NULL,
    "quarantined" BOOLEAN NOT NULL,
    "uncertain" BOOLEAN NOT NULL,

    CONSTRAINT "recordings_pkey" PRIMARY KEY ("run_id","owner","ordinal")
);

-- CreateTable
CREATE TABLE "edges" (
    "run_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "from" TEXT COLLATE "C" NOT NULL,
    "from_path" TEXT COLLATE "C" NOT NULL,
    "to" TEXT COLLATE "C" NOT NULL,
    "to_path" TEXT COLLATE "C" NOT NULL,
    "edge" TEXT NOT NULL,

    CONSTRAINT "edges_pkey" PRIMARY KEY ("run_id","key")
);

-- CreateTable
CREATE TABLE "waves" (
    "run_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "wave_status" NOT NULL DEFAULT 'open',
    "snapshot" TEXT NOT NULL,

    CONSTRAINT "waves_pkey" PRIMARY KEY ("run_id","number")
);

-- CreateTable
CREATE TABLE "explorations" (
    "run_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "plan" TEXT NOT NULL,
    "status" "exploration_status" NOT NULL DEFAULT 'planned',
    "outcome" TEXT,
    "duration_ms" DOUBLE PRECISION,

    CONSTRAINT "explorations_pkey" PRIMARY KEY ("run_id","wave","index")
);

-- CreateTable
CREATE TABLE "probes" (
    "run_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "varying" TEXT NOT NULL,

    CONSTRAINT "probes_pkey" PRIMARY KEY ("run_id","wave","fingerprint")
);

-- CreateTable
CREATE TABLE "probed_waves" (
    "run_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,

    CONSTRAINT "probed_waves_pkey" PRIMARY KEY ("run_id","wave")
);

-- CreateTable
CREATE TABLE "candidates" (
    "run_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "task_id" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "frame" TEXT COLLATE "C" NOT NULL,
    "draft" TEXT NOT NULL,
    "checks" TEXT NOT NULL DEFAULT '[]',
    "replay" TEXT,
    "status" "candidate_status" NOT NULL DEFAULT 'drafted',
    "verdict" TEXT,

    CONSTRAINT "candidates_pkey" PRIMARY KEY ("run_id","wave","index","ordinal")
);

-- CreateTable
CREATE TABLE "misfits" (
    "run_id" TEXT NOT NULL,
    "wave" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "frame" TEXT COLLATE "C" NOT NULL,
    "reason" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "misfits_pkey" PRIMARY KEY ("run_id","wave","index","hash")
);

-- CreateTable
CREATE TABLE "timings" (
    "run_id" TEXT NOT NULL,
    "stage" TEXT COLLATE "C" NOT NULL,
    "jobs" INTEGER NOT NULL,
    "ms" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "timings_pkey" PRIMARY KEY ("run_id","stage")
);

-- CreateIndex
CREATE INDEX "runs_key_created_at_idx" ON "runs"("key", "created_at");

-- CreateIndex
CREATE INDEX "candidates_run_id_status_idx" ON "candidates"("run_id", "status");

-- AddForeignKey
ALTER TABLE "servers" ADD CONSTRAINT "servers_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tools" ADD CONSTRAINT "tools_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edges" ADD CONSTRAINT "edges_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "waves" ADD CONSTRAINT "waves_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "explorations" ADD CONSTRAINT "explorations_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probes" ADD CONSTRAINT "probes_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "probed_waves" ADD CONSTRAINT "probed_waves_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "candidates" ADD CONSTRAINT "candidates_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "misfits" ADD CONSTRAINT "misfits_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timings" ADD CONSTRAINT "timings_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

