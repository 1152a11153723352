-- The words that somebody looks for, made of parts and never of text that is parsed as a query.
CREATE FUNCTION search_query(words text[], phrases text[], without text[], unfinished text) RETURNS tsquery
  LANGUAGE plpgsql STABLE PARALLEL SAFE
  AS $$
DECLARE
  part text;
  piece tsquery;
  sought tsquery := ''::tsquery;
BEGIN
  FOREACH part IN ARRAY words LOOP sought := sought && plainto_tsquery('simple', search_fold(part)); END LOOP;
  FOREACH part IN ARRAY phrases LOOP sought := sought && phraseto_tsquery('simple', search_fold(part)); END LOOP;
  IF unfinished <> '' THEN
    FOR part IN SELECT lexeme FROM unnest(to_tsvector('simple', search_fold(unfinished))) LOOP
      piece := ('''' || replace(replace(part, '\', '\\'), '''', '''''') || ''':*')::tsquery;
      sought := sought && piece;
    END LOOP;
  END IF;
  FOREACH part IN ARRAY without LOOP
    piece := phraseto_tsquery('simple', search_fold(part));
    IF numnode(piece) > 0 THEN sought := sought && !!piece; END IF;
  END LOOP;
  RETURN sought;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_put(design designs) RETURNS void
  LANGUAGE plpgsql
  AS $$
DECLARE
  author text := (SELECT name FROM users WHERE id = design.author_id);
  names text := search_fold(coalesce(author, ''));
  title text := search_fold(design.title);
  tags text := search_fold(array_to_string(design.tags, ' '));
  known tsvector := setweight(to_tsvector('simple', title), 'A')
    || setweight(to_tsvector('simple', tags), 'B')
    || setweight(to_tsvector('simple', names), 'C');
BEGIN
  IF NOT design.listed THEN
    DELETE FROM search_docs WHERE design_id = design.id;
    RETURN;
  END IF;
  INSERT INTO search_docs (design_id, words, facets) VALUES (
    design.id,
    known || setweight(to_tsvector('simple', search_fold(left(design.description, 20000))), 'D'),
    ARRAY(SELECT DISTINCT 'tag:' || tag FROM unnest(design.tags) tag)
      || ARRAY(SELECT DISTINCT 'kind:' || kind FROM unnest(design.kinds) kind)
      || ARRAY(SELECT DISTINCT 'colour:' || colour FROM unnest(design.colours) colour)
      || ARRAY['licence:' || design.licence]
      || CASE WHEN design.author_id IS NULL THEN ARRAY[]::text[] ELSE ARRAY['author:' || design.author_id] END
  )
  ON CONFLICT (design_id) DO UPDATE
    SET words = excluded.words, facets = excluded.facets;
  -- In one order everywhere, so that two who publish the same new words wait for each other and never in a ring.
  INSERT INTO search_words (word, designs)
    SELECT lexeme, 1 FROM unnest(known) WHERE length(lexeme) BETWEEN 3 AND 40 ORDER BY lexeme
    ON CONFLICT DO NOTHING;
  INSERT INTO search_tags (tag, designs) SELECT DISTINCT tag, 1 FROM unnest(design.tags) tag ORDER BY tag
    ON CONFLICT DO NOTHING;
  IF design.author_id IS NOT NULL THEN
    INSERT INTO search_people (user_id, folded) VALUES (design.author_id, names) ON CONFLICT DO NOTHING;
  END IF;
END $$;
--> statement-breakpoint
CREATE FUNCTION search_design_changed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$ BEGIN PERFORM search_put(NEW); RETURN NULL; END $$;
--> statement-breakpoint
CREATE FUNCTION search_author_renamed() RETURNS trigger
  LANGUAGE plpgsql
  AS $$ BEGIN
  PERFORM search_put(d) FROM designs d WHERE d.author_id = NEW.id AND d.listed;
  UPDATE search_people SET folded = search_fold(NEW.name) WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER designs_search
  AFTER INSERT OR UPDATE OF title, tags, description, author_id, visibility, standing, removed_at, kinds, colours, licence
  ON designs FOR EACH ROW EXECUTE FUNCTION search_design_changed();
--> statement-breakpoint
CREATE TRIGGER users_search
  AFTER UPDATE OF name ON users FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
  EXECUTE FUNCTION search_author_renamed();
