-- What a Tryton has beside the tables that the pack captures: tables and columns of its modules ir, res and party, where secrets and
-- people are, and names that only look like it.
-- expect: PERSONAL_COLUMN public.ir_avatar image
-- expect: PERSONAL_COLUMN public.ir_email_address address
-- expect: PERSONAL_COLUMN public.party_address street
-- expect: PERSONAL_COLUMN public.party_contact_mechanism value, value_compact
-- expect: PERSONAL_COLUMN public.res_user email
-- expect: PERSONAL_COLUMN public.res_user_login_attempt ip_address
-- expect: SECRET_COLUMN public.ir_session key
-- expect: SECRET_COLUMN public.res_user password, password_hash, password_reset
-- expect: SECRET_COLUMN public.res_user_application key
create table res_user (id serial primary key, name varchar, login varchar not null, password varchar, email varchar, signature text,
    password_hash varchar, password_reset varchar, password_reset_expire timestamp, language integer);
create table res_user_application (id serial primary key, key varchar not null, application varchar, state varchar, "user" integer);
create table res_user_login_attempt (id serial primary key, login varchar, ip_address varchar);
create table ir_session (id serial primary key, key varchar not null);
create table ir_action_keyword (id serial primary key, keyword varchar not null, model varchar);
create table ir_avatar (id serial primary key, resource varchar, image bytea, image_id varchar);
create table ir_email_address (id serial primary key, email integer not null, address varchar not null);
create table ir_email_template (id serial primary key, name varchar, recipients varchar, subject varchar, body text, contact_mechanism varchar);
create table party_contact_mechanism (id serial primary key, type varchar not null, value varchar, value_compact varchar, party integer);
create table party_address_format (id serial primary key, country_code varchar, format_ text);
alter table party_address add column street text, add column city varchar;
