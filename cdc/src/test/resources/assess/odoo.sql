-- What an Odoo has beside the tables that the pack captures: tables and columns of its modules base, mail, auth_totp, auth_passkey,
-- payment and iap, where secrets and people are, and names that only look like it.
-- expect: PERSONAL_COLUMN public.payment_transaction partner_address, partner_email, partner_phone
-- expect: PERSONAL_COLUMN public.res_device_log ip_address
-- expect: PERSONAL_COLUMN public.res_partner_bank acc_number, sanitized_acc_number
-- expect: SECRET_COLUMN public.auth_totp_device key
-- expect: SECRET_COLUMN public.fetchmail_server google_gmail_refresh_token, password
-- expect: SECRET_COLUMN public.iap_account account_token
-- expect: SECRET_COLUMN public.ir_mail_server smtp_pass, smtp_ssl_private_key
-- expect: SECRET_COLUMN public.mail_push_device keys
-- expect: SECRET_COLUMN public.res_config_settings google_gmail_client_secret, sfu_server_key, unsplash_access_key
-- expect: SECRET_COLUMN public.res_users password, totp_secret
-- expect: SECRET_COLUMN public.res_users_apikeys key
create table res_users_apikeys (id serial primary key, name varchar not null, user_id integer not null, scope varchar, expiration_date timestamp,
    index varchar(8), key varchar, create_date timestamp default now());
create table auth_totp_device (id serial primary key, name varchar not null, user_id integer not null, scope varchar, index varchar(8), key varchar);
create table auth_passkey_key (id integer primary key, name varchar not null, credential_identifier varchar not null, public_key varchar);
create table auth_totp_rate_limit_log (id integer primary key, user_id integer, limit_type varchar);
create table ir_mail_server (id integer primary key, name varchar, smtp_host varchar, smtp_user varchar, smtp_pass varchar,
    smtp_ssl_private_key bytea, from_filter varchar, max_email_size double precision);
create table fetchmail_server (id integer primary key, server varchar, "user" varchar, password varchar, google_gmail_refresh_token varchar,
    google_gmail_access_token_expiration integer);
create table iap_account (id integer primary key, account_token varchar(43));
create table mail_push_device (id integer primary key, endpoint varchar not null, keys varchar not null, partner_id integer);
create table mail_template (id integer primary key, name jsonb, subject jsonb, email_from varchar, email_to varchar, email_cc varchar,
    email_layout_xmlid varchar, body_html jsonb);
create table res_config_settings (id integer primary key, auth_totp_policy varchar, auth_signup_uninvited varchar, auth_signup_reset_password boolean,
    unsplash_access_key varchar, sfu_server_key varchar, google_gmail_client_identifier varchar, google_gmail_client_secret varchar);
create table res_users_settings (id integer primary key, user_id integer, push_to_talk_key varchar);
create table res_device_log (id integer primary key, session_identifier varchar, platform varchar, ip_address varchar);
create table res_partner_bank (id integer primary key, acc_number varchar not null, sanitized_acc_number varchar, has_iban_warning boolean);
create table report_layout (id integer primary key, image varchar, pdf varchar, name varchar);
create table account_resequence_wizard (id integer primary key, first_name varchar not null, ordering varchar);
create table ir_act_window_mobile (id integer primary key, mobile_view_mode varchar, mail_post_method varchar);
create table payment_transaction (id integer primary key, reference varchar, partner_name varchar, partner_email varchar, partner_address varchar,
    partner_phone varchar, tokenize boolean);
alter table res_company add column email_primary_color varchar, add column email_secondary_color varchar, add column snailmail_color boolean;
alter table res_users add column login varchar, add column password varchar, add column totp_secret varchar, add column signature text;
