CREATE TABLE "neighbour_runs" (
	"run" integer PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"reactions" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "new_work_shown" (
	"design_id" text PRIMARY KEY NOT NULL,
	"times" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_docs" (
	"design_id" text PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL,
	"folded" text NOT NULL,
	"facets" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_people" (
	"user_id" text PRIMARY KEY NOT NULL,
	"folded" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_tags" (
	"tag" text PRIMARY KEY NOT NULL,
	"designs" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "new_work_shown" ADD CONSTRAINT "new_work_shown_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_docs" ADD CONSTRAINT "search_docs_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_people" ADD CONSTRAINT "search_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "search_docs_words" ON "search_docs" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_docs_folded" ON "search_docs" USING gin ("folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_docs_facets" ON "search_docs" USING gin ("facets");--> statement-breakpoint
CREATE INDEX "search_people_folded" ON "search_people" USING gin ("folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_words_like" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "suggestion_views_old" ON "suggestion_views" USING btree ("last_at");--> statement-breakpoint
ALTER TABLE "suggestion_views" DROP COLUMN "weight";