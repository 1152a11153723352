/** Each takes one list of rows as JSON. */
export const statements = {
  people: `insert into users (id, email, name, colour, created_at)
    select id, email, name, colour, "createdAt" from json_to_recordset($1::json)
    as row(id text, email text, name text, colour text, "createdAt" timestamptz) on conflict do nothing`,

  designs: `insert into designs (id, author_id, title, description, tags, licence, visibility, kinds, colours,
      preview_id, preview_width, preview_height, thumbhash, release_count,
      like_count, save_count, comment_count, weight, rank, created_at, published_at, changed_at)
    select id, "authorId", title, description, tags, licence, 'public', kinds, colours,
      "previewId", width, height, thumbhash, releases,
      likes, saves, comments, weight, rank, at, at, at from json_to_recordset($1::json)
    as row(id text, "authorId" text, title text, description text, tags text[], licence text, kinds text[],
      colours text[], "previewId" text, width int, height int, thumbhash text, releases int,
      likes int, saves int, comments int, weight float8, rank float8, at timestamptz) on conflict do nothing`,

  releases: `insert into releases
      (id, design_id, seq, licence, content_hash, facts, preview_id, created_by, created_at)
    select id, "designId", 1, licence, hash, facts, "previewId", "authorId", at from json_to_recordset($1::json)
    as row(id text, "designId" text, licence text, hash text, facts jsonb, "previewId" text, "authorId" text,
      at timestamptz)`,

  releaseFiles: `insert into release_files (release_id, path, kind, asset_id, media_type, size, facts)
    select "releaseId", path, kind, "assetId", "mediaType", size, facts from json_to_recordset($1::json)
    as row("releaseId" text, path text, kind text, "assetId" text, "mediaType" text, size bigint, facts jsonb)`,

  threads: `insert into comment_threads
      (id, design_id, release_id, anchor, created_by, created_at, resolved_at, resolved_by)
    select id, "designId", "releaseId", anchor, "userId", at, "resolvedAt", "resolvedBy" from json_to_recordset($1::json)
    as row(id text, "designId" text, "releaseId" text, anchor jsonb, "userId" text, at timestamptz,
      "resolvedAt" timestamptz, "resolvedBy" text)`,

  comments: `insert into comments (id, thread_id, design_id, user_id, text, created_at)
    select id, "threadId", "designId", "userId", text, at from json_to_recordset($1::json)
    as row(id text, "threadId" text, "designId" text, "userId" text, text text, at timestamptz)`,

  reactions: `insert into reactions (user_id, design_id, kind, weight, created_at)
    select "userId", "designId", kind, weight, at from json_to_recordset($1::json)
    as row("userId" text, "designId" text, kind text, weight float8, at timestamptz) on conflict do nothing`,

  follows: `insert into follows (follower_id, author_id, created_at)
    select "followerId", "authorId", at from json_to_recordset($1::json)
    as row("followerId" text, "authorId" text, at timestamptz) on conflict do nothing`,
} as const;
