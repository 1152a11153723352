CREATE INDEX "room_files_asset" ON "room_files" USING btree ("asset_id");--> statement-breakpoint
CREATE INDEX "versions_state" ON "versions" USING btree ("state_id");