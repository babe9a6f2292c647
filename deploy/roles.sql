-- Roles with the least rights, and the schema of the library: run once, by an administrator, in its database.
-- The passwords come from the environment of psql. grants.sql says what the editor and the reader may do.
\getenv owner_password OWNER_PASSWORD
\getenv editor_password EDITOR_PASSWORD
\getenv reader_password READER_PASSWORD
CREATE ROLE qa_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE qa_editor LOGIN PASSWORD :'editor_password';
CREATE ROLE qa_reader LOGIN PASSWORD :'reader_password';
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO qa_owner, qa_editor, qa_reader', current_database()) \gexec
CREATE SCHEMA article_qa AUTHORIZATION qa_owner;
