-- What the editor and the reader may do: run by the owner after `qa upgrade`, which may have made tables.
GRANT USAGE ON SCHEMA article_qa TO qa_editor, qa_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA article_qa TO qa_editor, qa_reader;
GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA article_qa TO qa_editor;
GRANT INSERT, UPDATE, DELETE ON
    article_qa.conversations, article_qa.turns, article_qa.feedback, article_qa.annotations,
    article_qa.token_counts, article_qa.sign_ins
TO qa_reader;
