CREATE TABLE "collection_items" (
	"collection_id" text NOT NULL,
	"design_id" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"position" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "collection_items_collection_id_design_id_pk" PRIMARY KEY("collection_id","design_id")
);
--> statement-breakpoint
CREATE TABLE "collections" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"visibility" text NOT NULL,
	"standing" text DEFAULT 'visible' NOT NULL,
	"item_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "design_contributions" (
	"design_id" text NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"weight" double precision NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "design_contributions_design_id_user_id_kind_pk" PRIMARY KEY("design_id","user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "design_lineage" (
	"child_id" text NOT NULL,
	"parent_id" text NOT NULL,
	"parent_release_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "design_lineage_child_id_parent_id_pk" PRIMARY KEY("child_id","parent_id")
);
--> statement-breakpoint
CREATE TABLE "designs" (
	"id" text PRIMARY KEY NOT NULL,
	"author_id" text,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"licence" text NOT NULL,
	"visibility" text NOT NULL,
	"standing" text DEFAULT 'visible' NOT NULL,
	"room_id" text,
	"rubric_id" text,
	"kinds" text[] DEFAULT '{}' NOT NULL,
	"colours" text[] DEFAULT '{}' NOT NULL,
	"preview_id" text,
	"preview_width" integer,
	"preview_height" integer,
	"thumbhash" text,
	"release_count" integer DEFAULT 0 NOT NULL,
	"announced_seq" integer DEFAULT 0 NOT NULL,
	"like_count" integer DEFAULT 0 NOT NULL,
	"save_count" integer DEFAULT 0 NOT NULL,
	"remix_count" integer DEFAULT 0 NOT NULL,
	"comment_count" integer DEFAULT 0 NOT NULL,
	"critique_count" integer DEFAULT 0 NOT NULL,
	"weight" double precision DEFAULT 0 NOT NULL,
	"rank" double precision NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"changed_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	"listed" boolean GENERATED ALWAYS AS (visibility = 'public' and standing = 'visible' and removed_at is null) STORED NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"follower_id" text NOT NULL,
	"author_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "follows_follower_id_author_id_pk" PRIMARY KEY("follower_id","author_id")
);
--> statement-breakpoint
CREATE TABLE "picture_sizes" (
	"source_id" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"asset_id" text NOT NULL,
	"media_type" text NOT NULL,
	CONSTRAINT "picture_sizes_source_id_width_pk" PRIMARY KEY("source_id","width")
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"user_id" text NOT NULL,
	"design_id" text NOT NULL,
	"kind" text NOT NULL,
	"weight" double precision NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reactions_user_id_design_id_kind_pk" PRIMARY KEY("user_id","design_id","kind")
);
--> statement-breakpoint
CREATE TABLE "release_files" (
	"release_id" text NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"asset_id" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"document_id" text,
	"seq" bigint,
	"facts" jsonb NOT NULL,
	CONSTRAINT "release_files_release_id_path_pk" PRIMARY KEY("release_id","path")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" text PRIMARY KEY NOT NULL,
	"design_id" text NOT NULL,
	"seq" integer NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"licence" text NOT NULL,
	"content_hash" text NOT NULL,
	"facts" jsonb NOT NULL,
	"preview_id" text,
	"preview_width" integer,
	"preview_height" integer,
	"thumbhash" text,
	"created_by" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "remix_rooms" (
	"room_id" text PRIMARY KEY NOT NULL,
	"release_id" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upload_files" (
	"upload_id" text NOT NULL,
	"path" text NOT NULL,
	"kind" text NOT NULL,
	"asset_id" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "upload_files_upload_id_path_pk" PRIMARY KEY("upload_id","path")
);
--> statement-breakpoint
CREATE TABLE "upload_parts" (
	"upload_id" text NOT NULL,
	"offset" bigint NOT NULL,
	"size" integer NOT NULL,
	"asset_id" text NOT NULL,
	CONSTRAINT "upload_parts_upload_id_offset_pk" PRIMARY KEY("upload_id","offset")
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"received" bigint DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"kind" text,
	"skipped" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "design_neighbours" (
	"design_id" text NOT NULL,
	"neighbour_id" text NOT NULL,
	"weight" real NOT NULL,
	"run" integer NOT NULL,
	CONSTRAINT "design_neighbours_design_id_neighbour_id_pk" PRIMARY KEY("design_id","neighbour_id")
);
--> statement-breakpoint
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
CREATE TABLE "saved_searches" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"name" text NOT NULL,
	"search" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_docs" (
	"design_id" text PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL,
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
CREATE TABLE "search_words" (
	"word" text PRIMARY KEY NOT NULL,
	"designs" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestion_views" (
	"user_id" text NOT NULL,
	"design_id" text NOT NULL,
	"times" integer NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	CONSTRAINT "suggestion_views_user_id_design_id_pk" PRIMARY KEY("user_id","design_id")
);
--> statement-breakpoint
CREATE TABLE "critique_votes" (
	"critique_id" text NOT NULL,
	"user_id" text NOT NULL,
	"helpful" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "critique_votes_critique_id_user_id_pk" PRIMARY KEY("critique_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "critiques" (
	"id" text PRIMARY KEY NOT NULL,
	"design_id" text NOT NULL,
	"release_id" text NOT NULL,
	"user_id" text,
	"criteria" jsonb NOT NULL,
	"scores" jsonb NOT NULL,
	"summary" text NOT NULL,
	"standing" text DEFAULT 'visible' NOT NULL,
	"helpful_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rubrics" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"name" text NOT NULL,
	"criteria" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text PRIMARY KEY NOT NULL,
	"action_id" text NOT NULL,
	"user_id" text NOT NULL,
	"words" text NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"answer" text,
	"created_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "appeals_action_id_unique" UNIQUE("action_id")
);
--> statement-breakpoint
CREATE TABLE "aversions" (
	"user_id" text NOT NULL,
	"other_id" text NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "aversions_user_id_other_id_pk" PRIMARY KEY("user_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "moderation_actions" (
	"id" text PRIMARY KEY NOT NULL,
	"review_item_id" text,
	"kind" text NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"subject_id" text,
	"actor_id" text,
	"automated" boolean DEFAULT false NOT NULL,
	"findings" text[] DEFAULT '{}' NOT NULL,
	"reason" text NOT NULL,
	"statement" text NOT NULL,
	"snapshot" jsonb NOT NULL,
	"expires_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"reversed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text PRIMARY KEY NOT NULL,
	"review_item_id" text NOT NULL,
	"reporter_id" text,
	"reason" text NOT NULL,
	"words" text DEFAULT '' NOT NULL,
	"weight" double precision NOT NULL,
	"snapshot" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"agreed" integer
);
--> statement-breakpoint
CREATE TABLE "review_items" (
	"id" text PRIMARY KEY NOT NULL,
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"owner_id" text,
	"source" text NOT NULL,
	"findings" text[] DEFAULT '{}' NOT NULL,
	"weight" double precision NOT NULL,
	"report_count" integer DEFAULT 0 NOT NULL,
	"snapshot" jsonb NOT NULL,
	"claimed_by" text,
	"claimed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "said_words" (
	"target_type" text NOT NULL,
	"target_id" text NOT NULL,
	"user_id" text NOT NULL,
	"hash" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "said_words_target_type_target_id_pk" PRIMARY KEY("target_type","target_id")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"user_id" text PRIMARY KEY NOT NULL,
	"cadence" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "notification_actors" (
	"notification_id" text NOT NULL,
	"user_id" text NOT NULL,
	CONSTRAINT "notification_actors_notification_id_user_id_pk" PRIMARY KEY("notification_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notification_choices" (
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"show" boolean NOT NULL,
	"mail" boolean NOT NULL,
	CONSTRAINT "notification_choices_user_id_kind_pk" PRIMARY KEY("user_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"actor_id" text,
	"count" integer DEFAULT 1 NOT NULL,
	"payload" jsonb NOT NULL,
	"source" text,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	"mailed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "account_exports" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"state" text NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"size" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deletion_requests" (
	"user_id" text PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"cancel_hash" text NOT NULL,
	"started_at" timestamp with time zone,
	CONSTRAINT "deletion_requests_cancel_hash_unique" UNIQUE("cancel_hash")
);
--> statement-breakpoint
CREATE TABLE "export_parts" (
	"export_id" text NOT NULL,
	"seq" integer NOT NULL,
	"size" integer NOT NULL,
	"asset_id" text NOT NULL,
	CONSTRAINT "export_parts_export_id_seq_pk" PRIMARY KEY("export_id","seq")
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"user_id" text PRIMARY KEY NOT NULL,
	"bio" text DEFAULT '' NOT NULL,
	"links" text[] DEFAULT '{}' NOT NULL,
	"standing" text DEFAULT 'visible' NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "comment_threads" ALTER COLUMN "room_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_threads" ALTER COLUMN "document_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comment_threads" ALTER COLUMN "anchor" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ALTER COLUMN "room_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "seq" bigint;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "prev_hash" text;--> statement-breakpoint
ALTER TABLE "audit_log" ADD COLUMN "hash" text;--> statement-breakpoint
ALTER TABLE "comment_threads" ADD COLUMN "design_id" text;--> statement-breakpoint
ALTER TABLE "comment_threads" ADD COLUMN "release_id" text;--> statement-breakpoint
ALTER TABLE "comment_threads" ADD COLUMN "resolved_seq" integer;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "design_id" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "rating" smallint;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "standing" text DEFAULT 'visible' NOT NULL;--> statement-breakpoint
ALTER TABLE "collection_items" ADD CONSTRAINT "collection_items_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_items" ADD CONSTRAINT "collection_items_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collections" ADD CONSTRAINT "collections_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_contributions" ADD CONSTRAINT "design_contributions_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_contributions" ADD CONSTRAINT "design_contributions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_lineage" ADD CONSTRAINT "design_lineage_child_id_designs_id_fk" FOREIGN KEY ("child_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_lineage" ADD CONSTRAINT "design_lineage_parent_id_designs_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_lineage" ADD CONSTRAINT "design_lineage_parent_release_id_releases_id_fk" FOREIGN KEY ("parent_release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "designs" ADD CONSTRAINT "designs_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "designs" ADD CONSTRAINT "designs_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "designs" ADD CONSTRAINT "designs_preview_id_assets_id_fk" FOREIGN KEY ("preview_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_follower_id_users_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picture_sizes" ADD CONSTRAINT "picture_sizes_source_id_assets_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."assets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "picture_sizes" ADD CONSTRAINT "picture_sizes_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_files" ADD CONSTRAINT "release_files_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_files" ADD CONSTRAINT "release_files_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_preview_id_assets_id_fk" FOREIGN KEY ("preview_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remix_rooms" ADD CONSTRAINT "remix_rooms_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "remix_rooms" ADD CONSTRAINT "remix_rooms_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_files" ADD CONSTRAINT "upload_files_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_files" ADD CONSTRAINT "upload_files_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_upload_id_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "upload_parts" ADD CONSTRAINT "upload_parts_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_neighbours" ADD CONSTRAINT "design_neighbours_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "design_neighbours" ADD CONSTRAINT "design_neighbours_neighbour_id_designs_id_fk" FOREIGN KEY ("neighbour_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "new_work_shown" ADD CONSTRAINT "new_work_shown_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_searches" ADD CONSTRAINT "saved_searches_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_docs" ADD CONSTRAINT "search_docs_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "search_people" ADD CONSTRAINT "search_people_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_views" ADD CONSTRAINT "suggestion_views_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion_views" ADD CONSTRAINT "suggestion_views_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critique_votes" ADD CONSTRAINT "critique_votes_critique_id_critiques_id_fk" FOREIGN KEY ("critique_id") REFERENCES "public"."critiques"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critique_votes" ADD CONSTRAINT "critique_votes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critiques" ADD CONSTRAINT "critiques_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critiques" ADD CONSTRAINT "critiques_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "critiques" ADD CONSTRAINT "critiques_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rubrics" ADD CONSTRAINT "rubrics_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_action_id_moderation_actions_id_fk" FOREIGN KEY ("action_id") REFERENCES "public"."moderation_actions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aversions" ADD CONSTRAINT "aversions_other_id_users_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_actions" ADD CONSTRAINT "moderation_actions_review_item_id_review_items_id_fk" FOREIGN KEY ("review_item_id") REFERENCES "public"."review_items"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_actions" ADD CONSTRAINT "moderation_actions_subject_id_users_id_fk" FOREIGN KEY ("subject_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_actions" ADD CONSTRAINT "moderation_actions_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_review_item_id_review_items_id_fk" FOREIGN KEY ("review_item_id") REFERENCES "public"."review_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_claimed_by_users_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "said_words" ADD CONSTRAINT "said_words_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "digests" ADD CONSTRAINT "digests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_actors" ADD CONSTRAINT "notification_actors_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_actors" ADD CONSTRAINT "notification_actors_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_exports" ADD CONSTRAINT "account_exports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deletion_requests" ADD CONSTRAINT "deletion_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_export_id_account_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."account_exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_asset_id_assets_id_fk" FOREIGN KEY ("asset_id") REFERENCES "public"."assets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "collection_items_order" ON "collection_items" USING btree ("collection_id","position");--> statement-breakpoint
CREATE INDEX "collection_items_design" ON "collection_items" USING btree ("design_id");--> statement-breakpoint
CREATE INDEX "collections_owner" ON "collections" USING btree ("owner_id","changed_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "design_contributions_user" ON "design_contributions" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "design_lineage_parent" ON "design_lineage" USING btree ("parent_id","child_id");--> statement-breakpoint
CREATE INDEX "design_lineage_release" ON "design_lineage" USING btree ("parent_release_id");--> statement-breakpoint
CREATE INDEX "designs_hot" ON "designs" USING btree ("rank" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE listed;--> statement-breakpoint
CREATE INDEX "designs_new" ON "designs" USING btree ("published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE listed;--> statement-breakpoint
CREATE INDEX "designs_top" ON "designs" USING btree ("weight" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE listed;--> statement-breakpoint
CREATE INDEX "designs_author" ON "designs" USING btree ("author_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "designs_author_listed" ON "designs" USING btree ("author_id","published_at" DESC NULLS FIRST) WHERE listed;--> statement-breakpoint
CREATE INDEX "designs_room" ON "designs" USING btree ("room_id");--> statement-breakpoint
CREATE INDEX "designs_preview" ON "designs" USING btree ("preview_id");--> statement-breakpoint
CREATE INDEX "designs_tags" ON "designs" USING gin ("tags") WHERE listed;--> statement-breakpoint
CREATE INDEX "follows_author" ON "follows" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "picture_sizes_asset" ON "picture_sizes" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "reactions_design" ON "reactions" USING btree ("design_id","created_at");--> statement-breakpoint
CREATE INDEX "reactions_user" ON "reactions" USING btree ("user_id","kind","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "release_files_asset" ON "release_files" USING btree ("asset_id");--> statement-breakpoint
CREATE UNIQUE INDEX "releases_design_seq" ON "releases" USING btree ("design_id","seq");--> statement-breakpoint
CREATE INDEX "releases_preview" ON "releases" USING btree ("preview_id");--> statement-breakpoint
CREATE INDEX "remix_rooms_release" ON "remix_rooms" USING btree ("release_id");--> statement-breakpoint
CREATE INDEX "upload_files_asset" ON "upload_files" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "upload_parts_asset" ON "upload_parts" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "uploads_user" ON "uploads" USING btree ("user_id","changed_at");--> statement-breakpoint
CREATE INDEX "uploads_changed" ON "uploads" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "design_neighbours_neighbour" ON "design_neighbours" USING btree ("neighbour_id");--> statement-breakpoint
CREATE INDEX "design_neighbours_run" ON "design_neighbours" USING btree ("run");--> statement-breakpoint
CREATE INDEX "saved_searches_user" ON "saved_searches" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "search_docs_words" ON "search_docs" USING gin ("words");--> statement-breakpoint
CREATE INDEX "search_docs_facets" ON "search_docs" USING gin ("facets");--> statement-breakpoint
CREATE INDEX "search_people_folded" ON "search_people" USING gin ("folded" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "search_words_like" ON "search_words" USING gin ("word" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "suggestion_views_design" ON "suggestion_views" USING btree ("design_id");--> statement-breakpoint
CREATE INDEX "suggestion_views_old" ON "suggestion_views" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "critique_votes_user" ON "critique_votes" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "critiques_once" ON "critiques" USING btree ("release_id","user_id");--> statement-breakpoint
CREATE INDEX "critiques_design" ON "critiques" USING btree ("design_id","id");--> statement-breakpoint
CREATE INDEX "critiques_user" ON "critiques" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "rubrics_owner" ON "rubrics" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "appeals_open" ON "appeals" USING btree ("created_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "appeals_user" ON "appeals" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "aversions_other" ON "aversions" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "moderation_actions_subject" ON "moderation_actions" USING btree ("subject_id","id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "moderation_actions_target" ON "moderation_actions" USING btree ("target_type","target_id");--> statement-breakpoint
CREATE INDEX "moderation_actions_actor" ON "moderation_actions" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "moderation_actions_item" ON "moderation_actions" USING btree ("review_item_id");--> statement-breakpoint
CREATE INDEX "moderation_actions_restrictions" ON "moderation_actions" USING btree ("subject_id") WHERE kind in ('limit', 'suspend') and reversed_at is null;--> statement-breakpoint
CREATE INDEX "moderation_actions_unread" ON "moderation_actions" USING btree ("subject_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "moderation_actions_log" ON "moderation_actions" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "reports_once" ON "reports" USING btree ("review_item_id","reporter_id");--> statement-breakpoint
CREATE INDEX "reports_reporter" ON "reports" USING btree ("reporter_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "review_items_open" ON "review_items" USING btree ("target_type","target_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "review_items_queue" ON "review_items" USING btree ("weight" DESC NULLS FIRST,"id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "review_items_owner" ON "review_items" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "review_items_closed" ON "review_items" USING btree ("closed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE closed_at is not null;--> statement-breakpoint
CREATE INDEX "review_items_claimed" ON "review_items" USING btree ("claimed_by") WHERE claimed_by is not null;--> statement-breakpoint
CREATE INDEX "said_words_hash" ON "said_words" USING btree ("hash","said_at");--> statement-breakpoint
CREATE INDEX "said_words_user" ON "said_words" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "said_words_old" ON "said_words" USING btree ("said_at");--> statement-breakpoint
CREATE INDEX "digests_due" ON "digests" USING btree ("due_at") WHERE cadence <> 'never';--> statement-breakpoint
CREATE INDEX "notification_actors_user" ON "notification_actors" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "notifications_user" ON "notifications" USING btree ("user_id","changed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_unread" ON "notifications" USING btree ("user_id","kind","subject") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "notifications_actor" ON "notifications" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "notifications_unmailed" ON "notifications" USING btree ("user_id","changed_at") WHERE read_at is null and mailed_at is null;--> statement-breakpoint
CREATE INDEX "notifications_old" ON "notifications" USING btree ("changed_at");--> statement-breakpoint
CREATE INDEX "notifications_source" ON "notifications" USING btree ("source") WHERE source is not null;--> statement-breakpoint
CREATE INDEX "account_exports_user" ON "account_exports" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "account_exports_expired" ON "account_exports" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "deletion_requests_due" ON "deletion_requests" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "export_parts_asset" ON "export_parts" USING btree ("asset_id");--> statement-breakpoint
ALTER TABLE "comment_threads" ADD CONSTRAINT "comment_threads_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_threads" ADD CONSTRAINT "comment_threads_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_threads_design" ON "comment_threads" USING btree ("design_id","id");--> statement-breakpoint
CREATE INDEX "comment_threads_release" ON "comment_threads" USING btree ("release_id");--> statement-breakpoint
CREATE INDEX "comments_design" ON "comments" USING btree ("design_id","id");--> statement-breakpoint
CREATE INDEX "comments_user" ON "comments" USING btree ("user_id","id");--> statement-breakpoint
ALTER TABLE "audit_log" ADD CONSTRAINT "audit_log_seq_unique" UNIQUE("seq");--> statement-breakpoint
ALTER TABLE "comment_threads" ADD CONSTRAINT "comment_threads_place" CHECK ((room_id is not null and document_id is not null and anchor is not null and design_id is null and release_id is null)
        or (design_id is not null and release_id is not null and room_id is null and document_id is null));