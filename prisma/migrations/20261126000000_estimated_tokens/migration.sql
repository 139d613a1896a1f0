-- AlterTable
ALTER TABLE "model_calls" ADD COLUMN     "estimated" INTEGER NOT NULL DEFAULT 0;
