-- Known words that share letters with this one, the fewest wrong ones first; a swap of two neighbours is two of them.
-- How alike is alike holds for the statement that asks, and no setting of the connection is left changed.
CREATE FUNCTION words_like(typed text, alike real, wrong int, most int) RETURNS TABLE (word text, designs int)
  LANGUAGE plpgsql
  AS $$
BEGIN
  PERFORM set_config('pg_trgm.similarity_threshold', alike::text, true);
  RETURN QUERY
    SELECT known.word, known.designs
    FROM search_words known, levenshtein_less_equal(known.word, typed, wrong) distance
    WHERE known.word % typed AND distance BETWEEN 1 AND wrong
    ORDER BY distance, known.designs DESC, known.word
    LIMIT most;
END $$;
