CREATE EXTENSION IF NOT EXISTS unaccent;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
--> statement-breakpoint
-- Text as it is compared in searches: lower case, without accents. Indexes need it immutable, which unaccent with a
-- named dictionary is as long as nobody changes that dictionary.
CREATE OR REPLACE FUNCTION search_fold(words text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;
