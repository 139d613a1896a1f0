-- AlterTable
ALTER TABLE "server_limits" ADD COLUMN     "halvings" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "rested_at" TIMESTAMPTZ(6) NOT NULL DEFAULT '1970-01-01 00:00:00+00'::timestamp with time zone;
