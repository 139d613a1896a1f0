-- AlterTable
ALTER TABLE "candidates" ADD COLUMN     "judges" TEXT,
ADD COLUMN     "rollouts" TEXT;

-- CreateTable
CREATE TABLE "model_calls" (
    "run_id" TEXT NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "stage" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "reply" TEXT,
    "input" INTEGER NOT NULL DEFAULT 0,
    "cached" INTEGER NOT NULL DEFAULT 0,
    "written" INTEGER NOT NULL DEFAULT 0,
    "output" INTEGER NOT NULL DEFAULT 0,
    "dollars" DOUBLE PRECISION,
    "remembered" BOOLEAN NOT NULL DEFAULT false,
    "uncertain" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "model_calls_pkey" PRIMARY KEY ("run_id","owner","ordinal")
);

-- CreateTable
CREATE TABLE "model_memos" (
    "key" TEXT NOT NULL,
    "reply" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_memos_pkey" PRIMARY KEY ("key")
);

-- AddForeignKey
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
