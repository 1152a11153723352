ALTER TABLE "design_lineage" ADD COLUMN "told_at" timestamp with time zone;
--> statement-breakpoint
-- Of what strangers find by now people were told when they first did.
UPDATE "design_lineage" SET "told_at" = "design_lineage"."created_at" FROM "designs" WHERE "designs"."id" = "child_id" AND "designs"."listed";
